"""A typo fix changes no quotation and no markup."""

import pytest

from articles import actions
from newsroom.exceptions import Incomplete, InvalidState
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "quoted",
    ['"Мы ждали этого давно"', "“Мы ждали этого давно”", "«Мы ждали</p><p>этого давно»", "„Мы ждали этого давно”"],
)
def test_it_leaves_a_quotation_in_any_marks(quoted: str, corrector: User) -> None:
    article = factories.published(body=f"<p>Она сказала: {quoted}. И ушла.</p>")
    with pytest.raises(Incomplete):
        actions.fix_typo(article, by=corrector, field="body", before="этого давно", after="совсем недолго")


@pytest.mark.parametrize("after", ['"давно', "давно”", "„давно"])
def test_it_opens_and_closes_no_quotation(after: str, corrector: User) -> None:
    article = factories.published(lead="Его ждали давно и очень")
    before = PublishedArticle.objects.get().lead
    with pytest.raises(Incomplete):
        actions.fix_typo(article, by=corrector, field="lead", before="давно", after=after)
    assert PublishedArticle.objects.get().lead == before


@pytest.mark.parametrize(("before", "after"), [("amp", "lt"), ("amp;T", "T"), (";T", "T"), ("lt", "gt")])
def test_it_does_not_take_an_entity_for_a_word(before: str, after: str, corrector: User) -> None:
    article = factories.published(body="<p>Связь AT&amp;T и знак &lt; меньше.</p>")
    with pytest.raises(Incomplete):
        actions.fix_typo(article, by=corrector, field="body", before=before, after=after)


def test_it_fixes_a_word_with_an_ampersand(corrector: User) -> None:
    article = factories.published(body="<p>Связь AT&amp;T и знак меньше.</p>")
    actions.fix_typo(article, by=corrector, field="body", before="AT&T", after="A&T")
    assert "A&amp;T" in PublishedArticle.objects.get().body
    article.refresh_from_db()
    assert "A&amp;T" in article.body


def test_it_leaves_a_fix_that_waited_while_its_words_became_a_quotation(
    writer_corrector: User, corrector: User, editor: User
) -> None:
    article = factories.published(writer_corrector, body="<p>Мы ждали этого давно.</p>")
    fix = actions.fix_typo(article, by=writer_corrector, field="body", before="давно", after="недолго")
    actions.revise(article, by=writer_corrector)
    with actions.editing(article, by=writer_corrector) as copy:
        copy.body = '<p>Он сказал: "Мы ждали этого давно".</p>'
    actions.submit(article, by=writer_corrector)
    actions.approve(article, by=corrector)
    actions.publish(article, by=editor)
    with pytest.raises(InvalidState):
        actions.confirm_typo(fix, by=corrector)
