"""Each user is a writer or a reviewer of an article, never both."""

import pytest

from articles import actions
from newsroom.exceptions import Incomplete, NotPermitted
from newsroom.website.models import PublishedArticle
from staff import accounts
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestSubmit:
    def test_it_names_everything_that_is_missing_at_once(self, journalist: User, corrector: User) -> None:
        article = factories.draft(journalist, lead="", body="<p></p>", section=None, own_reporting=False)
        article.bylines.all().delete()
        with pytest.raises(Incomplete) as refusal:
            actions.submit(article, by=journalist)
        assert refusal.value.reasons == [
            "Нет лида.",
            "Не выбрана рубрика.",
            "Нет подписи: укажите автора или «Редакция».",
            "Нет источника: назовите его или отметьте «собственная информация».",
            "Нет текста.",
        ]

    def test_it_refuses_if_there_is_no_reviewer(self, writer_corrector: User) -> None:
        article = factories.draft(writer_corrector)
        with pytest.raises(Incomplete, match="Вычитать некому"):
            actions.submit(article, by=writer_corrector)


class TestFourEyes:
    def test_a_writer_and_corrector_reviews_only_articles_of_others(
        self, writer_corrector: User, corrector: User, journalist: User
    ) -> None:
        own, others = factories.submitted(writer_corrector), factories.submitted(journalist)
        with pytest.raises(NotPermitted, match="Вы автор"):
            actions.claim(own, by=writer_corrector)
        actions.claim(others, by=writer_corrector)
        actions.approve(others, by=writer_corrector)
        assert others.approver == writer_corrector

    def test_a_byline_makes_its_person_a_writer(self, journalist: User, writer_corrector: User, head: User) -> None:
        article = factories.draft(journalist)
        with actions.editing(article, by=journalist) as text:
            text.bylines.update(kind="person", person=writer_corrector.person)
        actions.submit(article, by=journalist)
        with pytest.raises(NotPermitted):
            actions.claim(article, by=writer_corrector)

    def test_an_editor_who_rewrote_the_text_cannot_review_it(self, journalist: User, editor: User, head: User) -> None:
        article = factories.draft(journalist)
        with actions.editing(article, by=editor) as text:
            text.lead = "Переписанный лид"
        actions.submit(article, by=journalist)
        with pytest.raises(NotPermitted, match="Вы автор"):
            actions.claim(article, by=editor)
        actions.claim(article, by=head)

    def test_an_editor_who_only_changed_the_placement_may_review_it(self, journalist: User, editor: User) -> None:
        article = factories.draft(journalist)
        with actions.editing(article, by=editor) as text:
            text.section = factories.section("mir")
        actions.submit(article, by=journalist)
        actions.claim(article, by=editor)
        assert article.claimed_by == editor

    def test_after_an_approval_earlier_editors_may_review_again(
        self, journalist: User, editor: User, corrector: User
    ) -> None:
        article = factories.draft(journalist)
        with actions.editing(article, by=editor) as text:
            text.lead = "Переписанный лид"
        actions.submit(article, by=journalist)
        actions.approve(article, by=corrector)
        actions.publish(article, by=editor)
        actions.revise(article, by=journalist)
        actions.submit(article, by=journalist)
        actions.claim(article, by=editor)

    def test_each_of_a_team_of_four_gets_an_article_published(self) -> None:
        team = {
            "head": ("head",),
            "journalist-moderator": ("journalist", "moderator"),
            "journalist-corrector": ("journalist", "corrector"),
            "correspondent": ("journalist",),
        }
        people = {name: User.objects.create_user(name, name=name) for name in team}
        for name, held in team.items():
            accounts.grant(people[name], held, by=None)
        for name, writer in people.items():
            article = factories.draft(User.objects.get(pk=writer.pk))
            actions.submit(article, by=article.creator)
            reader = people["head"] if name == "journalist-corrector" else people["journalist-corrector"]
            actions.approve(article, by=reader)
            actions.publish(article, by=people["head"])
            assert PublishedArticle.objects.live().filter(pk=article.pk).exists(), name
