"""An approval is of one text, and falls with it."""

import pytest

from articles import actions
from articles.models import Article
from newsroom.exceptions import EditConflict, InvalidState
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestApproval:
    def test_it_is_void_when_the_text_changes_and_the_plan_is_kept(self, editor: User) -> None:
        article = factories.scheduled()
        planned = article.scheduled_for
        with actions.editing(article, by=editor) as text:
            text.headline += "!"
        assert (article.state, article.approved_checksum, article.scheduled_for) == ("submitted", "", planned)
        assert article.is_plan_void
        assert article.transitions.first().name == "void"

    def test_one_button_plans_again_for_the_kept_hour(self, editor: User, corrector: User) -> None:
        article = factories.scheduled()
        planned = article.scheduled_for
        with actions.editing(article, by=editor) as text:
            text.headline += "!"
        actions.approve(article, by=corrector)
        actions.schedule(article, by=editor)
        assert (article.state, article.scheduled_for) == ("scheduled", planned)

    def test_it_stays_when_only_the_place_changes(self, editor: User) -> None:
        article = factories.approved()
        with actions.editing(article, by=editor) as text:
            text.section = factories.section("mir")
        assert article.state == "approved"

    def test_it_stays_when_the_text_is_saved_as_it_was(self, editor: User) -> None:
        article = factories.approved()
        with actions.editing(article, by=editor) as text:
            text.headline = str(text.headline)
        assert article.state == "approved"

    def test_publishing_refuses_a_text_that_differs_by_one_letter(self, editor: User) -> None:
        article = factories.approved()
        Article.objects.filter(pk=article.pk).update(body=article.body + "<p>а</p>")
        with pytest.raises(InvalidState, match="изменился после вычитки"):
            actions.publish(article, by=editor)
        assert not PublishedArticle.objects.exists()

    def test_it_refuses_a_text_that_the_reader_did_not_see(self, corrector: User) -> None:
        article = factories.proofing()
        seen = article.version
        with actions.editing(article, by=corrector) as text:
            text.body = text.body.replace("двенадцать комнат", "двенадцать  комнат и")
        with pytest.raises(EditConflict):
            actions.approve(article, by=corrector, version=seen)
