"""`make bench` measures: every kind of page is found, answers, and stands in the report. No time is judged."""

import pytest

from tests import digest_factories, factories
from tests.bench import analyser, making, pages, report, timing

pytestmark = pytest.mark.django_db


def test_it_measures_every_kind_of_page() -> None:
    few = [factories.published(tags=("вода",), signed="author") for _ in range(3)]
    factories.published(language="kk", tags=("су",), signed="author")
    digest_factories.published(*few)
    kinds = pages.kinds()
    counted, times = timing.statements(kinds), timing.times(kinds, rounds=2)
    text = report.written(
        made=making.Made(count=10, seconds=2.0, worked=1.0),
        speeds=analyser.speeds(),
        few=counted,
        many={**counted, "front": 99},
        times=times,
        weight=timing.weight_of_all(kinds[pages.ARTICLE].addresses[0]),
    )
    assert {*times} == {*kinds, timing.FLOOR}
    assert all(f"\n| {name} | " in text for name in times)
    assert f"| front | {counted['front']} → 99 | " in text
    assert "5 articles a second" in text
