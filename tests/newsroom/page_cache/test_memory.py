"""What pages share in memory: it never outlives the site version that it was made for."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from newsroom.page_cache import memory
from newsroom.page_cache.memory import KeptWhileEqual, each_per_site_version, per_site_version
from newsroom.page_cache.version import Version
from newsroom.utils.dates import local_date

NIGHT = datetime(2026, 11, 22, tzinfo=UTC)


def state(number: int) -> Version:
    return Version(number, f"token {number}", NIGHT)


class Counting:
    """A function that counts its calls."""

    def __init__(self) -> None:
        self.calls: list[Any] = []

    def __call__(self, *args: Any) -> str:
        self.calls.append(args)
        return f"{len(self.calls)}: {args}"


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def remembered(counting: Counting) -> Callable[..., str]:
    @per_site_version
    def function(*args: Any) -> str:
        return counting(*args)

    return function


class TestPerSiteVersion:
    def test_it_is_computed_once_for_a_version_and_its_arguments(
        self, remembered: Callable[..., str], counting: Counting
    ) -> None:
        for number in (1, 1, 2):
            with memory.rendering(state(number)):
                assert remembered("a") == remembered("a") != remembered("b")
        assert len(counting.calls) == 4

    def test_outside_a_rendering_it_is_computed_anew(self, remembered: Callable[..., str], counting: Counting) -> None:
        assert remembered("a") != remembered("a")

    def test_without_a_version_it_is_kept_for_one_page(self, remembered: Callable[..., str]) -> None:
        with memory.rendering(None):
            first = remembered("a")
            assert remembered("a") == first
        with memory.rendering(None):
            assert remembered("a") != first

    def test_nothing_is_kept_with_debug(self, remembered: Callable[..., str], settings: Any) -> None:
        settings.DEBUG = True
        with memory.rendering(state(1)):
            first = remembered("a")
        with memory.rendering(state(1)):
            assert remembered("a") != first

    def test_a_slow_rendering_does_not_spoil_the_next_version(self) -> None:
        """The second version begins, and is rendered, while a query of the first has not been answered yet."""
        in_query, may_answer = threading.Event(), threading.Event()
        thread = threading.local()
        rendered: dict[int, list[str]] = {1: [], 2: []}

        @per_site_version
        def outlet() -> str:
            if thread.number == 1:
                in_query.set()
                assert may_answer.wait(10)
            return f"outlet of {thread.number}"

        def render(number: int) -> None:
            thread.number = number
            with memory.rendering(state(number)):
                rendered[number] += [outlet(), outlet()]

        slow = threading.Thread(target=render, args=(1,))
        slow.start()
        assert in_query.wait(10)
        render(2)
        may_answer.set()
        slow.join(10)
        render(2)
        assert rendered == {1: ["outlet of 1"] * 2, 2: ["outlet of 2"] * 4}

    def test_two_versions_are_kept(self, remembered: Callable[..., str], counting: Counting) -> None:
        for number in (1, 2, 3, 2, 3, 1):
            with memory.rendering(state(number)):
                remembered()
        assert len(counting.calls) == 4

    @pytest.mark.parametrize(("limit", "value"), [("MAX_ENTRIES", 3), ("MAX_BYTES", 3000)])
    def test_the_oldest_values_are_dropped_beyond_a_limit(
        self, monkeypatch: pytest.MonkeyPatch, counting: Counting, limit: str, value: int
    ) -> None:
        monkeypatch.setattr(memory, limit, value)

        @per_site_version
        def text(number: int) -> str:
            counting(number)
            return "x" * 900

        with memory.rendering(state(1)):
            for number in (1, 2, 3, 4, 4, 3, 2):
                text(number)
            assert len(counting.calls) == 4
            text(1)
            assert len(counting.calls) == 5

    def test_a_failure_is_not_kept(self, counting: Counting) -> None:
        @per_site_version
        def failing() -> str:
            counting()
            raise LookupError

        with memory.rendering(state(1)):
            for _ in range(2):
                with pytest.raises(LookupError):
                    failing()
        assert len(counting.calls) == 2


def test_one_call_answers_for_all_ids_that_are_not_known() -> None:
    asked: list[list[int]] = []

    @each_per_site_version
    def names(ids: Any, language: str) -> dict[int, str]:
        asked.append(list(ids))
        return {pk: f"{language}{pk}" for pk in ids if pk != 13}

    with memory.rendering(state(1)):
        assert names([1, 2], "ru") == {1: "ru1", 2: "ru2"}
        assert names([2, 13, 3], "ru") == {2: "ru2", 3: "ru3"}
        assert names([13, 1], "ru") == {1: "ru1"}
        assert names([1], "kk") == {1: "kk1"}
    assert asked == [[1, 2], [13, 3], [1]]


@pytest.mark.django_db
def test_it_ends_with_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    @per_site_version
    def day() -> date:
        return local_date(timezone.now())

    now = timezone.now()
    with memory.rendering(state(1)):
        today = day()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    with memory.rendering(state(1)):
        assert day() == today + timedelta(days=1)


class TestKeptWhileEqual:
    def test_it_is_made_again_when_its_source_is_another_one(self, counting: Counting) -> None:
        kept = KeptWhileEqual[list[str], str](counting, max_bytes=10_000)
        for number in (1, 2):
            with memory.rendering(state(number)):
                assert kept.get(7, ["a"]) == "1: (['a'],)"
        assert kept.get(8, ["a"]).startswith("2")
        assert kept.get(7, ["b"]).startswith("3")
        # A slow page of a former version still gets what belongs to its rows.
        assert kept.get(7, ["a"]).startswith("4")

    def test_each_language_has_its_own(self, counting: Counting) -> None:
        kept = KeptWhileEqual[str, str](counting, max_bytes=10_000)
        values = set()
        for language in ("ru", "kk", "ru"):
            with override(language):
                values.add(kept.get(7, "a"))
        assert len(values) == 2

    def test_beyond_the_limit_it_drops_what_was_not_asked_for_longest(self, counting: Counting) -> None:
        kept = KeptWhileEqual[str, str](counting, max_bytes=5_000)
        large = "x" * 1_000
        first, second = kept.get(1, large), kept.get(2, large)
        assert kept.get(1, large) is first
        kept.get(3, large)
        assert kept.get(1, large) is first
        assert kept.get(2, large) != second
        assert kept.get(4, "x" * 5_000) != kept.get(4, "x" * 5_000)

    def test_with_debug_nothing_is_kept(self, counting: Counting, settings: Settings) -> None:
        settings.DEBUG = True
        kept = KeptWhileEqual[str, str](counting, max_bytes=10_000)
        assert kept.get(1, "a") != kept.get(1, "a")
