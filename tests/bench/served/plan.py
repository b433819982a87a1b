"""How much is measured: the whole, or each kind of measurement once and shortly."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`rates` are the requests a second for the hot article, each for `hot_seconds`."""

    rounds: int = 5
    seconds: int = 3
    connections: tuple[int, ...] = (1, 32)
    rates: tuple[int, ...] = (50, 300, 2000)
    hot_seconds: int = 10
    publications: int = 10
    is_quick: bool = False


def read() -> Plan:
    """Return the plan of the environment: BENCH_ROUNDS, BENCH_SECONDS, or BENCH_QUICK=1 for the test of the whole."""
    if os.environ.get("BENCH_QUICK"):
        return Plan(1, 1, connections=(4,), rates=(50,), hot_seconds=2, publications=2, is_quick=True)
    rounds, seconds = os.environ.get("BENCH_ROUNDS") or Plan.rounds, os.environ.get("BENCH_SECONDS") or Plan.seconds
    return Plan(int(rounds), int(seconds))
