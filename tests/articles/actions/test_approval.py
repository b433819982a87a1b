"""An approval is bound to one text."""

import pytest

from articles import actions
from articles.models import Article
from newsroom.exceptions import EditConflict, InvalidState
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestApproval:
    def test_a_changed_text_voids_it_and_keeps_the_plan(self, editor: User) -> None:
        article = factories.scheduled()
        planned = article.scheduled_for
        with actions.editing(article, by=editor) as text:
            text.headline += "!"
        assert (article.state, article.approved_checksum, article.scheduled_for) == ("submitted", "", planned)
        assert article.is_plan_void
        assert article.transitions.first().name == "void"

    def test_it_can_be_scheduled_again_for_the_kept_time(self, editor: User, corrector: User) -> None:
        article = factories.scheduled()
        planned = article.scheduled_for
        with actions.editing(article, by=editor) as text:
            text.headline += "!"
        actions.approve(article, by=corrector)
        actions.schedule(article, by=editor)
        assert (article.state, article.scheduled_for) == ("scheduled", planned)

    def test_a_changed_placement_keeps_it(self, editor: User) -> None:
        article = factories.approved()
        with actions.editing(article, by=editor) as text:
            text.section = factories.section("mir")
        assert article.state == "approved"

    def test_saving_the_same_text_keeps_it(self, editor: User) -> None:
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

    def test_it_refuses_a_stale_version(self, corrector: User) -> None:
        article = factories.proofing()
        seen = article.version
        with actions.editing(article, by=corrector) as text:
            text.body = text.body.replace("двенадцать комнат", "двенадцать  комнат и")
        with pytest.raises(EditConflict):
            actions.approve(article, by=corrector, version=seen)
