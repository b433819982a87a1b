"""The board: who sees which cards, and how a card is moved."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Article
from staff.models import User
from tests import factories
from tests.bench import plans
from tests.users import client_of

pytestmark = pytest.mark.django_db

BOARD = "/admin/articles/article/board/"


def cards(user: User, **query: str | int) -> dict[str, list[str]]:
    response = client_of(user).get(BOARD, query)
    assert response.status_code == 200
    columns = response.context["columns"]
    return {column.state: [str(card.article) for card in column.cards] for column in columns if column.cards}


def move(user: User, article: Article, **asked: object) -> Any:
    article.refresh_from_db()
    data = {"version": article.version, **asked}
    return client_of(user).post(f"/admin/articles/article/{article.pk}/move/", data)


def answer(user: User, article: Article, **asked: object) -> dict[str, Any]:
    known: dict[str, Any] = move(user, article, **asked).json()
    return known


class TestColumns:
    def test_each_state_has_its_own(self, editor: User) -> None:
        for state in ("draft", "submitted", "proofing", "returned", "approved", "scheduled", "published"):
            factories.STATES[state](headline=state)
        factories.spiked(headline="spiked")
        factories.withdrawn(headline="withdrawn")
        assert cards(editor) == {
            state: [state]
            for state in ("draft", "returned", "submitted", "proofing", "approved", "scheduled", "published")
        }

    def test_filters(self, editor: User) -> None:
        factories.draft(headline="Ru", section=factories.section("kultura"))
        factories.draft(headline="Kk", language="kk")
        assert cards(editor, language__exact="kk") == {"draft": ["Kk"]}
        assert cards(editor, section__id__exact=factories.section("kultura").pk) == {"draft": ["Ru"]}
        assert cards(editor, section__id__exact="x") == {}
        assert cards(editor, mine="yes") == {}

    def test_a_long_column_leads_to_the_list(self, editor: User) -> None:
        for number in range(12):
            factories.draft(headline=str(number))
        response = client_of(editor).get(BOARD, {"language__exact": "ru"})
        [column] = [column for column in response.context["columns"] if column.cards]
        assert len(column.cards) == 10
        assert client_of(editor).get(column.more).context["cl"].result_count == 12

    def test_nobody_sees_what_is_hidden(self, journalist: User, journalist2: User) -> None:
        factories.draft(journalist, headline="Чужой черновик")
        factories.revised(journalist, headline="Чужая правка")
        factories.published(journalist, headline="На сайте")
        assert cards(journalist2) == {"published": ["На сайте"]}
        assert "Чуж" not in client_of(journalist2).get(BOARD).content.decode()

    def test_a_role_without_articles_has_no_board(self, moderator: User) -> None:
        assert client_of(moderator).get(BOARD).status_code == 403

    @pytest.mark.parametrize("login", ["journalist", "editor"])
    def test_it_costs_the_same_for_few_and_for_many(self, login: str, request: pytest.FixtureRequest) -> None:
        user = request.getfixturevalue(login)
        client = client_of(user)

        def statements() -> int:
            client.get(BOARD)
            with CaptureQueriesContext(connection) as captured:
                client.get(BOARD)
            return len(captured)

        for _one in range(2):
            factories.draft(signed="author")
        few = statements()
        for number in range(15):
            factories.draft(signed="author", section=factories.section(f"s-{number}"))
        assert few == statements() <= 10

    @pytest.mark.parametrize("login", ["journalist", "editor"])
    @pytest.mark.parametrize("query", ["", "?language__exact=ru", "?mine=yes"])
    def test_it_reads_by_index(self, login: str, query: str, request: pytest.FixtureRequest) -> None:
        client = client_of(request.getfixturevalue(login))
        factories.published(signed="author")
        statements = plans.reads_of(client, f"{BOARD}{query}")
        assert [line for statement in statements for line in plans.unindexed(statement)] == []


class TestMoves:
    def test_a_drop_makes_the_transition(self, journalist: User, corrector: User) -> None:
        article = factories.draft()
        known = answer(journalist, article, to="submitted")
        article.refresh_from_db()
        assert article.state == known["state"] == "submitted"
        assert known["done"] == "Отправлено на вычитку."
        assert f'data-version="{article.version}"' in known["card"]
        assert article.transitions.filter(name="submit", user=journalist).exists()

    def test_a_button_makes_its_transition(self, corrector: User) -> None:
        article = factories.submitted()
        assert answer(corrector, article, transition="claim")["state"] == "proofing"

    @pytest.mark.parametrize(
        ("state", "target", "login", "transition"),
        [
            ("proofing", "returned", "corrector", "send_back"),
            ("approved", "scheduled", "editor", "schedule"),
            ("proofing", "approved", "corrector", "approve"),
            ("draft", "published", "editor", "force_publish"),
        ],
    )
    def test_what_asks_opens_its_page(
        self, state: str, target: str, login: str, transition: str, request: pytest.FixtureRequest
    ) -> None:
        user = request.getfixturevalue(login)
        article = factories.STATES[state]()
        known = answer(user, article, to=target)
        assert known["form"].startswith(f"/admin/articles/article/{article.pk}/{transition}/")
        assert client_of(user).get(known["form"]).status_code == 200
        article.refresh_from_db()
        assert article.state == state

    @pytest.mark.parametrize(
        ("state", "target", "login", "status"),
        [
            ("draft", "approved", "editor", 409),
            ("published", "submitted", "editor", 409),
            ("submitted", "proofing", "journalist", 403),
            ("approved", "published", "journalist", 403),
        ],
    )
    def test_a_refusal_is_a_sentence_and_changes_nothing(
        self, state: str, target: str, login: str, status: int, request: pytest.FixtureRequest
    ) -> None:
        user = request.getfixturevalue(login)
        article = factories.STATES[state]()
        response = move(user, article, to=target)
        assert response.status_code == status
        assert all(reason.endswith(".") for reason in response.json()["reasons"])
        article.refresh_from_db()
        assert article.state == state

    def test_of_a_writer_who_would_review_it(self, writer_corrector: User) -> None:
        article = factories.submitted(writer_corrector)
        known = answer(writer_corrector, article, to="proofing")
        assert known["reasons"] == ["Вы автор этого материала: вычитать его должен другой человек."]

    def test_of_a_stale_card(self, journalist: User, editor: User) -> None:
        article = factories.draft()
        stale = article.version
        with actions.editing(article, by=editor) as edit:
            edit.lead = "Другой"
        response = move(journalist, article, to="submitted", version=stale)
        assert response.status_code == 409
        assert response.json()["reasons"]

    def test_a_revision_is_not_thrown_away_by_a_drop(self, journalist: User) -> None:
        article = factories.revised()
        assert move(journalist, article, to="published").status_code in (403, 409)
        article.refresh_from_db()
        assert article.state == "draft"

    @pytest.mark.parametrize("asked", [{}, {"to": "nowhere"}, {"transition": "place"}, {"transition": "nonsense"}])
    def test_nonsense_is_no_fault_of_the_server(self, editor: User, asked: dict[str, str]) -> None:
        assert move(editor, factories.draft(), **asked).status_code == 400

    def test_a_hidden_article_is_not_there(self, journalist: User, journalist2: User) -> None:
        article = factories.draft(journalist)
        assert move(journalist2, article, to="submitted").status_code == 404
        article.refresh_from_db()
        assert article.state == "draft"

    def test_without_script_a_button_comes_back_to_the_board(self, journalist: User, corrector: User) -> None:
        article = factories.draft()
        html = client_of(journalist).get(BOARD).content.decode()
        address = f"/admin/articles/article/{article.pk}/submit/"
        assert f'formaction="{address}"' in html
        response = client_of(journalist).post(address, {"version": article.version, "next": BOARD})
        assert response["Location"] == BOARD
