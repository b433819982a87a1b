"""Answers, revocations and publications at the same moment."""

from functools import partial

import pytest

from articles import actions
from articles.actions.preview_links import MOST_ANSWERS_AN_HOUR
from articles.models import PreviewAnswer, PreviewLink, Revision, Transition
from newsroom.exceptions import ActionRefused, InvalidState, TooOften
from tests import factories
from tests.articles.actions.test_races import at_once, copy, person, write
from tests.articles.preview.links import link_to
from tests.users import member

ROUNDS = 5


@pytest.fixture(autouse=True)
def users_exist(transactional_db: None) -> None:
    for name in ("head", "editor", "journalist", "corrector"):
        member(name)


def fresh(link: PreviewLink) -> PreviewLink:
    return PreviewLink.objects.get(pk=link.pk)


def answer(link: PreviewLink, number: int) -> None:
    actions.answer_preview_link(fresh(link), kind="remark", text=f"Замечание {number}")


def test_answers_do_not_pass_the_limit_together() -> None:
    link = link_to(factories.draft())
    for number in range(MOST_ANSWERS_AN_HOUR - 1):
        answer(link, number)
    results = at_once(*(partial(answer, link, 100 + number) for number in range(4)))
    assert sum(isinstance(result, TooOften) for result in results) == 3
    assert PreviewAnswer.objects.count() == MOST_ANSWERS_AN_HOUR


def test_no_answer_arrives_after_publication() -> None:
    for _round in range(ROUNDS):
        article = factories.approved()
        link = link_to(article)
        results = at_once(partial(actions.publish, copy(article), by=person("editor")), partial(answer, link, 1))
        assert not isinstance(results[0], ActionRefused)
        if row := PreviewAnswer.objects.filter(link=link).first():
            assert row.at <= Transition.objects.get(article=article, name="publish").at
        else:
            assert isinstance(results[1], InvalidState)


def test_a_link_is_revoked_once() -> None:
    link = link_to(factories.draft())
    results = at_once(
        *(partial(actions.revoke_preview_link, fresh(link), by=person(name)) for name in ("head", "editor"))
    )
    assert sum(isinstance(result, InvalidState) for result in results) == 1


def test_a_save_at_the_same_moment_does_not_change_what_is_shown() -> None:
    for _round in range(ROUNDS):
        article = factories.draft(lead="Как было")
        at_once(partial(link_to, copy(article)), partial(write, copy(article), "journalist", "Как стало"))
        link = article.preview_links.get()
        assert link.checksum == link.revision.checksum
        write(copy(article), "journalist", "Как стало потом")
        assert Revision.objects.get(pk=link.revision_id).checksum == link.checksum
