"""Articles found by word forms, bodies included, and by nobody who may not see them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Article, ArticleTerms
from articles.models.finding.terms import renew_terms
from newsroom.language import VERSION
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db

FIND = "/admin/articles/article/find/"


def records(user: User, typed: str, **more: str) -> list[dict[str, Any]]:
    while renew_terms():
        pass
    answer = client_of(user).get(FIND, {"q": typed, **more})
    assert answer.status_code == 200
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def found(user: User, typed: str, **more: str) -> list[str]:
    return [record["headline"] for record in records(user, typed, **more)]


class TestWordForms:
    @pytest.mark.parametrize("typed", ["котельной", "КОТЕЛЬНАЯ", "котельную снегом", "снег котельные", "ёлками"])
    def test_a_body_is_found_by_any_form(self, editor: User, typed: str) -> None:
        factories.draft(headline="Тепло", body="<p>У <strong>котельной</strong> снега по колено, а ёлка стоит.</p>")
        factories.draft(headline="Мост", body="<p>Ничего похожего.</p>")
        assert found(editor, typed) == ["Тепло"]

    @pytest.mark.parametrize("typed", ["мектептерде", "мектебі", "казакстан мектеп"])
    def test_in_kazakh_too(self, editor: User, typed: str) -> None:
        factories.draft(headline="Жаңалық", language="kk", body="<p>Қазақстанның мектептері ашылды.</p>")
        assert found(editor, typed) == ["Жаңалық"]

    @pytest.mark.parametrize("state", factories.STATES)
    def test_in_any_state(self, editor: User, state: str) -> None:
        factories.STATES[state](headline="Тихо", body=f"{factories.BODY}<p>Сторожа видели у водокачки.</p>")
        assert found(editor, "водокачкой") == ["Тихо"]

    def test_the_beginning_of_a_word_is_found_before_the_worker_has_run(self, editor: User) -> None:
        factories.draft(headline="Водокачка")
        answer = client_of(editor).get(FIND, {"q": "водок"}).json()
        assert [record["headline"] for record in answer["results"]] == ["Водокачка"]

    def test_a_headline_comes_before_a_body_that_was_edited_later(self, editor: User) -> None:
        factories.draft(headline="Котельную запустили")
        for number in range(12):
            factories.draft(headline=f"Другое {number}", body="<p>Рядом с котельной.</p>")
        assert found(editor, "котельная")[0] == "Котельную запустили"
        assert len(found(editor, "котельная")) == 10

    @pytest.mark.parametrize("mark", ["ǂ", "ǁ", "ǂr", "ǂrоткрыли"])
    def test_the_marks_of_terms_find_nothing(self, editor: User, mark: str) -> None:
        factories.draft()
        assert found(editor, mark) == []


class TestAddresses:
    @pytest.mark.parametrize(
        "typed",
        [
            "{pk}",
            "№{pk}",
            "/articles/{pk}-otkryli/",
            "https://example.kz/kk/articles/{pk}-a/?x=1",
            "/admin/articles/article/{pk}/change/",
        ],
    )
    def test_a_number_and_an_address(self, editor: User, typed: str) -> None:
        article = factories.draft(headline="Тот самый")
        factories.draft(headline="Не тот")
        assert found(editor, typed.format(pk=article.pk)) == ["Тот самый"]


class TestTerms:
    def test_a_changed_text_is_found_anew(self, editor: User) -> None:
        article = factories.draft(headline="Тепло", body="<p>Котельная.</p>")
        assert found(editor, "котельные") == ["Тепло"]
        with actions.editing(article, by=editor) as edit:
            edit.body = "<p>Элеватор.</p>"
        assert found(editor, "котельные") == []
        assert found(editor, "элеваторы") == ["Тепло"]

    def test_nothing_is_done_twice_and_a_new_analyser_does_all_again(self) -> None:
        factories.draft()
        assert renew_terms() == 1
        assert renew_terms() == 0
        ArticleTerms.objects.update(version=VERSION - 1)
        assert renew_terms() == 1

    def test_a_transition_changes_no_terms(self, journalist: User, corrector: User) -> None:
        article = factories.draft()
        assert renew_terms() == 1
        actions.submit(article, by=journalist)
        assert renew_terms() == 0

    def test_a_text_of_the_greatest_length_is_indexed(self, editor: User) -> None:
        words = " ".join(f"әлем{number}ңыз" for number in range(30_000))
        factories.draft(headline="Ұзын", language="kk", body=f"<p>{words[:399_000]}</p>")
        assert found(editor, "ұзын") == ["Ұзын"]
        assert found(editor, "әлем7ңыз") == ["Ұзын"]


class TestRecords:
    def test_of_a_live_article(self, editor: User) -> None:
        article = factories.published(headline="На сайте")
        [record] = records(editor, "сайт")
        assert record.pop("published_at")[:2] == "20"
        assert record == {
            "id": article.pk,
            "headline": "На сайте",
            "state": "published",
            "state_label": "опубликовано",
            "is_live": True,
            "language": "ru",
            "admin_url": article.admin_url,
            "public_url": f"/articles/{article.pk}-na-sayte/",
        }

    def test_live_ones_only(self, editor: User) -> None:
        factories.published(headline="Мост открыли")
        factories.draft(headline="Мост закрыли")
        assert found(editor, "мост", live="1") == ["Мост открыли"]
        assert len(found(editor, "мост")) == 2

    def test_a_live_one_that_others_revise_is_found_by_what_readers_see(
        self, journalist: User, journalist2: User
    ) -> None:
        article = factories.revised(journalist, headline="Прежнее название")
        with actions.editing(article, by=journalist) as edit:
            edit.headline = "Новое имя"
        [record] = records(journalist2, "прежние названия", live="1")
        assert (record["headline"], record["state"], record["admin_url"]) == ("Прежнее название", "published", "")
        assert found(journalist2, "новое имя", live="1") == []
        assert found(journalist2, "прежнее") == []

    def test_without_a_query_the_last_edited(self, editor: User) -> None:
        factories.draft(headline="Раньше")
        factories.draft(headline="Позже")
        assert found(editor, "") == ["Позже", "Раньше"]

    @pytest.mark.parametrize(
        "typed", ["%", "_", "'", '"', "\\", "9" * 30, "а " * 500, "«", "* OR b", "ǂ' | '", "NEAR(а б)"]
    )
    def test_odd_queries_break_nothing(self, editor: User, typed: str) -> None:
        factories.draft()
        records(editor, typed)

    def test_a_nul_is_no_fault_of_the_server(self, editor: User) -> None:
        assert client_of(editor).get(FIND, {"q": "а\0б"}).status_code in (200, 400)


class TestLeaks:
    SECRET = "Засекреченная"

    @pytest.mark.parametrize("state", ["draft", "submitted", "approved", "withdrawn", "spiked"])
    @pytest.mark.parametrize("typed", ["засекреченная", "шифровкой", "засекр", ""])
    def test_nobody_finds_a_word_of_an_article_that_is_hidden(
        self, journalist: User, journalist2: User, state: str, typed: str
    ) -> None:
        factories.STATES[state](journalist, headline=self.SECRET, body=f"{factories.BODY}<p>Шифровка.</p>")
        assert found(journalist2, typed) == []
        assert found(journalist2, typed, live="1") == []
        assert found(journalist, typed) == [self.SECRET]

    def test_nor_the_new_words_of_a_live_one(self, journalist: User, journalist2: User) -> None:
        article = factories.revised(journalist, headline="Прежнее")
        with actions.editing(article, by=journalist) as edit:
            edit.headline, edit.body = self.SECRET, "<p>Шифровка.</p>"
        assert found(journalist2, "шифровки") == found(journalist2, self.SECRET, live="1") == []

    def test_nor_does_a_role_without_articles(self, moderator: User) -> None:
        factories.published()
        assert found(moderator, "открыли") == []

    def test_nor_a_stranger(self, client: Any) -> None:
        assert client.get(FIND, {"q": "а"}).status_code == 302


def test_it_costs_few_statements(editor: User) -> None:
    for number in range(15):
        factories.published(headline=f"Мост {number}")
    client = client_of(editor)
    client.get(FIND)
    with CaptureQueriesContext(connection) as captured:
        client.get(FIND, {"q": "мост"})
    assert len(captured) <= 8, [query["sql"][:120] for query in captured]
    assert Article.objects.count() == 15


def test_one_language_is_asked_for(editor: User, journalist2: User) -> None:
    factories.published(headline="Алматы сегодня")
    factories.published(headline="Алматы бүгін", language="kk")
    factories.draft(headline="Алматы ертең", language="kk")
    for user in (editor, journalist2):
        assert found(user, "алматы", live="1", language="kk") == ["Алматы бүгін"]
