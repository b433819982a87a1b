"""Every set of roles × state × live × transition × writer × claimer, through permissions and actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, product
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles import actions, permissions, snapshot
from articles.actions import published_rows
from articles.models import Article, Byline, Transition
from newsroom.exceptions import ActionRefused, Incomplete, InvalidState, NotPermitted
from newsroom.website.models import Section
from staff import accounts
from staff.models import User
from tests.permission_table import ANYWHERE, ROLES, TABLE, Case, expected

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROLE_SETS = [frozenset(chosen) for size in range(6) for chosen in combinations(ROLES, size)]
ACTING = [given for given in ROLE_SETS if len(given) <= 2]
"""Larger sets are asked only what is offered: each action refuses by the same permissions."""
ANSWERS: dict[str, dict[str, Any]] = {
    "send_back": {"reason": "Проверьте имя"},
    "force_publish": {"reason": "Молния"},
    "withdraw": {"reason": "Ошибка"},
    "fix_typo": {"field": "body", "before": "общественый", "after": "общественный"},
}


def cases(given: frozenset[str]) -> Iterator[Case]:
    for state, live, writer in product(ANYWHERE.split(), (True, False), (True, False)):
        if (state == "published" and not live) or (state in ("withdrawn", "spiked") and live):
            continue
        for claimed_by in (True, False) if state == "proofing" and given else (False,):
            for forced in (True, False) if live else (False,):
                yield Case(given, state, live, writer, claimed_by, forced)


@dataclass
class Newsroom:
    """A user with the roles under test, colleagues, and articles: never published and live."""

    person: User
    journalist: User
    corrector: User
    editor: User
    articles: dict[tuple[bool, bool], Article]

    def article(self, case: Case) -> Article:
        """Return the article in the state of the case, set without actions."""
        article = self.articles[case.writer, case.is_live]
        planned = case.state == "scheduled"
        Article.objects.filter(pk=article.pk).update(
            state=case.state,
            approved_checksum=article.checksum if case.state in ("approved", "scheduled") else "",
            claimed_by=(self.person if case.claimed_by else self.corrector) if case.state == "proofing" else None,
            claimed_revision=1,
            scheduled_for=timezone.now() + timedelta(hours=1) if planned else None,
            scheduled_by=self.editor if planned else None,
            unread=case.is_live,
            forced_by=(self.person if case.forced else self.editor) if case.is_live else None,
        )
        return Article.objects.get(pk=article.pk)


def user(name: str, *given: str) -> User:
    made = User.objects.create_user(name, "пароль-для-теста", name=name)
    accounts.grant(made, given, by=None)
    return User.objects.get(pk=made.pk)


def new_article(creator: User, section: Section) -> Article:
    article = Article(
        headline="Новая школа",
        lead="Её откроют весной",
        body="<p>Рядом построят общественый центр.</p>",
        section=section,
        own_reporting=True,
        creator=creator,
        slug="novaya-shkola",
    )
    article.save()
    Byline.objects.create(article=article, kind="newsroom")
    text = snapshot.take_text(article)
    now = timezone.now()
    article.revisions.create(
        number=1,
        kind="edit",
        user=creator,
        started_at=now,
        saved_at=now,
        snapshot=text,
        checksum=snapshot.checksum(text),
    )
    return article


@pytest.fixture
def newsroom(request: pytest.FixtureRequest) -> Newsroom:
    given: frozenset[str] = request.param
    user("spare-head", "head")
    person, journalist = user("person", *given), user("journalist", "journalist")
    newsroom = Newsroom(person, journalist, user("corrector", "corrector"), user("editor", "editor"), {})
    section = Section.objects.create(name_ru="Город", name_kk="Қала", slug="gorod")
    for writer, live in product((True, False), (True, False)):
        article = new_article(person if writer else journalist, section)
        if live:
            Article.objects.filter(pk=article.pk).update(is_live=True, live_revision=1, state="published")
            article.refresh_from_db()
            with transaction.atomic():
                published_rows.publish_rows(article, at=timezone.now())
        article.checksum = snapshot.checksum(snapshot.take_text(article))
        newsroom.articles[writer, live] = article
    return newsroom


def perform(name: str, article: Article, by: User) -> None:
    answers = ANSWERS.get(name, {})
    if name == "schedule":
        answers = {"at": timezone.now() + timedelta(hours=2)}
    actions.TRANSITIONS[name](article, by=by, **answers)


@pytest.mark.parametrize("newsroom", ROLE_SETS, indirect=True, ids=lambda given: "+".join(sorted(given)) or "none")
def test_transitions_follow_the_table(newsroom: Newsroom) -> None:
    wrong = []
    for case in cases(newsroom.person.roles):
        article = newsroom.article(case)
        # Only catch_up depends on who forced the publication.
        names = {"catch_up"} if case.forced else set(TABLE)
        offered = names & {step.name for step in permissions.transitions_for(article, newsroom.person)}
        should = {name for name in names if expected(name, case)}
        wrong += [f"{case}: offered {offered}, not {should}"] if offered != should else []
        if newsroom.person.roles not in ACTING:
            continue
        wrong += [line for name in should if (line := not_done(name, case, article, newsroom.person))]
        wrong += [f"{case}: {line}" for line in not_refused(names - should, article, newsroom.person)]
    assert wrong == []


def not_done(name: str, case: Case, article: Article, by: User) -> str:
    """Return what is wrong if the transition fails; it is rolled back afterwards."""
    steps = Transition.objects.count()
    with transaction.atomic():
        try:
            perform(name, Article.objects.get(pk=article.pk), by)
        except ActionRefused as refusal:
            return f"{name} {case}: {refusal!r}"
        state = Article.objects.values_list("state", flat=True).get(pk=article.pk)
        is_right = state == (TABLE[name][1] or case.state) and logged(name, article, case, steps)
        transaction.set_rollback(True)
    return "" if is_right else f"{name} {case}: led to {state}"


def not_refused(names: set[str], article: Article, by: User) -> Iterator[str]:
    """Yield the transitions that are not refused or change something."""
    before = Article.objects.filter(pk=article.pk).values().get()
    steps = Transition.objects.count()
    for name in names:
        try:
            perform(name, article, by)
        except (NotPermitted, InvalidState):
            continue
        except Incomplete as missing:
            yield f"{name}: {missing}"
        else:
            yield f"{name}: done"
    if Article.objects.filter(pk=article.pk).values().get() != before or Transition.objects.count() != steps:
        yield "refused, yet changed"


def logged(name: str, article: Article, case: Case, steps: int) -> bool:
    claims_first = name == "approve" and case.state == "submitted"
    last = Transition.objects.filter(article=article).first()
    rows = Transition.objects.count() - steps
    return bool(last and last.name == name and last.from_state in (case.state, "proofing") and rows == 1 + claims_first)


@pytest.mark.parametrize("newsroom", ACTING, indirect=True, ids=lambda given: "+".join(sorted(given)) or "none")
def test_editing_follows_the_table(newsroom: Newsroom) -> None:
    wrong = []
    for case in cases(newsroom.person.roles):
        if case.forced:
            continue
        article = newsroom.article(case)
        for what, should in (("lead", may_edit(case)), ("slug", may_place(case))):
            if saved(article, newsroom.person, what) != should:
                wrong.append(f"{what} {case}: not {should}")
    assert wrong == []


def may_edit(case: Case) -> bool:
    changes = case.may_edit_any or bool(case.roles & {"journalist", "corrector"})
    match case.state:
        case "draft" | "returned":
            return changes and (case.writer or case.may_edit_any)
        case "proofing":
            return changes and case.claimed_by
        case "approved" | "scheduled":
            return case.may_edit_any
        case _:
            return False


def may_place(case: Case) -> bool:
    drafting = case.state in ("draft", "returned") and not case.is_live
    return case.may_edit_any or (drafting and may_edit(case))


def saved(article: Article, by: User, what: str) -> bool:
    """Return whether the user can change this field; it is rolled back afterwards."""
    with transaction.atomic():
        try:
            with actions.editing(Article.objects.get(pk=article.pk), by=by, as_writer=True) as draft:
                setattr(draft, what, "drugoe")
        except ActionRefused:
            return False
        transaction.set_rollback(True)
    return True
