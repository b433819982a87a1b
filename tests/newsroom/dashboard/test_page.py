"""The start page: the queues of each person, and the transitions offered in them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import Article, Byline, Signature, TypoFix
from newsroom.utils import dates
from staff.accounts import grant
from staff.models import User
from tests import factories
from tests.newsroom.dashboard.start_page import START, headlines, page, queues, transitions
from tests.users import client_of, make, member

pytestmark = pytest.mark.django_db


def submit_button(client: Client, text: str, transition: str) -> Any:
    """Send the form with this button as a browser does: its address, its value, the address to return to."""
    button = re.search(rf'data-transition="{transition}"\s+name="version"\s+value="(\d+)"\s+formaction="([^"]+)"', text)
    assert button, transition
    return client.post(button[2], {"version": button[1], "next": START})


class TestWriters:
    def test_drafts_are_sent_from_here(self, journalist: User) -> None:
        article = factories.draft(headline="Мост")
        member("corrector")
        drafts = queues(journalist)["drafts"]
        assert headlines(drafts) == ["Мост"]
        assert submit_button(client_of(journalist), drafts, "submit")["Location"] == START
        article.refresh_from_db()
        assert article.state == "submitted"
        assert "drafts" not in queues(journalist)

    def test_a_returned_article_lies_there_with_the_remark_and_who_made_it(self, journalist: User) -> None:
        factories.returned(headline="Мост")
        returned = queues(journalist)["returned"]
        assert "Проверьте имя в третьем абзаце" in returned
        assert member("corrector").name in returned
        assert transitions(returned) == ["submit"]

    def test_it_says_the_last_remark(self, journalist: User) -> None:
        article = factories.returned()
        actions.submit(article, by=journalist)
        actions.send_back(article, by=member("corrector"), reason="Теперь второй абзац")
        returned = queues(journalist)["returned"]
        assert "Теперь второй абзац" in returned
        assert "третьем абзаце" not in returned

    def test_what_waits_is_taken_back_from_here(self, journalist: User) -> None:
        article = factories.submitted()
        submit_button(client_of(journalist), queues(journalist)["on_the_way"], "recall")
        article.refresh_from_db()
        assert article.state == "draft"

    def test_the_bin_gives_back(self, journalist: User) -> None:
        article = factories.spiked()
        submit_button(client_of(journalist), queues(journalist)["spiked"], "unspike")
        article.refresh_from_db()
        assert article.state == "draft"

    def test_an_article_signed_by_one_is_ones_own(self, journalist: User, journalist2: User) -> None:
        article = factories.draft(journalist2, headline="Вдвоём")
        Byline.objects.create(article=article, kind=Signature.PERSON, person=journalist.person, order=1)
        assert headlines(queues(journalist)["drafts"]) == ["Вдвоём"]

    @pytest.mark.parametrize("state", ["draft", "submitted", "proofing", "returned", "approved", "scheduled", "spiked"])
    def test_articles_of_others_are_not_there(self, state: str, journalist2: User) -> None:
        factories.STATES[state](headline="Чужая тайна")
        assert "Чужая тайна" not in page(journalist2)


class TestReaders:
    def test_the_longest_waiting_is_first_and_says_how_long(self, corrector: User) -> None:
        later, first = factories.submitted(headline="Позже"), factories.submitted(headline="Раньше")
        Article.objects.filter(pk=first.pk).update(state_changed_at=timezone.now() - timedelta(hours=3, minutes=20))
        waiting = queues(corrector)["waiting"]
        assert headlines(waiting) == ["Раньше", "Позже"]
        assert "3 ч 20 мин" in waiting
        assert later.pk

    def test_it_is_claimed_read_and_given_back_from_here(self, corrector: User) -> None:
        article = factories.submitted()
        client = client_of(corrector)
        submit_button(client, queues(corrector)["waiting"], "claim")
        claimed = queues(corrector)["claimed"]
        assert transitions(claimed) == ["open", "release"]
        assert f'href="/admin/articles/article/{article.pk}/change/' in claimed
        submit_button(client, claimed, "release")
        article.refresh_from_db()
        assert article.state == "submitted"

    def test_ones_own_article_does_not_wait_for_oneself(self, writer_corrector: User) -> None:
        factories.submitted(writer_corrector, headline="Моё")
        mine = queues(writer_corrector)
        assert "waiting" not in mine
        assert headlines(mine["on_the_way"]) == ["Моё"]

    def test_a_claim_somebody_was_faster_with_is_refused_in_a_sentence(self, corrector: User) -> None:
        article = factories.submitted()
        stale = queues(corrector)["waiting"]
        actions.claim(article, by=member("editor"))
        answer = submit_button(client_of(corrector), stale, "claim")
        assert answer.status_code == 409
        assert "callout--error" in answer.content.decode()

    def test_what_went_out_unread_says_who_and_why(self, corrector: User) -> None:
        article = factories.forced(headline="Трасса")
        unread = queues(corrector)["unread"]
        assert "Трассу закрыли час назад" in unread
        assert member("editor").name in unread
        assert f'href="/admin/articles/article/{article.pk}/catch_up/?next=/admin/"' in unread
        assert "formaction" not in unread

    def test_the_user_who_forced_it_may_not_catch_it_up(self, editor: User) -> None:
        factories.forced()
        assert transitions(queues(editor)["unread"]) == []

    def test_a_corrector_sees_no_buttons_of_editors(self, corrector: User) -> None:
        factories.approved()
        factories.scheduled()
        assert not {"publish", "schedule", "unschedule"} & set(transitions(page(corrector)))


class TestPublishers:
    def test_what_is_ready_goes_out_from_here(self, editor: User) -> None:
        article = factories.approved()
        ready = queues(editor)["approved"]
        assert transitions(ready) == ["publish", "schedule"]
        assert f"/admin/articles/article/{article.pk}/schedule/?next=/admin/" in ready
        submit_button(client_of(editor), ready, "publish")
        article.refresh_from_db()
        assert article.is_live
        assert headlines(queues(editor)["published"]) == [article.headline]

    def test_a_plan_says_its_hour_and_the_zone(self, editor: User) -> None:
        article = factories.scheduled()
        planned = queues(editor)["scheduled"]
        assert article.scheduled_for
        assert dates.format_datetime(article.scheduled_for, "ru") in planned
        assert "UTC+5" in planned
        assert "<del" not in planned

    def test_a_void_plan_is_struck_through(self, editor: User) -> None:
        article = factories.scheduled()
        with actions.editing(article, by=editor) as copy:
            copy.lead = "Другой лид"
        planned = queues(editor)["scheduled"]
        assert "queue-row__cancelled" in planned
        assert article.is_plan_void

    def test_the_next_to_go_out_is_first(self, editor: User) -> None:
        later, sooner = factories.scheduled(headline="Позже"), factories.scheduled(headline="Скоро")
        Article.objects.filter(pk=sooner.pk).update(scheduled_for=timezone.now() + timedelta(hours=1))
        assert headlines(queues(editor)["scheduled"]) == ["Скоро", "Позже"]
        assert later.pk


class TestTypos:
    def propose(self) -> TypoFix:
        writer = member("writer_corrector")
        article = factories.published(writer, headline="Центр")
        fix = actions.fix_typo(article, by=writer, field="body", before="Зимой", after="Зимою")
        assert fix.applied_at is None
        return fix

    def decide(self, user: User, decision: str) -> Any:
        text = queues(user)["typos"]
        button = re.search(rf'value="{decision}"\s+formaction="([^"]+)"', text)
        assert button
        return client_of(user).post(button[1], {"decision": decision, "next": START})

    def test_somebody_else_confirms_from_here(self, corrector: User) -> None:
        fix = self.propose()
        assert self.decide(corrector, "confirm")["Location"] == START
        fix.refresh_from_db()
        assert fix.confirmed_by == corrector
        assert "typos" not in queues(corrector)

    def test_or_declines(self, editor: User) -> None:
        fix = self.propose()
        self.decide(editor, "decline")
        fix.refresh_from_db()
        assert fix.declined_at

    def test_its_writer_and_journalists_are_not_asked(self, journalist: User) -> None:
        self.propose()
        assert "typos" not in queues(member("writer_corrector"))
        assert "typos" not in queues(journalist)


class TestEverybody:
    @pytest.mark.parametrize("login", ["head", "editor", "journalist", "corrector", "moderator", "writer_moderator"])
    def test_a_first_day_has_a_friendly_sentence(self, login: str, request: pytest.FixtureRequest) -> None:
        user = request.getfixturevalue(login)
        make("helper", "Второй", "head", "journalist", "corrector")
        shown = page(user)
        assert "first-day" in shown
        assert user.name in shown
        assert "queue__title" not in shown

    def test_the_head_sees_who_has_no_reviewer(self, head: User) -> None:
        grant(head, ("head", "journalist"), by=None)
        assert "вычитать некому" in page(head)

    def test_nobody_else_is(self, journalist: User) -> None:
        assert "вычитать некому" not in page(journalist)

    def test_twenty_are_shown_and_the_way_to_the_rest(self, journalist: User) -> None:
        for number in range(22):
            factories.draft(headline=f"Черновик {number}")
        drafts = queues(journalist)["drafts"]
        assert len(headlines(drafts)) == 20
        rest = re.search(r'queue__more"><a href="([^"]+)"', drafts)
        assert rest
        full = client_of(journalist).get(rest[1].replace("&amp;", "&")).content.decode()
        assert "Черновик 0" in full

    @pytest.mark.parametrize("state", ["drafts", "returned"])
    def test_words_are_only_words(self, state: str, journalist: User) -> None:
        evil = "<script>alert(1)</script>"
        User.objects.filter(pk=journalist.pk).update(name=evil)
        member("corrector")
        article = factories.draft(headline=evil, signed=evil)
        if state == "returned":
            actions.submit(article, by=journalist)
            actions.send_back(article, by=member("editor"), reason=f"{evil}\n<img src=x onerror=alert(2)>")
        shown = page(journalist)
        assert evil not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;" in shown


def statements(user: User) -> CaptureQueriesContext:
    client = client_of(User.objects.get(pk=user.pk))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(START).status_code == 200
    return captured


@pytest.mark.parametrize("login", ["head", "editor", "journalist", "corrector", "writer_corrector", "moderator"])
def test_it_costs_at_most_fifteen_statements_however_many_articles(login: str) -> None:
    user = member(login)
    writer = member("writer_corrector")
    for _round in range(2):
        for make_article in factories.STATES.values():
            make_article()
        factories.forced()
        factories.draft(writer)
        factories.returned(writer)
        out = factories.published(writer)
        actions.fix_typo(out, by=writer, field="body", before="Зимой", after="Зимою")
    few = statements(user)
    for make_article in factories.STATES.values():
        make_article()
    many = statements(user)
    queries = "\n".join(query["sql"][:160] for query in many.captured_queries)
    assert len(many) == len(few), queries
    assert len(many) <= 15, queries


def test_who_has_nothing_to_do_is_invited_to_write(journalist: User) -> None:
    factories.published(by=journalist)
    start = page(journalist)
    invitation = start.partition("Сейчас вас ничего не ждёт.")[2]
    assert "Можно начать новый материал" in invitation
    assert "dashboard__aside" in invitation
