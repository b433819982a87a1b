"""Restored texts and clocks set back keep the writers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article, RevisionKind, Transition
from newsroom.exceptions import NotPermitted
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db

LONG = f"<p>{' '.join(f'слово{chr(1072 + place)}' for place in range(30))}</p>"
SCANDAL = "<p>Совсем другой текст, которого никто, кроме редактора, не видел.</p>"


def _change(article: Article, by: User, remark: str = "", **fields: Any) -> None:
    with actions.editing(article, by=by, remark=remark) as copy:
        for name, value in fields.items():
            setattr(copy, name, value)


def test_restoring_makes_a_writer(corrector: User) -> None:
    article = factories.proofing(body=LONG)
    _change(article, corrector, body=LONG.replace("словоа", "иначе"))
    actions.restore_revision(article, 1, by=corrector)
    assert article.revisions.first().kind == RevisionKind.EDIT
    with pytest.raises(NotPermitted):
        actions.approve(article, by=corrector)


def test_the_writers_of_a_restored_text_are_writers(editor: User, journalist: User) -> None:
    article = factories.revised(journalist)
    _change(article, editor, body=SCANDAL)
    written = article.revisions.first().number
    actions.discard(article, by=editor)
    actions.revise(article, by=journalist)
    actions.restore_revision(article, written, by=journalist)
    actions.submit(article, by=journalist)
    with pytest.raises(NotPermitted):
        actions.claim(article, by=editor)


def test_others_may_review_a_restored_text(editor: User, journalist: User, corrector: User) -> None:
    article = factories.approved(journalist)
    _change(article, editor, body=SCANDAL)
    actions.recall(article, by=journalist)
    actions.restore_revision(article, 1, by=journalist)
    actions.submit(article, by=journalist)
    actions.approve(article, by=corrector)
    assert article.state == "approved"


def test_it_starts_a_new_revision_after_an_approval_when_the_clock_was_set_back(editor: User, corrector: User) -> None:
    article = factories.draft()
    _change(article, editor, body=LONG)
    actions.submit(article, by=article.creator)
    actions.approve(article, by=corrector)
    ahead = timezone.now() + timedelta(minutes=5)
    article.revisions.update(started_at=ahead, saved_at=ahead)
    _change(article, editor, body=SCANDAL)
    assert article.is_written_by(editor)
    with pytest.raises(NotPermitted):
        actions.approve(article, by=editor)


def test_it_keeps_what_was_approved_as_it_was_though_the_clock_went_back(editor: User, corrector: User) -> None:
    article = factories.approved()
    digest = article.approved_checksum
    article.revisions.update(saved_at=timezone.now() + timedelta(minutes=5))
    _change(article, editor, body=SCANDAL)
    assert article.revisions.filter(number=article.reviewed_revision, checksum=digest).exists()
    assert Transition.objects.filter(article=article, name="void").exists()
