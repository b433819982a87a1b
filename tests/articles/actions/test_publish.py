"""Publishing, scheduling and withdrawing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.models import Transition
from newsroom.exceptions import Incomplete, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument
from newsroom.website.models.search_document import position_of
from staff import accounts
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db


class TestPublish:
    def test_it_publishes_the_approved_text_and_bumps_the_version(self, editor: User) -> None:
        article = factories.approved(tags=("паводок",), source="Вестник степи")
        before = SiteVersion.objects.get().number
        actions.publish(article, by=editor)
        published = PublishedArticle.objects.get(pk=article.pk)
        assert (published.headline, published.sources[0]["name"]) == (article.headline, "Вестник степи")
        assert [row.tag.name for row in published.tag_rows.all()] == ["паводок"]
        assert SiteVersion.objects.get().number == before + 1

    def test_a_revision_does_not_change_the_live_text(self, journalist: User) -> None:
        article = factories.revised(journalist)
        with actions.editing(article, by=journalist) as text:
            text.headline = "Переписано"
        assert PublishedArticle.objects.get(pk=article.pk).headline == "Открыли центр"

    def test_the_first_time_stays_and_the_update_is_later(self, journalist: User, editor: User) -> None:
        article = factories.revised(journalist)
        first = PublishedArticle.objects.get(pk=article.pk)
        actions.submit(article, by=journalist)
        actions.approve(article, by=editor)
        actions.publish(article, by=editor)
        second = PublishedArticle.objects.get(pk=article.pk)
        assert second.published_at == first.published_at
        assert first.updated_at is None
        assert second.updated_at is not None

    def test_discard_returns_the_working_copy_to_the_live_text(self, journalist: User) -> None:
        article = factories.revised(journalist, signed="author", source="Вестник степи")
        with actions.editing(article, by=journalist) as text:
            text.headline = "Переписано"
            text.sources.all().delete()
        actions.discard(article, by=journalist)
        assert (article.state, article.headline, article.sources.get().name) == (
            "published",
            "Открыли центр",
            "Вестник степи",
        )

    def test_neither_a_writer_nor_who_forced_it_may_catch_up(
        self, journalist: User, editor: User, corrector: User
    ) -> None:
        article = factories.forced(journalist)
        assert article.unread
        with pytest.raises(NotPermitted, match="без вычитки"):
            actions.catch_up(article, by=editor)
        actions.catch_up(article, by=corrector)
        assert not article.unread
        assert article.transitions.first().checksum == article.revisions.get(number=article.live_revision).checksum


class TestTimes:
    def test_an_article_published_with_a_wrong_clock_gets_the_right_time(
        self, editor: User, journalist: User, corrector: User
    ) -> None:
        article = factories.published(journalist, headline="Мост открыли")
        wrong = timezone.now() + timedelta(days=30)
        for model in (PublishedArticle, PublishedByline, PublishedTag):
            model.objects.update(published_at=wrong)
        SearchDocument.objects.update(position=position_of(PublishedArticle.objects.get()))
        actions.revise(article, by=editor)
        actions.submit(article, by=editor)
        actions.approve(article, by=corrector)
        client_of(editor).post(f"/admin/articles/article/{article.pk}/publish/", {"version": article.version})
        published = PublishedArticle.objects.get()
        assert published.updated_at
        assert published.published_at <= published.updated_at <= timezone.now()
        day = timezone.localdate(published.published_at)
        assert "Мост открыли" in Client().get(f"/archive/{day:%Y/%m/%d}/").content.decode()
        assert SearchDocument.objects.count() == 1


class TestPlan:
    def test_the_worker_publishes_what_is_due_at_the_planned_time(self) -> None:
        due, later = factories.scheduled(), factories.scheduled()
        factories.make_due(due)
        assert actions.publish_due() == 1
        due.refresh_from_db()
        later.refresh_from_db()
        assert (due.state, later.state) == ("published", "scheduled")
        planned = Transition.objects.filter(article=due, name="publish").get()
        assert PublishedArticle.objects.get(pk=due.pk).published_at < planned.at

    def test_the_plan_fails_if_the_user_lost_the_permission(self, editor: User, head: User) -> None:
        article = factories.scheduled()
        accounts.grant(editor, ["journalist"], by=head)
        factories.make_due(article)
        assert actions.publish_due() == 0
        article.refresh_from_db()
        assert (article.state, article.transitions.first().name) == ("approved", "plan_failed")

    def test_it_refuses_a_time_that_has_passed(self, editor: User) -> None:
        article = factories.approved()
        with pytest.raises(Incomplete, match="уже прошло"):
            actions.schedule(article, by=editor, at=timezone.now() - timedelta(seconds=1))


class TestWithdraw:
    def test_it_empties_the_public_rows_and_keeps_the_working_copy(self, editor: User) -> None:
        article = factories.published(tags=("паводок",))
        actions.withdraw(article, by=editor, reason="Ошибка", kind="notice", text="Материал снят.")
        published = PublishedArticle.objects.get(pk=article.pk)
        assert (published.headline, published.body, published.text) == ("", "", "")
        assert not published.tag_rows.exists()
        assert not published.byline_rows.exists()
        assert article.body == factories.BODY

    @pytest.mark.parametrize("answers", [{"kind": "notice", "text": " "}, {"kind": "redirect"}, {"kind": "nonsense"}])
    def test_it_asks_for_what_its_kind_needs(self, editor: User, answers: dict[str, str]) -> None:
        article = factories.published()
        with pytest.raises(Incomplete):
            actions.withdraw(article, by=editor, reason="Ошибка", **answers)
        assert PublishedArticle.objects.live().count() == 1

    def test_a_restored_article_needs_a_new_review(self, editor: User, journalist: User) -> None:
        article = factories.withdrawn(journalist)
        actions.restore(article, by=editor)
        actions.submit(article, by=journalist)
        actions.approve(article, by=factories.member("corrector"))
        actions.publish(article, by=editor)
        assert PublishedArticle.objects.get(pk=article.pk).is_live
