"""Nobody approves the words of a fact box that they wrote themselves."""

from datetime import date

import pytest

from articles import actions, permissions
from articles.models import Article
from articles.workflow import State
from newsroom.body.fact_boxes import save_fact_box
from newsroom.body.models import FactBox, FactBoxVersion
from newsroom.exceptions import Incomplete, NotPermitted
from staff.models import User
from tests import factories
from tests.articles.admin.article.test_autosave import Page
from tests.articles.admin.forms_sent import change_address, post_transition
from tests.users import client_of

pytestmark = pytest.mark.django_db

WORDS = "<p>Мост построили в шестидесятых, и с тех пор его не чинили.</p>"


def box_by(user: User, box: FactBox | None = None, checked_on: date = date(2026, 11, 1)) -> FactBoxVersion:
    return save_fact_box(box or FactBox(), title="Мост", body=WORDS, checked_on=checked_on, by=user)


def with_box(version: FactBoxVersion) -> str:
    return f'{factories.BODY}<aside data-fact="{version.pk}"></aside>'


def refusal_of(user: User, article: Article, transition: str) -> str:
    return post_transition(client_of(user), article, transition).content.decode()


def test_the_author_of_a_fact_box_does_not_review_the_article(journalist: User, corrector: User, editor: User) -> None:
    article = factories.submitted(journalist, body=with_box(box_by(corrector)))
    assert str(permissions.WROTE_FACTS) in refusal_of(corrector, article, "claim")
    with pytest.raises(NotPermitted):
        actions.approve(article, by=corrector)
    actions.approve(article, by=editor)


def test_the_reviewer_does_not_approve_a_fact_box_of_their_own(journalist: User, corrector: User) -> None:
    article = factories.proofing(journalist)
    page = Page(corrector, article)
    sent = page.fields | {"body": with_box(box_by(corrector)), "remark": "Добавлена справка", "_continue": "1"}
    page.client.post(change_address(article), sent)
    article.refresh_from_db()
    assert "data-fact" in article.body
    assert str(permissions.WROTE_FACTS) in refusal_of(corrector, article, "approve")
    article.refresh_from_db()
    assert article.state == State.PROOFING


def test_the_author_does_not_catch_up(journalist: User, corrector: User, editor: User) -> None:
    article = factories.forced(journalist, body=with_box(box_by(corrector)))
    assert str(permissions.WROTE_FACTS) in refusal_of(corrector, article, "catch_up")
    article.refresh_from_db()
    assert article.unread


def test_a_new_day_of_the_check_changes_no_author(journalist: User, corrector: User, editor: User) -> None:
    box = box_by(corrector).fact_box
    by_writer = box_by(journalist, box, date(2026, 11, 2))
    with pytest.raises(NotPermitted):
        actions.claim(factories.submitted(journalist, body=with_box(by_writer)), by=corrector)
    box = box_by(editor).fact_box
    actions.claim(
        factories.submitted(journalist, body=with_box(box_by(corrector, box, date(2026, 11, 2)))), by=corrector
    )


def test_what_another_has_approved_stays_approved(journalist: User, corrector: User, editor: User) -> None:
    article = factories.submitted(journalist, body=with_box(box_by(corrector)))
    actions.approve(article, by=editor)
    actions.publish(article, by=editor)
    actions.revise(article, by=journalist)
    actions.submit(article, by=journalist)
    actions.approve(article, by=corrector)


def test_submission_says_that_nobody_else_can_review(journalist: User, corrector: User) -> None:
    article = factories.draft(journalist, body=with_box(box_by(corrector)))
    with pytest.raises(Incomplete):
        actions.submit(article, by=journalist)
