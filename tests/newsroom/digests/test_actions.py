"""The workflow of digests: permissions, four eyes, the approval bound to the text, the public rows."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.workflow import State
from newsroom.digests import actions as digest_actions
from newsroom.digests import permissions, workflow
from newsroom.digests.models import Digest
from newsroom.digests.selection import unused_articles
from newsroom.exceptions import ActionRefused, EditConflict, Incomplete, InvalidState, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, PublishedDigest
from tests import digest_factories, factories
from tests.users import USERS, member

pytestmark = pytest.mark.django_db

WRITERS = {"journalist", "editor", "head"}
"""Users who may write in a digest of `journalist`."""
REVIEWERS = {"corrector", "writer_corrector", "editor", "head"}
PUBLISHERS = {"editor", "head"}
WHO = {
    "submit": WRITERS,
    "recall": WRITERS,
    "send_back": REVIEWERS,
    "approve": REVIEWERS,
    "publish": PUBLISHERS,
    "revise": WRITERS,
    "discard": WRITERS,
    "withdraw": PUBLISHERS,
    "restore": PUBLISHERS,
    "spike": WRITERS,
    "unspike": WRITERS,
}


@pytest.mark.parametrize("name", workflow.RULES)
@pytest.mark.parametrize("login", USERS)
def test_permissions_follow_the_table(name: str, login: str) -> None:
    digest = digest_factories.draft(factories.published())
    assert (permissions.reason_against(name, digest, member(login)) is None) == (login in WHO[name])


@pytest.mark.parametrize("name", workflow.RULES)
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "published"])
def test_it_starts_in_its_source_states_only(name: str, state: str) -> None:
    digest = getattr(digest_factories, state)(factories.published())
    before = Digest.objects.values().get()
    step = workflow.RULES[name]
    try:
        digest_actions.TRANSITIONS[name](digest, by=member("head"), reason="Причина")
    except ActionRefused:
        assert not step.applies_to(state, is_live=digest.is_live)
        assert Digest.objects.values().get() == before
    else:
        assert digest.state == step.target
        assert step.applies_to(state, is_live=before["is_live"])


class TestFourEyes:
    def test_a_writer_cannot_approve(self) -> None:
        digest = digest_factories.submitted(factories.published(), by=member("writer_corrector"))
        with pytest.raises(NotPermitted):
            digest_actions.approve(digest, by=member("writer_corrector"))

    def test_an_edit_makes_a_writer(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member("editor"))
        digest_actions.submit(digest, by=member("journalist"))
        with pytest.raises(NotPermitted):
            digest_actions.approve(digest, by=member("editor"))

    def test_another_text_voids_the_approval(self) -> None:
        article = factories.published()
        digest = digest_factories.approved(article)
        digest_actions.save_digest(digest, digest_factories.content(article, intro="Ещё слово"), by=member("editor"))
        assert digest.state == State.SUBMITTED
        assert digest.approved_checksum == ""
        with pytest.raises(InvalidState):
            digest_actions.publish(digest, by=member("editor"))

    def test_the_same_text_saved_again_is_no_edit(self) -> None:
        article = factories.published()
        digest = digest_factories.approved(article)
        digest_actions.save_digest(digest, digest_factories.content(article), by=member("editor"))
        assert digest.state == State.APPROVED
        assert not digest.is_written_by(member("editor"))

    def test_a_submitted_digest_cannot_be_edited(self) -> None:
        article = factories.published()
        digest = digest_factories.submitted(article)
        for login in ("journalist", "editor", "head"):
            with pytest.raises(InvalidState):
                digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member(login))

    def test_others_cannot_edit_a_draft(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        for login in ("journalist2", "corrector", "moderator"):
            with pytest.raises(NotPermitted):
                digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member(login))

    def test_the_slower_of_two_gets_a_conflict(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        seen = digest.version
        digest_actions.save_digest(
            digest, digest_factories.content(article, title="Первый"), by=member("journalist"), version=seen
        )
        with pytest.raises(EditConflict):
            digest_actions.save_digest(
                digest, digest_factories.content(article, title="Второй"), by=member("head"), version=seen
            )
        assert Digest.objects.get().title == "Первый"


class TestValidation:
    def test_it_needs_articles_and_their_summaries(self) -> None:
        digest = digest_factories.draft()
        with pytest.raises(Incomplete, match="нет ни одного материала"):
            digest_actions.submit(digest, by=digest.creator)
        bare = digest_factories.content(items=[digest_factories.item(factories.published(), retelling=" ")])
        digest_actions.save_digest(digest, bare, by=digest.creator)
        with pytest.raises(Incomplete, match="Нет пересказа"):
            digest_actions.submit(digest, by=digest.creator)

    @pytest.mark.parametrize(
        ("first", "last"),
        [("0001-01-01", "0001-01-07"), ("1999-12-31", "2000-01-02"), ("2025-01-01", "2026-01-03"),
         ("9999-12-30", "9999-12-31"), ("2026-11-22", "2026-11-21")],
    )  # fmt: skip
    def test_an_implausible_period_is_refused(self, first: str, last: str) -> None:
        days = {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
        with pytest.raises(Incomplete, match=r"год|Период"):
            digest_factories.draft(**days)
        with pytest.raises(Incomplete, match=r"год|Период"):
            digest_actions.save_digest(
                digest_factories.draft(), digest_factories.content(**days), by=member("journalist")
            )

    def test_a_text_over_the_length_of_its_column_is_refused(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        long = digest_factories.item(article, retelling="я" * 2001, headline="я" * 201)
        typed = digest_factories.content(title="я" * 161, intro="я" * 2001, items=[long])
        sentences = [f"Слишком длинно: {name}." for name in ("заголовок", "вступление", "свой заголовок", "пересказ")]
        for act in (
            lambda: digest_actions.create_digest(typed, language="ru", by=member("journalist")),
            lambda: digest_actions.save_digest(digest, typed, by=member("journalist")),
        ):
            with pytest.raises(Incomplete) as refusal:
                act()
            assert refusal.value.reasons == sentences
        assert Digest.objects.get().title == digest.title

    def test_a_reason_is_required(self) -> None:
        digest = digest_factories.submitted(factories.published())
        with pytest.raises(Incomplete):
            digest_actions.send_back(digest, by=member("corrector"), reason=" ")

    def test_an_article_that_is_not_live_is_refused(self) -> None:
        live = factories.published()
        item = digest_factories.item(live)
        actions.withdraw(live, by=member("editor"), reason="Ошибка")
        item.article.refresh_from_db()
        with pytest.raises(Incomplete, match="не на сайте"):
            digest_actions.create_digest(digest_factories.content(items=[item]), language="ru", by=member("journalist"))


class TestPublicRows:
    def page(self, digest: Digest) -> str:
        return Client().get(f"/digests/{digest.slug}/").content.decode()

    def test_a_revision_does_not_change_the_live_text(self) -> None:
        article = factories.published(headline="Мост")
        digest = digest_factories.published(article)
        digest_actions.revise(digest, by=member("journalist"))
        digest_actions.save_digest(
            digest, digest_factories.content(article, title="Новый заголовок"), by=member("journalist")
        )
        assert "Неделя в городе" in self.page(digest)
        assert "Новый заголовок" not in self.page(digest)
        digest_actions.discard(digest, by=member("journalist"))
        assert digest.title == "Неделя в городе"
        assert digest.items.count() == 1

    def test_a_withdrawn_article_leaves_it_at_once(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.published(bridge, school)
        actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
        assert "Мост" not in self.page(digest)
        assert "Школа" in self.page(digest)

    def test_a_restored_article_does_not_return_to_it(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.published(bridge, school)
        actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
        PublishedArticle.objects.filter(pk=bridge.pk).update(
            is_live=True, withdrawal="", withdrawn_at=None, headline="Мост"
        )
        assert "Мост" not in self.page(digest)
        assert digest.items.count() == 2, "the working copy keeps the item"

    def test_a_withdrawn_digest_is_emptied(self) -> None:
        digest = digest_factories.published(factories.published())
        before = SiteVersion.objects.get().number
        digest_actions.withdraw(digest, by=member("editor"), reason="Ошибка")
        assert SiteVersion.objects.get().number == before + 1
        assert Client().get(f"/digests/{digest.slug}/").status_code == 410
        assert PublishedDigest.objects.get().title == ""
        digest_actions.restore(digest, by=member("editor"))
        assert digest.state == State.DRAFT

    def test_it_keeps_address_and_first_time(self) -> None:
        article = factories.published()
        digest = digest_factories.published(article)
        first = PublishedDigest.objects.get()
        digest_actions.revise(digest, by=member("journalist"))
        digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member("journalist"))
        for name, login in (("submit", "journalist"), ("approve", "corrector"), ("publish", "editor")):
            digest_actions.TRANSITIONS[name](digest, by=member(login))
        again = PublishedDigest.objects.get()
        assert (again.slug, again.published_at, again.title) == (first.slug, first.published_at, "Иначе")
        assert again.updated_at is not None

    def test_two_of_one_title_have_two_addresses(self) -> None:
        one, two = digest_factories.published(factories.published()), digest_factories.published(factories.published())
        assert one.slug != two.slug


class TestProposal:
    def test_it_proposes_no_article_of_another_draft(self) -> None:
        items, new = factories.published(headline="Рассказано"), factories.published(headline="Новое")
        digest_factories.draft(items)
        empty = digest_factories.draft()
        assert digest_actions.propose(empty, by=empty.creator) == 1
        only = empty.items.get()
        assert only.article_id == new.pk
        assert only.retelling == new.lead
        assert digest_actions.propose(empty, by=empty.creator) == 0

    def test_it_proposes_no_article_of_a_live_digest(self) -> None:
        article, other = factories.published(), factories.published()
        digest = digest_factories.published(article, other)
        digest_actions.revise(digest, by=member("journalist"))
        digest_actions.save_digest(digest, digest_factories.content(other), by=member("journalist"))
        content = digest_factories.content()
        assert unused_articles("ru", content.starts_on, content.ends_on) == []

    def test_articles_of_a_spiked_draft_are_proposed_again(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        content = digest_factories.content()
        assert unused_articles("ru", content.starts_on, content.ends_on) == []
        digest_actions.spike(digest, by=digest.creator)
        assert [found.pk for found in unused_articles("ru", content.starts_on, content.ends_on)] == [article.pk]
        digest_actions.unspike(digest, by=digest.creator)
        assert digest.state == State.DRAFT
        assert unused_articles("ru", content.starts_on, content.ends_on) == []

    def test_it_keeps_to_period_and_language(self) -> None:
        factories.published(language="kk")
        article = factories.published()
        content = digest_factories.content()
        assert [found.pk for found in unused_articles("ru", content.starts_on, content.ends_on)] == [article.pk]
        assert unused_articles("ru", content.starts_on, content.starts_on) == []


def test_each_transition_is_logged_once() -> None:
    digest = digest_factories.published(factories.published())
    assert [row.name for row in digest.transitions.order_by("pk")] == ["create", "submit", "approve", "publish"]


def test_a_digest_published_with_a_wrong_clock_gets_the_right_time() -> None:
    article = factories.published()
    digest = digest_factories.published(article)
    PublishedDigest.objects.update(published_at=timezone.now() + timedelta(days=30))
    digest_actions.revise(digest, by=member("journalist"))
    digest_actions.submit(digest, by=member("journalist"))
    digest_actions.approve(digest, by=member("corrector"))
    digest_actions.publish(digest, by=member("editor"))
    assert PublishedDigest.objects.get().published_at <= timezone.now()
