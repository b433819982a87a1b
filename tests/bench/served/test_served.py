"""How the measurements of the servers are judged."""

import pytest

from tests.bench.served.hot.heat import is_stale
from tests.bench.served.hot.load import Sample
from tests.bench.served.plot import drawn
from tests.bench.served.ratios import Ratio, all_ratios
from tests.bench.served.speeds import EMPTY, LAYER, SAME, STATIC, STORED, Speeds
from tests.bench.served.wrk import Run

RATES = {STATIC: 1000, SAME: 900, STORED: 800, LAYER: 200, EMPTY: 100, "section": 20, "section, older": 16}


def run(rate: float) -> Run:
    return Run(requests=10, rate=rate, p50=0.001, p99=0.002, failed=0, cpu=0.001, client_busy=0.5)


@pytest.fixture
def speeds() -> Speeds:
    """Two rounds, the second of which is slower for the stored page of the application server."""
    return {(name, 32): [run(rate), run(rate / (2 if name == LAYER else 1))] for name, rate in RATES.items()}


def test_ratios_are_of_runs_of_the_same_round(speeds: Speeds) -> None:
    found = {ratio.name: ratio for ratio in all_ratios(speeds)}
    stored = found["stored page : empty Django view, both application server"]
    assert (stored.values, stored.median, stored.worst, stored.is_reached) == ((2, 1), 1.5, 1, False)
    older = found["time of an old page of a section : its first page"]
    assert (older.worst, older.is_reached) == (1.25, False)


@pytest.mark.parametrize(("sign", "goal", "is_reached"), [("≥", 0.95, True), ("≥", 1.5, False), ("≤", 1.1, True)])
def test_a_goal_is_reached_by_the_median(sign: str, goal: float, is_reached: bool) -> None:
    assert Ratio("", 1, (0.5, 1, 3), sign, goal).is_reached is is_reached


@pytest.mark.parametrize(
    ("number", "sent", "expected"),
    [(4, 9.9, False), (4, 10.1, True), (5, 10.1, False), (5, 20.1, True), (6, 20.1, False)],
)
def test_an_answer_is_stale_if_a_later_text_was_acknowledged_before_it(
    number: int, sent: float, expected: bool
) -> None:
    answer = Sample(path=0, due=sent, sent=sent, ended=sent + 1, status=200, body=0)
    assert is_stale(answer, [number], {5: 10.0, 6: 20.0}) is expected


def test_the_plot_has_a_bar_for_each_target(speeds: Speeds) -> None:
    assert drawn(speeds).count('height="12" fill') == len(RATES) + 1
