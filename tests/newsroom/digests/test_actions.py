"""The route of a digest: its matrix, the second pair of eyes, the bound approval, what readers get."""

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
from tests.users import CAST, member

pytestmark = pytest.mark.django_db

WRITERS = {"journalist", "editor", "head"}
"""Of a digest that `journalist` wrote: he, and who runs the desk."""
READERS = {"corrector", "writer_corrector", "editor", "head"}
DESK = {"editor", "head"}
WHO = {
    "submit": WRITERS,
    "recall": WRITERS,
    "send_back": READERS,
    "approve": READERS,
    "publish": DESK,
    "revise": WRITERS,
    "discard": WRITERS,
    "withdraw": DESK,
    "restore": DESK,
    "spike": WRITERS,
    "unspike": WRITERS,
}


@pytest.mark.parametrize("verb", workflow.RULES)
@pytest.mark.parametrize("login", CAST)
def test_who_may_press_what(verb: str, login: str) -> None:
    digest = digest_factories.draft(factories.published())
    assert (permissions.reason_against(verb, digest, member(login)) is None) == (login in WHO[verb])


@pytest.mark.parametrize("verb", workflow.RULES)
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "published"])
def test_from_where_it_leads(verb: str, state: str) -> None:
    digest = getattr(digest_factories, state)(factories.published())
    before = Digest.objects.values().get()
    step = workflow.RULES[verb]
    try:
        digest_actions.TRANSITIONS[verb](digest, by=member("head"), reason="Причина")
    except ActionRefused:
        assert not step.applies_to(state, is_live=digest.is_live)
        assert Digest.objects.values().get() == before
    else:
        assert digest.state == step.target
        assert step.applies_to(state, is_live=before["is_live"])


class TestEyes:
    def test_nobody_approves_what_he_wrote(self) -> None:
        digest = digest_factories.submitted(factories.published(), by=member("writer_corrector"))
        with pytest.raises(NotPermitted):
            digest_actions.approve(digest, by=member("writer_corrector"))

    def test_who_edited_is_a_writer(self) -> None:
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

    def test_nobody_edits_what_is_being_read(self) -> None:
        article = factories.published()
        digest = digest_factories.submitted(article)
        for login in ("journalist", "editor", "head"):
            with pytest.raises(InvalidState):
                digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member(login))

    def test_others_do_not_write_in_a_draft(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        for login in ("journalist2", "corrector", "moderator"):
            with pytest.raises(NotPermitted):
                digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member(login))

    def test_the_slower_of_two_is_told(self) -> None:
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


class TestReady:
    def test_it_needs_pieces_and_their_retelling(self) -> None:
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
    def test_a_slip_in_the_period_is_told(self, first: str, last: str) -> None:
        days = {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
        with pytest.raises(Incomplete, match=r"год|Период"):
            digest_factories.draft(**days)
        with pytest.raises(Incomplete, match=r"год|Период"):
            digest_actions.save_digest(
                digest_factories.draft(), digest_factories.content(**days), by=member("journalist")
            )

    def test_a_reason_is_demanded(self) -> None:
        digest = digest_factories.submitted(factories.published())
        with pytest.raises(Incomplete):
            digest_actions.send_back(digest, by=member("corrector"), reason=" ")

    def test_a_draft_piece_cannot_be_told(self) -> None:
        live = factories.published()
        item = digest_factories.item(live)
        actions.withdraw(live, by=member("editor"), reason="Ошибка")
        item.article.refresh_from_db()
        with pytest.raises(Incomplete, match="не на сайте"):
            digest_actions.create_digest(digest_factories.content(items=[item]), language="ru", by=member("journalist"))


class TestReaders:
    def page(self, digest: Digest) -> str:
        return Client().get(f"/digests/{digest.slug}/").content.decode()

    def test_they_keep_the_approved_text_while_it_is_rewritten(self) -> None:
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

    def test_a_withdrawn_piece_leaves_it_at_once(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.published(bridge, school)
        actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
        assert "Мост" not in self.page(digest)
        assert "Школа" in self.page(digest)

    def test_a_piece_that_comes_back_brings_no_old_retelling(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.published(bridge, school)
        actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
        PublishedArticle.objects.filter(pk=bridge.pk).update(
            is_live=True, withdrawal="", withdrawn_at=None, headline="Мост"
        )
        assert "Мост" not in self.page(digest)
        assert digest.items.count() == 2, "the desk keeps what was told"

    def test_withdrawn_it_is_gone_with_its_words(self) -> None:
        digest = digest_factories.published(factories.published())
        before = SiteVersion.objects.get().number
        digest_actions.withdraw(digest, by=member("editor"), reason="Ошибка")
        assert SiteVersion.objects.get().number == before + 1
        assert Client().get(f"/digests/{digest.slug}/").status_code == 410
        assert PublishedDigest.objects.get().title == ""
        digest_actions.restore(digest, by=member("editor"))
        assert digest.state == State.DRAFT

    def test_published_again_it_keeps_address_and_first_time(self) -> None:
        article = factories.published()
        digest = digest_factories.published(article)
        first = PublishedDigest.objects.get()
        digest_actions.revise(digest, by=member("journalist"))
        digest_actions.save_digest(digest, digest_factories.content(article, title="Иначе"), by=member("journalist"))
        for verb, login in (("submit", "journalist"), ("approve", "corrector"), ("publish", "editor")):
            digest_actions.TRANSITIONS[verb](digest, by=member(login))
        again = PublishedDigest.objects.get()
        assert (again.slug, again.published_at, again.title) == (first.slug, first.published_at, "Иначе")
        assert again.updated_at is not None

    def test_two_of_one_title_have_two_addresses(self) -> None:
        one, two = digest_factories.published(factories.published()), digest_factories.published(factories.published())
        assert one.slug != two.slug


class TestProposal:
    def test_it_repeats_nothing_that_a_digest_has(self) -> None:
        told, new = factories.published(headline="Рассказано"), factories.published(headline="Новое")
        digest_factories.draft(told)
        empty = digest_factories.draft()
        assert digest_actions.propose(empty, by=empty.creator) == 1
        only = empty.items.get()
        assert only.article_id == new.pk
        assert only.retelling == new.lead
        assert digest_actions.propose(empty, by=empty.creator) == 0

    def test_it_repeats_nothing_that_readers_still_see(self) -> None:
        article, other = factories.published(), factories.published()
        digest = digest_factories.published(article, other)
        digest_actions.revise(digest, by=member("journalist"))
        digest_actions.save_digest(digest, digest_factories.content(other), by=member("journalist"))
        content = digest_factories.content()
        assert unused_articles("ru", content.starts_on, content.ends_on) == []

    def test_a_draft_in_the_basket_is_in_nobodys_way(self) -> None:
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
