"""What the desk keeps of every save and step, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import Article, Transition
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestRecords:
    def test_one_sitting_is_one_revision_and_a_step_ends_it(self, journalist: User) -> None:
        article = factories.draft(journalist)
        factories.member("corrector")
        for word in ("раз", "два"):
            with actions.editing(article, by=journalist) as text:
                text.lead = word
        assert article.revisions.count() == 1
        actions.submit(article, by=journalist)
        actions.recall(article, by=journalist)
        with actions.editing(article, by=journalist) as text:
            text.lead = "три"
        assert article.revisions.count() == 2

    def test_restoring_an_earlier_text_makes_a_writer(self, journalist: User, editor: User) -> None:
        article = factories.draft(journalist)
        factories.member("corrector")
        actions.submit(article, by=journalist)
        actions.recall(article, by=journalist)
        with actions.editing(article, by=journalist) as text:
            text.lead = "Новый лид"
        actions.restore_revision(article, 1, by=editor)
        assert article.lead == "Его ждали десять лет"
        assert article.is_written_by(editor)

    def test_the_log_cannot_be_changed(self) -> None:
        factories.submitted()
        row = Transition.objects.first()
        for attempt in (row.save, row.delete, Transition.objects.all().delete):
            with pytest.raises(TypeError):
                attempt()
        with pytest.raises(TypeError):
            Transition.objects.update(reason="")

    @pytest.mark.parametrize(
        "columns",
        [
            {"state": "published"},
            {"state": "withdrawn", "is_live": True},
            {"state": "proofing"},
            {"state": "approved"},
            {"state": "scheduled"},
            {"state": "nonsense"},
            {"unread": True},
        ],
    )
    def test_the_database_refuses_what_must_never_be(self, columns: dict[str, object]) -> None:
        article = factories.draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**columns)
