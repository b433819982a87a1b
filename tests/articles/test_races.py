"""Two people, or a person and the worker, at the same moment: one wins, nothing is half done."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article, FrontPick, Outlet, Publication, Section, Tag, Transition
from articles.refusals import Conflict, NotNow, Refused
from staff.models import User
from tests import pieces
from tests.cast import member

ROUNDS = 10


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> None:
    for name in ("head", "editor", "journalist", "corrector"):
        member(name)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; each result, or the refusal it ended with."""
    barrier = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = act()
        except Refused as refusal:
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
        article = pieces.approved()
        results = at_once(
            partial(publishing.publish, copy(article), by=person("editor")),
            partial(publishing.publish, copy(article), by=person("head")),
        )
        assert sum(isinstance(result, NotNow) for result in results) == 1
        assert Transition.objects.filter(article=article, verb="publish").count() == 1


def write(article: Article, by: str, lead: str) -> None:
    with publishing.editing(article, by=person(by), version=article.version) as text:
        text.lead = lead


def test_of_two_who_save_the_second_sees_a_conflict() -> None:
    for _round in range(ROUNDS):
        article = pieces.draft()
        results = at_once(
            partial(write, copy(article), "journalist", "первый"),
            partial(write, copy(article), "editor", "второй"),
        )
        assert sum(isinstance(result, Conflict) for result in results) == 1
        lost = results.index(next(r for r in results if r is not None))
        assert copy(article).lead == ("второй" if lost == 0 else "первый")


def test_an_approval_is_never_of_a_text_its_reader_did_not_see() -> None:
    for _round in range(ROUNDS):
        article = pieces.proofing()
        seen = article.revisions.order_by("-number").first()
        at_once(
            partial(publishing.approve, copy(article), by=person("corrector"), version=article.version),
            partial(write, copy(article), "corrector", "Его ждали долго"),
        )
        now = copy(article)
        approved = Transition.objects.filter(article=article, verb="approve")
        assert [row.digest for row in approved] in ([], [seen.digest])
        if now.state == "approved":
            assert now.lead == "Его ждали десять лет"


def test_an_edit_and_a_publication_never_mix() -> None:
    for _round in range(ROUNDS):
        article = pieces.approved()
        at_once(
            partial(publishing.publish, copy(article), by=person("head"), version=article.version),
            partial(write, copy(article), "editor", "Невычитанный лид"),
        )
        now = copy(article)
        out = Publication.objects.filter(pk=article.pk).first()
        assert (now.state, out is not None) in (("published", True), ("submitted", False))
        assert out is None or out.lead == "Его ждали десять лет"


def test_the_worker_and_an_editor_agree_on_who_was_first() -> None:
    for _round in range(ROUNDS):
        article = pieces.scheduled()
        pieces.make_due(article)
        at_once(
            publishing.publish_due,
            partial(publishing.unschedule, copy(article), by=person("editor")),
            publishing.publish_due,
        )
        now = copy(article)
        steps = Transition.objects.filter(article=article, verb__in=["publish", "unschedule"])
        assert steps.count() == 1
        assert (now.state == "published") == Publication.objects.filter(pk=article.pk).exists()


def test_a_withdrawal_and_a_publication_end_as_the_last_row_of_the_log_says() -> None:
    for _round in range(ROUNDS):
        article = pieces.published()
        publishing.revise(article, by=person("journalist"))
        publishing.submit(article, by=person("journalist"))
        publishing.approve(article, by=person("corrector"))
        at_once(
            partial(publishing.publish, copy(article), by=person("head")),
            partial(publishing.withdraw, copy(article), by=person("editor"), reason="Ошибка"),
        )
        now = copy(article)
        assert now.state == now.transitions.first().to_state
        assert Publication.objects.get(pk=article.pk).is_live == now.live


def test_a_section_is_merged_while_its_pieces_go_out() -> None:
    for number in range(ROUNDS):
        old, new = (pieces.section(f"{name}-{number}") for name in ("old", "new"))
        going_out = [pieces.approved(section=old) for _ in range(3)]
        results = at_once(
            partial(publishing.merge_sections, old, new, by=person("editor")),
            *(partial(publishing.publish, copy(article), by=person("head")) for article in going_out),
        )
        assert results == [3, None, None, None]
        assert not Section.objects.filter(pk=old.pk).exists()
        assert {Publication.objects.get(pk=article.pk).section for article in going_out} == {new}


def test_of_two_mergers_that_cross_one_is_left_over() -> None:
    for _round in range(ROUNDS):
        one, other = Tag.objects.create(name="смог"), Tag.objects.create(name="дым")
        results = at_once(
            partial(publishing.merge_tags, one, other, by=person("editor")),
            partial(publishing.merge_tags, other, one, by=person("head")),
        )
        assert sum(isinstance(result, NotNow) for result in results) == 1
        assert Tag.objects.count() == 1
        Tag.objects.all().delete()


def picks(article: Article) -> list[publishing.Pick]:
    return [publishing.Pick(0, Publication.objects.get(pk=article.pk), timezone.now() + timedelta(hours=1))]


def test_the_front_page_is_set_while_a_picked_piece_is_withdrawn() -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for _round in range(ROUNDS):
        picked, other = pieces.published(), pieces.published()
        publishing.set_front("ru", picks(picked), by=person("editor"))
        results = at_once(
            partial(publishing.set_front, "ru", picks(other), by=person("editor")),
            partial(publishing.withdraw, copy(picked), by=person("head"), reason="Ошибка"),
        )
        assert results == [None, None]
        assert [pick.publication_id for pick in FrontPick.objects.all()] == [other.pk]


def test_of_two_who_set_the_front_page_the_second_sees_a_conflict() -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for _round in range(ROUNDS):
        one, other = pieces.published(), pieces.published()
        seen = publishing.mark_of("ru")
        results = at_once(
            partial(publishing.set_front, "ru", picks(one), by=person("editor"), seen=seen),
            partial(publishing.set_front, "ru", picks(other), by=person("head"), seen=seen),
        )
        assert sum(isinstance(result, Conflict) for result in results) == 1
