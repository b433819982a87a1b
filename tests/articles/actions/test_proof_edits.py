"""When a proof edit makes the reviewer a writer."""

import pytest

from articles import actions
from articles.models import Article, Remark
from newsroom.exceptions import ActionRefused, NotPermitted
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class TestProofing:
    def edit(self, article: Article, by: User, old: str, new: str, **answers: object) -> None:
        assert old in article.body
        with actions.editing(article, by=by, **answers) as text:
            text.body = text.body.replace(old, new)

    def test_a_comma_does_not_make_a_writer(self, corrector: User) -> None:
        article = factories.proofing()
        self.edit(article, corrector, "общественый", "общественный")
        assert article.revisions.first().kind == "proof"
        actions.approve(article, by=corrector)

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ("ждали этого", "ждали этого дня", "Правка внутри цитаты."),
            ("двенадцать комнат", "12 комнат", "Изменено число."),
        ],
    )
    def test_a_quotation_or_a_number_asks_for_a_remark(
        self, corrector: User, old: str, new: str, sentence: str
    ) -> None:
        article = factories.proofing()
        with pytest.raises(ActionRefused, match=sentence):
            self.edit(article, corrector, old, new)
        article.refresh_from_db()
        self.edit(article, corrector, old, new, remark="Сверено с записью")
        assert not article.is_written_by(corrector)
        assert Remark.objects.get().text == "Сверено с записью"

    def test_a_headline_asks_for_a_remark(self, corrector: User) -> None:
        article = factories.proofing()
        with (
            pytest.raises(ActionRefused, match="Изменён заголовок"),
            actions.editing(article, by=corrector) as text,
        ):
            text.headline = "Другой заголовок"

    def test_a_tenth_of_the_words_makes_a_writer_in_however_many_saves(self, corrector: User, head: User) -> None:
        article = factories.proofing()
        self.edit(article, corrector, "Строили всей улицей", "Работали целым кварталом")
        with pytest.raises(ActionRefused, match="больше десятой части"):
            self.edit(article, corrector, "Зимой работы остановились", "В декабре стройка замерла", remark="Лучше")
        article.refresh_from_db()
        self.edit(article, corrector, "Зимой работы остановились", "В декабре стройка замерла", as_writer=True)
        assert article.is_written_by(corrector)
        with pytest.raises(NotPermitted, match="Вы автор"):
            actions.approve(article, by=corrector)
        actions.take_over(article, by=head)
        actions.approve(article, by=head)
