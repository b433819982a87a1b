"""A text with marks that it is not finished is not submitted, and the form leads to each of them."""

import pytest

from articles import actions, validation
from articles.models import Article
from newsroom.exceptions import Incomplete
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Мост открыл ТК имя акима.</p>", ["ТК"]),
        ("<p>Длина моста [ТК] метров</p>", ["ТК"]),
        ("<p>TKTK</p>", ["TKTK"]),
        ("<p>По нормам ТК РК работник вправе отказаться.</p>", []),
        ("<p>Трудовой кодекс это запрещает.</p><p>По нормам ТК это отпуск.</p>", []),
        ("<p>Пожар был в ТК «Астана».</p>", []),
        ("<p>НЕ ПУБЛИКОВАТЬ до среды</p>", ["НЕ ПУБЛИКОВАТЬ"]),
        ("<p>не публиковать!</p>", ["не публиковать"]),
        ("<p>Доклад решили не публиковать.</p>", []),
        ("<p>ЖАРИЯЛАМАҢЫЗ</p>", ["ЖАРИЯЛАМАҢЫЗ"]),
        ("<p>тест тест</p>", ["тест тест"]),
        ("<p>Тест</p><p>Мост</p>", ["Тест"]),
        ("<p>Школьники сдали тест.</p>", []),
        ("<p>Lorem <em>ipsum</em> dolor</p>", ["Lorem ipsum"]),
        ("<p>Сумма xxx тенге, XXX летние игры</p>", ["xxx"]),
        ("<p>Черновик закона внесли в мажилис.</p>", []),
    ],
)
def test_it_knows_the_marks_of_an_unfinished_text(text: str, words: list[str]) -> None:
    places = validation.unfinished_places(Article(body=text))
    assert [(place.field, place.word) for place in places] == [("body", word) for word in words]


def test_it_names_the_field() -> None:
    places = validation.unfinished_places(Article(headline="ТК заголовок", lead="тест"))
    assert [(place.field, place.word) for place in places] == [("headline", "ТК"), ("lead", "тест")]


def test_it_is_not_submitted(journalist: User, corrector: User) -> None:
    article = factories.draft(signed="author", body="<p>Мост открыл ТК имя акима.</p>")
    with pytest.raises(Incomplete, match="«ТК»"):
        actions.submit(article, by=journalist, version=article.version)
    article.refresh_from_db()
    assert article.state == "draft"


def test_the_form_leads_to_the_place(journalist: User, corrector: User) -> None:
    article = factories.draft(signed="author", body="<p>Мост открыл ТК имя акима.</p>")
    page = FormClient(journalist, article).send(_transition="submit").content.decode()
    assert "Есть слова не для читателей" in page
    assert 'data-field="body" data-word="ТК"' in page
