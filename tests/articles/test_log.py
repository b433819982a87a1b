"""Revisions and transitions that are recorded, and states that the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import Article
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestRecords:
    def test_saves_within_ten_minutes_are_one_revision_until_a_transition(self, journalist: User) -> None:
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
    def test_the_database_refuses_impossible_states(self, columns: dict[str, object]) -> None:
        article = factories.draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**columns)
