"""Nobody approves what he wrote himself, whichever way round he takes."""

from typing import Any

import pytest

from articles import publishing
from articles.models import Article
from articles.refusals import BecomesWriter, NotAllowed
from staff.models import User
from tests import pieces

pytestmark = pytest.mark.django_db

WORDS = [f"слово{chr(1072 + place)}" for place in range(30)]
LONG = f"<p>{' '.join(WORDS)}</p>"
SCANDAL = "<p>Совсем другой текст, которого никто, кроме редактора, не видел.</p>"


def _body(*places: int) -> str:
    """The long body with the words at these places changed."""
    return f"<p>{' '.join('иначе' if place in places else word for place, word in enumerate(WORDS))}</p>"


def _change(article: Article, by: User, remark: str = "", **fields: Any) -> None:
    with publishing.editing(article, by=by, remark=remark) as copy:
        for name, value in fields.items():
            setattr(copy, name, value)


def test_it_counts_proof_edits_from_the_first_claim_after_a_release(corrector: User) -> None:
    article = pieces.proofing(body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    publishing.release(article, by=corrector)
    publishing.claim(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3))


def test_it_counts_proof_edits_across_two_readers_who_pass_a_piece_to_and_fro(corrector: User, editor: User) -> None:
    article = pieces.proofing(body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    publishing.take_over(article, by=editor)
    _change(article, editor, body=_body(0, 1, 2, 3, 4, 5))
    publishing.take_over(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3, 4, 5, 6))


def test_it_counts_proof_edits_across_an_approval_that_was_sent_back(corrector: User, journalist: User) -> None:
    article = pieces.proofing(journalist, body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    publishing.approve(article, by=corrector)
    publishing.send_back(article, by=corrector, reason="Ещё раз")
    publishing.submit(article, by=journalist)
    publishing.claim(article, by=corrector)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=_body(0, 1, 2, 3))


def test_it_counts_proof_edits_anew_when_the_writers_have_taken_the_text_up(corrector: User, journalist: User) -> None:
    article = pieces.proofing(journalist, body=LONG)
    _change(article, corrector, body=_body(0, 1, 2))
    publishing.send_back(article, by=corrector, reason="Допишите")
    _change(article, journalist, body=_body(0, 1, 2, 3, 4, 5, 6, 7))
    publishing.submit(article, by=journalist)
    publishing.claim(article, by=corrector)
    _change(article, corrector, body=_body(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    assert not article.is_written_by(corrector)


def test_it_keeps_the_writer_of_a_flash_from_catching_it_up_after_a_later_approval(
    editor: User, head: User, journalist: User, corrector: User
) -> None:
    article = pieces.draft(journalist)
    _change(article, editor, body=SCANDAL)
    publishing.force_publish(article, by=head, reason="Срочно")
    publishing.revise(article, by=journalist)
    _change(article, journalist, body=pieces.BODY)
    publishing.submit(article, by=journalist)
    publishing.approve(article, by=corrector)
    with pytest.raises(NotAllowed):
        publishing.catch_up(article, by=editor)
    publishing.catch_up(article, by=corrector)
    assert not article.unread
