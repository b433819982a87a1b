"""The request of a browser that names its open articles, and its answer."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Presence, TakeOver
from newsroom.worker.jobs import JOBS
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

BEAT = "/admin/articles/article/presence/"
TAKE = f"{BEAT}take/"
LIST = "/admin/articles/article/"
READS, READS_AND_A_WRITE, OF_THE_LIST = 6, 7, 1


class Browser:
    """A browser of one user with articles open, each in a window of its own."""

    def __init__(self, user: User, *articles: Article) -> None:
        self.client = client_of(user)
        self.open = [{"article": article.pk, "tab": uuid4().hex} for article in articles]

    def post(self, address: str, body: object) -> Any:
        return self.client.post(address, json.dumps(body), content_type="application/json")

    def beat(self, **facts: object) -> dict[str, Any]:
        """Send all open pages with these facts; return what is answered about the first article."""
        answer = self.post(BEAT, {"open": [page | facts for page in self.open]})
        assert answer.status_code == 200, answer.content
        articles = answer.json()["articles"]
        found: dict[str, Any] = articles[str(self.open[0]["article"])]
        return found

    def take(self, seen: int) -> Any:
        return self.post(TAKE, {"article": self.open[0]["article"], "seen": seen})


def names(facts: dict[str, Any]) -> list[str]:
    return [person["name"] for person in facts["people"]]


def age(seconds: int) -> None:
    """Make all rows older."""
    then = timezone.now() - timedelta(seconds=seconds)
    Presence.objects.update(seen_at=then)


@pytest.fixture
def article(journalist: User) -> Article:
    return factories.draft(signed="author")


class TestWhoIsHere:
    def test_two_people_see_each_other_and_not_themselves(
        self, article: Article, journalist: User, editor: User
    ) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        assert names(first.beat()) == []
        assert names(second.beat(field="lead")) == ["Пётр Щегольков"]
        [person] = first.beat()["people"]
        assert (person["name"], person["doing"], person["field"]) == ("Лидия Верещук", "правит: лид", "lead")
        assert person["since"] == f"{timezone.localtime():%H:%M}"

    @pytest.mark.parametrize(
        ("facts", "doing"),
        [
            ({"field": "body"}, "правит: текст"),
            ({"field": "tags"}, "правит: теги"),
            ({"field": "sources"}, "правит: источники"),
            ({"field": "unheard_of"}, "правит: текст"),
            ({"idle": True, "field": "body"}, "бездействует"),
            ({"readOnly": True, "field": "body"}, "читает"),
            ({}, "читает"),
        ],
    )
    def test_it_says_what_somebody_does(
        self, facts: dict[str, Any], doing: str, article: Article, journalist: User, editor: User
    ) -> None:
        Browser(editor, article).beat(**facts)
        assert Browser(journalist, article).beat()["people"][0]["doing"] == doing

    def test_of_several_windows_of_somebody_the_busiest_counts(
        self, article: Article, journalist: User, editor: User
    ) -> None:
        Browser(editor, article).beat(idle=True)
        Browser(editor, article).beat(field="lead")
        [person] = Browser(journalist, article).beat()["people"]
        assert (person["isIdle"], person["field"]) == (False, "lead")

    def test_somebody_in_two_browsers_sees_the_other_one(self, article: Article, journalist: User) -> None:
        Browser(journalist, article).beat()
        [person] = Browser(journalist, article).beat()["people"]
        assert person["isMe"]

    def test_a_closed_page_is_gone_at_once_and_a_killed_one_after_fifteen_seconds(
        self, article: Article, journalist: User, editor: User
    ) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        second.beat()
        assert names(first.beat()) == ["Лидия Верещук"]
        second.post(BEAT, {"gone": [second.open[0]["tab"]]})
        assert names(first.beat()) == []
        second.beat()
        age(16)
        assert names(first.beat()) == []

    def test_nobody_closes_the_page_of_another(self, article: Article, journalist: User, editor: User) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        second.beat()
        first.post(BEAT, {"gone": [second.open[0]["tab"]]})
        assert names(first.beat()) == ["Лидия Верещук"]

    def test_the_worker_forgets_closed_pages(self, article: Article, journalist: User, editor: User) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        first.beat()
        first.take(0)
        age(16)
        TakeOver.objects.update(at=timezone.now() - timedelta(minutes=1))
        second.beat()
        [job] = [job for job in JOBS if job.name == "forget closed pages of articles"]
        job.run()
        assert [row.user for row in Presence.objects.all()] == [member("editor")]
        assert not TakeOver.objects.exists()


class TestWhatItCosts:
    def statements(self, browser: Browser) -> CaptureQueriesContext:
        with CaptureQueriesContext(connection) as captured:
            browser.beat()
        return captured

    def test_a_beat_of_many_articles_reads_little_and_writes_seldom(self, journalist: User, editor: User) -> None:
        articles = [factories.draft(signed="author") for _ in range(8)]
        Browser(journalist, *articles).beat()
        browser = Browser(editor, *articles)
        assert len(self.statements(browser)) <= READS_AND_A_WRITE
        quiet = self.statements(browser)
        assert len(quiet) <= READS, "\n".join(query["sql"][:200] for query in quiet.captured_queries)
        assert all(query["sql"].startswith("SELECT") for query in quiet.captured_queries)
        age(13)
        assert len(self.statements(browser)) <= READS_AND_A_WRITE
        assert Presence.objects.filter(seen_at__gte=timezone.now() - timedelta(seconds=5)).count() == 8

    def test_the_list_asks_one_statement_more(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(3):
            Browser(editor, factories.draft(signed="author")).beat()
        client = client_of(editor)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIST).content.decode()
        assert page.count("открыто: Лидия Верещук, читает") == 3
        asked = [query["sql"] for query in captured.captured_queries if "articles_presence" in query["sql"]]
        assert len(asked) == OF_THE_LIST


class TestWhoMayKnow:
    def test_of_a_hidden_article_nothing_is_said_or_kept(
        self, article: Article, journalist: User, journalist2: User
    ) -> None:
        Browser(journalist, article).beat(field="lead")
        stranger = Browser(journalist2, article)
        for body in ({"open": stranger.open}, {"listed": [article.pk]}, {"open": [], "listed": [article.pk, 999]}):
            answer = stranger.post(BEAT, body)
            assert answer.json() == {"articles": {}}
        assert Presence.objects.count() == 1
        assert stranger.take(0).status_code == 404

    def test_a_moderator_learns_nothing(self, article: Article, journalist: User, moderator: User) -> None:
        Browser(journalist, article).beat()
        assert Browser(moderator, article).post(BEAT, {"listed": [article.pk]}).json() == {"articles": {}}

    @pytest.mark.parametrize("address", [BEAT, TAKE])
    def test_nobody_without_a_login_is_answered(self, address: str, article: Article) -> None:
        for client in (Client(), client_of(member("outsider"))):
            answer = client.post(address, json.dumps({"listed": [article.pk]}), content_type="application/json")
            assert (answer.status_code, answer.json()) == (401, {})
            assert client.get(address).status_code == 401

    def test_a_foreign_site_cannot_send_it(self, article: Article, journalist: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(journalist)
        body = json.dumps({"open": [{"article": article.pk, "tab": uuid4().hex}]})
        assert client.post(BEAT, body, content_type="application/json").status_code == 403
        token = client.get(BEAT).json()["csrf"]
        answer = client.post(BEAT, body, content_type="application/json", headers={"X-CSRFToken": token})
        assert answer.status_code == 200


class TestBadInput:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"{",
            b"\xff",
            b"[" * 100_000,
            b'{"open": 1}',
            b'{"open": [1]}',
            b'{"open": [{"article": 0, "tab": "x"}]}',
            b'{"open": [{"article": true, "tab": "00000000000000000000000000000000"}]}',
            b'{"open": [{"article": 9223372036854775808, "tab": "00000000000000000000000000000000"}]}',
            b'{"open": [{"article": 1, "tab": "zz"}]}',
            b'{"open": [{"article": 1, "tab": null}]}',
            b'{"open": [{"article": 1, "tab": "00000000000000000000000000000000", "field": "<script>"}]}',
            b'{"open": [{"article": 1, "tab": "00000000000000000000000000000000", "field": 7}]}',
            b'{"listed": ["1"]}',
            b'{"listed": [' + b"1," * 100 + b"1]}",
            b'{"gone": [1]}',
        ],
    )
    def test_it_is_refused(self, body: bytes, journalist: User) -> None:
        answer = client_of(journalist).post(BEAT, body, content_type="application/json")
        assert (answer.status_code, answer.json()) == (400, {})

    @pytest.mark.parametrize("seen", [-1, "0", 2**31, None, True])
    def test_a_take_over_of_nonsense_is_refused(self, seen: object, article: Article, journalist: User) -> None:
        browser = Browser(journalist, article)
        assert browser.post(TAKE, {"article": article.pk, "seen": seen}).status_code == 400
        assert browser.post(TAKE, {"article": "x", "seen": 0}).status_code == 400

    def test_the_database_keeps_one_row_a_page_that_types_where_it_may(
        self, article: Article, journalist: User
    ) -> None:
        own = {"article": article, "user": journalist}
        tab = uuid4()
        Presence.objects.create(**own, tab=tab)
        for wrong in ({"tab": tab}, {"tab": uuid4(), "is_idle": True, "field": "lead"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Presence.objects.create(**own, **wrong)


class TestTakingOver:
    def test_the_other_learns_of_it_with_the_next_beat(self, article: Article, journalist: User, editor: User) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        first.beat()
        assert second.beat()["taken"]["number"] == 0
        assert second.take(0).status_code == 200
        taken = first.beat()["taken"]
        assert (taken["by"], taken["isHere"], taken["isMine"], taken["number"]) == ("Лидия Верещук", True, False, 1)
        assert second.beat()["taken"]["isMine"]
        assert first.take(1).status_code == 200
        assert second.beat()["taken"]["by"] == "Пётр Щегольков"

    def test_it_ends_when_its_person_closes_the_article(self, article: Article, journalist: User, editor: User) -> None:
        first, second = Browser(journalist, article), Browser(editor, article)
        second.beat()
        second.take(0)
        second.post(BEAT, {"gone": [second.open[0]["tab"]]})
        assert not first.beat()["taken"]["isHere"]

    def test_of_two_at_one_moment_one_wins(self, article: Article, editor: User, head: User) -> None:
        first, second = Browser(editor, article), Browser(head, article)
        for seen in (0, 1):
            assert first.take(seen).status_code == 200
            refused = second.take(seen)
            assert refused.status_code == 409
            assert "Лидия Верещук" in refused.json()["reasons"][0]
        assert TakeOver.objects.get().user == editor

    @pytest.mark.parametrize("make", [factories.submitted, factories.proofing, factories.published])
    def test_who_may_not_edit_the_text_takes_nothing(self, make: Any, journalist: User) -> None:
        browser = Browser(journalist, make())
        answer = browser.take(0)
        assert answer.status_code == 403
        assert answer.json()["reasons"]

    def test_no_save_is_refused_for_it(self, article: Article, journalist: User, editor: User) -> None:
        from tests.articles.admin.forms_sent import FormClient

        form = FormClient(journalist, article)
        Browser(editor, article).take(0)
        assert form.send(lead="Автор всё же сохраняет").status_code == 302
        article.refresh_from_db()
        assert article.lead == "Автор всё же сохраняет"
