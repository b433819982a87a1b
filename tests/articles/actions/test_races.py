"""Concurrent actions: one wins, nothing is half done."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from articles import actions
from articles.models import Article, Transition
from newsroom.exceptions import ActionRefused, EditConflict, InvalidState
from newsroom.website.models import FrontPick, Outlet, PublishedArticle, Section, Tag
from staff.models import User
from tests import factories
from tests.users import member

ROUNDS = 10


@pytest.fixture(autouse=True)
def users_exist(transactional_db: None) -> None:
    for name in ("head", "editor", "journalist", "corrector"):
        member(name)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; return the result or the refusal of each."""
    barrier = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = act()
        except ActionRefused as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=row) for row in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def copy(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def person(name: str) -> User:
    return User.objects.get(username=name)


def test_of_two_publishers_exactly_one_publishes() -> None:
    for _round in range(ROUNDS):
        article = factories.approved()
        results = at_once(
            partial(actions.publish, copy(article), by=person("editor")),
            partial(actions.publish, copy(article), by=person("head")),
        )
        assert sum(isinstance(result, InvalidState) for result in results) == 1
        assert Transition.objects.filter(article=article, name="publish").count() == 1


def write(article: Article, by: str, lead: str) -> None:
    with actions.editing(article, by=person(by), version=article.version) as text:
        text.lead = lead


def test_of_two_who_save_the_second_sees_a_conflict() -> None:
    for _round in range(ROUNDS):
        article = factories.draft()
        results = at_once(
            partial(write, copy(article), "journalist", "первый"),
            partial(write, copy(article), "editor", "второй"),
        )
        assert sum(isinstance(result, EditConflict) for result in results) == 1
        lost = results.index(next(r for r in results if r is not None))
        assert copy(article).lead == ("второй" if lost == 0 else "первый")


def test_an_approval_is_of_the_text_that_the_reviewer_saw() -> None:
    for _round in range(ROUNDS):
        article = factories.proofing()
        seen = article.revisions.order_by("-number").first()
        at_once(
            partial(actions.approve, copy(article), by=person("corrector"), version=article.version),
            partial(write, copy(article), "corrector", "Его ждали долго"),
        )
        now = copy(article)
        approved = Transition.objects.filter(article=article, name="approve")
        assert [row.checksum for row in approved] in ([], [seen.checksum])
        if now.state == "approved":
            assert now.lead == "Его ждали десять лет"


def test_editing_and_publishing_never_mix() -> None:
    for _round in range(ROUNDS):
        article = factories.approved()
        at_once(
            partial(actions.publish, copy(article), by=person("head"), version=article.version),
            partial(write, copy(article), "editor", "Невычитанный лид"),
        )
        now = copy(article)
        out = PublishedArticle.objects.filter(pk=article.pk).first()
        assert (now.state, out is not None) in (("published", True), ("submitted", False))
        assert out is None or out.lead == "Его ждали десять лет"


def test_the_worker_and_an_editor_agree_on_who_was_first() -> None:
    for _round in range(ROUNDS):
        article = factories.scheduled()
        factories.make_due(article)
        at_once(
            actions.publish_due,
            partial(actions.unschedule, copy(article), by=person("editor")),
            actions.publish_due,
        )
        now = copy(article)
        transitions = Transition.objects.filter(article=article, name__in=["publish", "unschedule"])
        assert transitions.count() == 1
        assert (now.state == "published") == PublishedArticle.objects.filter(pk=article.pk).exists()


def test_withdrawing_and_publishing_end_as_the_last_log_row_records() -> None:
    for _round in range(ROUNDS):
        article = factories.published()
        actions.revise(article, by=person("journalist"))
        actions.submit(article, by=person("journalist"))
        actions.approve(article, by=person("corrector"))
        at_once(
            partial(actions.publish, copy(article), by=person("head")),
            partial(actions.withdraw, copy(article), by=person("editor"), reason="Ошибка"),
        )
        now = copy(article)
        assert now.state == now.transitions.first().to_state
        assert PublishedArticle.objects.get(pk=article.pk).is_live == now.is_live


def test_a_section_is_merged_while_its_articles_are_published() -> None:
    for number in range(ROUNDS):
        old, new = (factories.section(f"{name}-{number}") for name in ("old", "new"))
        going_out = [factories.approved(section=old) for _ in range(3)]
        results = at_once(
            partial(actions.merge_sections, old, new, by=person("editor")),
            *(partial(actions.publish, copy(article), by=person("head")) for article in going_out),
        )
        assert results == [3, None, None, None]
        assert not Section.objects.filter(pk=old.pk).exists()
        assert {PublishedArticle.objects.get(pk=article.pk).section for article in going_out} == {new}


def test_of_two_opposite_merges_one_is_refused() -> None:
    for _round in range(ROUNDS):
        one, other = Tag.objects.create(name="смог"), Tag.objects.create(name="дым")
        results = at_once(
            partial(actions.merge_tags, one, other, by=person("editor")),
            partial(actions.merge_tags, other, one, by=person("head")),
        )
        assert sum(isinstance(result, InvalidState) for result in results) == 1
        assert Tag.objects.count() == 1
        Tag.objects.all().delete()


def picks(article: Article) -> list[actions.Pick]:
    return [actions.Pick(0, PublishedArticle.objects.get(pk=article.pk), timezone.now() + timedelta(hours=1))]


def test_the_front_page_is_set_while_a_picked_article_is_withdrawn() -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for _round in range(ROUNDS):
        picked, other = factories.published(), factories.published()
        actions.set_front("ru", picks(picked), by=person("editor"))
        results = at_once(
            partial(actions.set_front, "ru", picks(other), by=person("editor")),
            partial(actions.withdraw, copy(picked), by=person("head"), reason="Ошибка"),
        )
        assert results == [None, None]
        assert [pick.article_id for pick in FrontPick.objects.all()] == [other.pk]


def test_of_two_who_set_the_front_page_the_second_sees_a_conflict() -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for _round in range(ROUNDS):
        one, other = factories.published(), factories.published()
        version = actions.front_page_version("ru")
        results = at_once(
            partial(actions.set_front, "ru", picks(one), by=person("editor"), version=version),
            partial(actions.set_front, "ru", picks(other), by=person("head"), version=version),
        )
        assert sum(isinstance(result, EditConflict) for result in results) == 1
