"""The list of articles: filters by author and date, saved views, and what a page costs."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, SavedView
from articles.models.finding.terms import renew_terms
from newsroom.utils.dates import local_date
from staff.models import User
from tests import factories
from tests.bench import plans
from tests.users import client_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
VIEWS = f"{LIST}views/"


def shown(user: User, **query: str | int) -> list[str]:
    response = client_of(user).get(LIST, query)
    assert response.status_code == 200
    return sorted(article.headline for article in response.context["cl"].result_list)


def page(user: User, **query: str | int) -> str:
    return client_of(user).get(LIST, query).content.decode()


class TestAuthor:
    @pytest.fixture(autouse=True)
    def signed(self, journalist: User, journalist2: User) -> None:
        factories.draft(journalist, headline="Петра", signed="author")
        factories.draft(journalist2, headline="Гүлім", signed="author")
        factories.draft(journalist, headline="Ничья")

    @pytest.mark.parametrize("typed", ["щегольков", "Пётр Щегольков", "ПЁТР"])
    def test_by_name(self, editor: User, typed: str) -> None:
        assert shown(editor, author=typed) == ["Петра"]

    def test_by_number_and_the_field_shows_the_name(self, editor: User, journalist2: User) -> None:
        assert shown(editor, author=journalist2.person.pk) == ["Гүлім"]
        assert 'value="Гүлім Сәрсенқызы"' in page(editor, author=journalist2.person.pk)

    def test_with_a_state_and_a_search(self, editor: User) -> None:
        assert shown(editor, author="щегольков", q="открыли", state__exact="draft") == []
        assert shown(editor, author="щегольков", q="петра", state__exact="draft") == ["Петра"]

    @pytest.mark.parametrize("typed", ["нет такого", "999999", "9" * 30, "%", "'", "я" * 500])
    def test_nobody_is_a_sentence(self, editor: User, typed: str) -> None:
        assert shown(editor, author=typed) == []
        assert "list-bar__error" in page(editor, author=typed)


class TestDates:
    @pytest.fixture(autouse=True)
    def dated(self, editor: User) -> None:
        for days, headline in ((0, "Сегодня"), (3, "В среду"), (40, "Давно")):
            article = factories.draft(headline=headline)
            Article.objects.filter(pk=article.pk).update(edited_at=timezone.now() - timedelta(days=days))

    def day(self, days: int) -> str:
        return local_date(timezone.now() - timedelta(days=days)).isoformat()

    def test_from_and_to(self, editor: User) -> None:
        assert shown(editor, since=self.day(3)) == ["В среду", "Сегодня"]
        assert shown(editor, until=self.day(3)) == ["В среду", "Давно"]
        assert shown(editor, since=self.day(5), until=self.day(2)) == ["В среду"]

    def test_what_is_no_period_is_a_sentence(self, editor: User) -> None:
        assert shown(editor, since=self.day(1), until=self.day(9)) == []
        assert "Период кончается раньше" in page(editor, since=self.day(1), until=self.day(9))
        assert "list-bar__error" in page(editor, since="вчера")


class TestSavedViews:
    def save(self, user: User, name: str, query: str) -> str:
        return client_of(user).post(VIEWS, {"name": name, "query": query}, follow=True).content.decode()

    def test_it_is_saved_shown_and_removed(self, editor: User) -> None:
        factories.draft(headline="Черновик")
        factories.submitted(headline="Отправлено")
        assert "сохранён" in self.save(editor, "Мой вид", "state__exact=draft&q=&nonsense=1")
        view = SavedView.objects.get()
        assert (view.user, view.query) == (editor, "state__exact=draft")
        assert f"?{view.query}" in page(editor)
        assert "Мой вид" in page(editor)
        client_of(editor).post(f"{VIEWS}{view.pk}/remove/")
        assert "Мой вид" not in page(editor)

    def test_the_same_name_replaces(self, editor: User) -> None:
        self.save(editor, "Вид", "state__exact=draft")
        self.save(editor, "Вид", "language__exact=kk")
        assert SavedView.objects.get().query == "language__exact=kk"

    @pytest.mark.parametrize(
        ("name", "query"),
        [("", "state__exact=draft"), ("я" * 61, "mine=yes"), ("Пустой", ""), ("Длинный", "q=" + "я" * 900)],
    )
    def test_a_bad_one_is_refused_with_a_sentence(self, editor: User, name: str, query: str) -> None:
        assert 'class="error"' in self.save(editor, name, query)
        assert not SavedView.objects.exists()

    def test_there_is_a_limit(self, editor: User) -> None:
        for number in range(30):
            SavedView.objects.create(user=editor, name=str(number), query="mine=yes")
        assert "сначала уберите" in self.save(editor, "Ещё", "mine=yes")

    def test_nobody_sees_or_removes_that_of_another(self, editor: User, head: User) -> None:
        self.save(editor, "Тайный вид", "mine=yes")
        assert "Тайный вид" not in page(head)
        view = SavedView.objects.get()
        assert client_of(head).post(f"{VIEWS}{view.pk}/remove/").status_code == 404
        assert SavedView.objects.exists()

    def test_roles_have_views_of_their_own(self, editor: User, journalist: User) -> None:
        assert "Мои черновики" in page(journalist)
        assert "Ждут вычитки" not in page(journalist)
        assert "Ждут вычитки" in page(editor)

    def test_a_role_without_articles_saves_none(self, moderator: User) -> None:
        assert client_of(moderator).post(VIEWS, {"name": "а", "query": "mine=yes"}).status_code == 403


class TestLeaks:
    def test_a_hidden_article_is_neither_listed_nor_counted(self, journalist: User, journalist2: User) -> None:
        factories.draft(journalist, headline="Засекреченная", body="<p>Шифровка.</p>", signed="author")
        renew_terms()
        for query in ({"q": "шифровкой"}, {"author": "щегольков"}, {"state__exact": "draft"}, {"q": "засекр"}):
            assert shown(journalist2, **query) == []
            html = page(journalist2, **query)
            assert "Ничего не нашлось" in html
            assert "Засекреченная" not in html
            assert shown(journalist, **query) == ["Засекреченная"]


QUERIES: tuple[dict[str, str | int], ...] = (
    {},
    {"q": "открыли центр"},
    {"q": "пётр"},
    {"author": "щегольков"},
    {"author": "щегольков", "q": "открыли"},
    {"q": "центр", "state__exact": "published", "language__exact": "ru", "since": "2020-01-01"},
    {"mine": "yes"},
    {"p": 2},
)


def captured(user: User, query: dict[str, str | int]) -> tuple[CaptureQueriesContext, int]:
    client = client_of(user)
    client.get(LIST)
    with CaptureQueriesContext(connection) as statements:
        response = client.get(LIST, query)
    assert response.status_code == 200
    return statements, len(response.content)


@pytest.mark.parametrize("login", ["journalist", "editor"])
def test_few_statements_and_bytes_for_some_and_for_hundreds(login: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(login)
    SavedView.objects.create(user=user, name="Вид", query="mine=yes")
    for number in range(15):
        factories.draft(headline=f"Открыли центр на улице с длинным названием, {number}", signed="author")
    factories.published(headline="Открыли центр", signed="author")
    few = {str(query): len(captured(user, query)[0]) for query in QUERIES if "p" not in query}
    multiply(300)
    for query in QUERIES:
        statements, size = captured(user, query)
        sent = [statement["sql"] for statement in statements]
        assert len(sent) <= 10, sent
        assert len(sent) == few.get(str(query), len(sent))
        assert not any("COUNT(" in statement for statement in sent)
        assert size <= 60_000


@pytest.mark.parametrize("login", ["journalist", "editor"])
@pytest.mark.parametrize(
    "query", [*QUERIES[:-1], {"since": "2020-01-01", "until": "2030-01-01", "author": "щегольков"}]
)
def test_it_reads_by_index(login: str, query: dict[str, str | int], request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(login)
    factories.published(signed="author")
    statements = plans.reads_of(client_of(user), f"{LIST}?{urlencode(query)}")
    assert [line for statement in statements for line in plans.unindexed(statement)] == []


def multiply(count: int) -> None:
    """Make so many published articles like one, below the actions: only their number matters here."""
    like = Article.objects.defer(None).get(pk=Article.objects.latest("pk").pk)
    rows = []
    for number in range(count):
        like.pk, like.submission_key, like.slug = None, None, f"tsentr-{number}"
        rows.append(Article(**{field.attname: getattr(like, field.attname) for field in Article._meta.concrete_fields}))
    for row in rows:
        row.state, row.is_live = "published", True
    Article.objects.bulk_create(rows)
