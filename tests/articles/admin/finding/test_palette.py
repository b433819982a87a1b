"""The palette: what it offers to whom, as JSON and as a page."""

from typing import Any

import pytest

from articles.models.finding.terms import renew_terms
from newsroom.website.models import Section
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/article/everywhere/"
ANSWERS = f"{PAGE}answers/"
ROLES = ("head", "editor", "journalist", "corrector", "moderator", "outsider")


def groups(user: User, typed: str = "") -> dict[str, list[dict[str, Any]]]:
    answer = client_of(user).get(ANSWERS, {"q": typed})
    assert answer.status_code == 200
    return {group["key"]: group["entries"] for group in answer.json()["groups"]}


def labels(user: User, typed: str, key: str) -> list[str]:
    return [entry["label"] for entry in groups(user, typed).get(key, ())]


class TestWhatIsFound:
    def test_articles_of_any_state_by_a_word_of_the_body(self, editor: User) -> None:
        factories.spiked(headline="В корзине", body="<p>У котельной.</p>")
        renew_terms()
        [entry] = groups(editor, "котельные")["articles"]
        assert (entry["label"], entry["hint"], entry["state"]) == ("В корзине", "в корзине", "spiked")

    def test_sections_tags_people_and_pictures(self, head: User) -> None:
        factories.tag("Каток")
        section = factories.section("katok")
        Section.objects.filter(pk=section.pk).update(name_ru="Катки города")
        found = groups(head, "катк")
        assert [entry["label"] for entry in found["section"]] == ["Катки города"]
        assert labels(head, "каток", "tag") == ["Каток"]
        assert labels(head, "тастыбек", "person") == [str(head.person)]

    @pytest.mark.parametrize("typed", ["новый материал", "НОВЫЙ", "материал"])
    def test_actions(self, journalist: User, typed: str) -> None:
        assert "Новый материал" in labels(journalist, typed, "actions")

    @pytest.mark.parametrize("typed", ["главная", "главную страницу", "страница"])
    def test_screens_in_any_form(self, editor: User, typed: str) -> None:
        assert "Главная страница" in labels(editor, typed, "screens")

    def test_the_board(self, editor: User) -> None:
        assert labels(editor, "доска", "screens") == ["Доска материалов"]

    @pytest.mark.parametrize("typed", ["%", "'", '"', "\\", "«»", "а" * 5000, "* OR", "<script>"])
    def test_odd_words_break_nothing(self, head: User, typed: str) -> None:
        groups(head, typed)
        html = client_of(head).get(PAGE, {"q": typed}).content.decode()
        assert "<script>" not in html.partition('name="q"')[2][:60]


class TestOnlyWhatOneMayOpen:
    @pytest.mark.parametrize("login", ROLES)
    @pytest.mark.parametrize("typed", ["", "а", "о", "новый"])
    def test_every_address_opens(self, login: str, typed: str, request: pytest.FixtureRequest) -> None:
        factories.published(headline="Новый корпус")
        factories.draft(headline="Чужое")
        factories.tag("Новый год")
        user = request.getfixturevalue(login)
        client = client_of(user)
        if client.get(PAGE).status_code == 302:
            return  # without a role there is no admin
        for key, entries in groups(user, typed).items():
            for entry in entries:
                if entry["url"] == "/":
                    continue
                status = client.get(entry["url"]).status_code
                assert status in (200, 302), (key, entry)

    def test_a_journalist_has_no_users(self, journalist: User) -> None:
        found = groups(journalist, "щегольков")
        assert "user" not in found
        assert "invitation" not in found


class TestLeaks:
    @pytest.mark.parametrize("typed", ["засекреченная", "шифровкой", "засек", ""])
    def test_no_word_of_a_hidden_article(self, journalist: User, journalist2: User, typed: str) -> None:
        factories.draft(journalist, headline="Засекреченная", body="<p>Шифровка.</p>")
        renew_terms()
        for address in (ANSWERS, PAGE):
            answer = client_of(journalist2).get(address, {"q": typed}).content.decode()
            assert "Засекреченная" not in answer.encode().decode("unicode_escape", "ignore")
            assert "Засекреченная" not in answer
        assert "articles" not in groups(journalist2, typed)
        assert labels(journalist, typed, "articles") == ["Засекреченная"]


class TestWithoutScript:
    def test_the_button_is_a_link_to_a_page_that_finds(self, editor: User) -> None:
        factories.draft(headline="Мост открыли")
        client = client_of(editor)
        assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
        html = client.get(PAGE, {"q": "мост"}).content.decode()
        assert "Мост открыли" in html
        assert 'value="мост"' in html

    def test_nothing_is_said(self, editor: User) -> None:
        assert "Ничего не нашлось" in client_of(editor).get(PAGE, {"q": "ъъъъ"}).content.decode()

    def test_a_stranger_is_asked_to_log_in(self, client: Any) -> None:
        assert client.get(ANSWERS, {"q": "а"}).status_code == 302
        assert "palette" not in client.get("/admin/login/").content.decode()
