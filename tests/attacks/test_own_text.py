"""No sequence of transitions lets a writer approve their own text."""

from typing import Any

import pytest

from articles import actions
from articles.models import Article
from newsroom.exceptions import BecomesWriter, NotPermitted
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = [f"слово{chr(1072 + place)}" for place in range(30)]
LONG = f"<p>{' '.join(WORDS)}</p>"
SCANDAL = "<p>Совсем другой текст, которого никто, кроме редактора, не видел.</p>"


def _body(*places: int) -> str:
    """The long body with the words at these places changed."""
    return f"<p>{' '.join('иначе' if place in places else word for place, word in enumerate(WORDS))}</p>"


def _change(article: Article, by: User, remark: str = "", **fields: Any) -> None:
    with actions.editing(article, by=by, remark=remark) as copy:
        for name, value in fields.items():
            setattr(copy, name, value)


def test_it_counts_proof_edits_from_the_first_claim_after_a_release(corrector: User) -> None:
    article = factories.proofing(body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    actions.release(article, by=corrector)
    actions.claim(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3))


def test_it_counts_proof_edits_across_two_alternating_reviewers(corrector: User, editor: User) -> None:
    article = factories.proofing(body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    actions.take_over(article, by=editor)
    _change(article, editor, body=_body(0, 1, 2, 3, 4, 5))
    actions.take_over(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3, 4, 5, 6))


def test_it_counts_proof_edits_across_an_approval_that_was_sent_back(corrector: User, journalist: User) -> None:
    article = factories.proofing(journalist, body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    actions.approve(article, by=corrector)
    actions.send_back(article, by=corrector, reason="Ещё раз")
    actions.submit(article, by=journalist)
    actions.claim(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3))


def test_it_counts_proof_edits_anew_after_an_edit_by_the_writers(corrector: User, journalist: User) -> None:
    article = factories.proofing(journalist, body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    actions.send_back(article, by=corrector, reason="Допишите")
    _change(article, journalist, body=_body(0, 1, 2, 3, 4, 5, 6, 7))
    actions.submit(article, by=journalist)
    actions.claim(article, by=corrector)
    _change(article, corrector, body=_body(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    assert not article.is_written_by(corrector)


def test_the_writer_of_a_forced_text_cannot_catch_up_after_a_later_approval(
    editor: User, head: User, journalist: User, corrector: User
) -> None:
    article = factories.draft(journalist)
    _change(article, editor, body=SCANDAL)
    actions.force_publish(article, by=head, reason="Срочно")
    actions.revise(article, by=journalist)
    _change(article, journalist, body=factories.BODY)
    actions.submit(article, by=journalist)
    actions.approve(article, by=corrector)
    with pytest.raises(NotPermitted):
        actions.catch_up(article, by=editor)
    actions.catch_up(article, by=corrector)
    assert not article.unread
