"""A fixed typo changes no quotation and breaks no text, however it is quoted or escaped."""

import pytest

from articles import publishing
from articles.models import Publication
from articles.refusals import NotNow, NotReady
from staff.models import User
from tests import pieces

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "quoted",
    ['"Мы ждали этого давно"', "“Мы ждали этого давно”", "«Мы ждали</p><p>этого давно»", "„Мы ждали этого давно”"],
)
def test_it_leaves_a_quotation_in_any_marks(quoted: str, corrector: User) -> None:
    article = pieces.published(body=f"<p>Она сказала: {quoted}. И ушла.</p>")
    with pytest.raises(NotReady):
        publishing.fix_typo(article, by=corrector, field="body", before="этого давно", after="совсем недолго")


@pytest.mark.parametrize("after", ['"давно', "давно”", "„давно"])
def test_it_opens_and_closes_no_quotation(after: str, corrector: User) -> None:
    article = pieces.published(lead="Его ждали давно и очень")
    before = Publication.objects.get().lead
    with pytest.raises(NotReady):
        publishing.fix_typo(article, by=corrector, field="lead", before="давно", after=after)
    assert Publication.objects.get().lead == before


@pytest.mark.parametrize(("before", "after"), [("amp", "lt"), ("amp;T", "T"), (";T", "T"), ("lt", "gt")])
def test_it_does_not_take_an_entity_for_a_word(before: str, after: str, corrector: User) -> None:
    article = pieces.published(body="<p>Связь AT&amp;T и знак &lt; меньше.</p>")
    with pytest.raises(NotReady):
        publishing.fix_typo(article, by=corrector, field="body", before=before, after=after)


def test_it_fixes_a_word_with_an_ampersand(corrector: User) -> None:
    article = pieces.published(body="<p>Связь AT&amp;T и знак меньше.</p>")
    publishing.fix_typo(article, by=corrector, field="body", before="AT&T", after="A&T")
    assert "A&amp;T" in Publication.objects.get().body
    article.refresh_from_db()
    assert "A&amp;T" in article.body


def test_it_leaves_a_fix_that_waited_while_its_words_became_a_quotation(
    writer_corrector: User, corrector: User, editor: User
) -> None:
    article = pieces.published(writer_corrector, body="<p>Мы ждали этого давно.</p>")
    fix = publishing.fix_typo(article, by=writer_corrector, field="body", before="давно", after="недолго")
    publishing.revise(article, by=writer_corrector)
    with publishing.editing(article, by=writer_corrector) as copy:
        copy.body = '<p>Он сказал: "Мы ждали этого давно".</p>'
    publishing.submit(article, by=writer_corrector)
    publishing.approve(article, by=corrector)
    publishing.publish(article, by=editor)
    with pytest.raises(NotNow):
        publishing.confirm_typo(fix, by=corrector)
