"""Ratios of two servers in the same round, beside the goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.bench.served.speeds import EMPTY, LAYER, SAME, STATIC, STORED, Speeds


@dataclass(frozen=True)
class Ratio:
    """How many times as many requests a second, in each round. `sign` says how the goal is meant: ≥ or ≤."""

    name: str
    connections: int
    values: tuple[float, ...]
    sign: str = ""
    goal: float = 0

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def worst(self) -> float:
        return max(self.values) if self.sign == "≤" else min(self.values)

    @property
    def is_reached(self) -> bool:
        """By the median."""
        return self.median <= self.goal if self.sign == "≤" else self.median >= self.goal


def all_ratios(speeds: Speeds) -> list[Ratio]:
    """Return the ratios with a goal first, each for every number of connections."""
    counts = sorted({connections for _name, connections in speeds})
    return [ratio for find in (_with_goals, _uncached) for count in counts for ratio in find(speeds, count)]


def _with_goals(speeds: Speeds, count: int) -> Iterator[Ratio]:
    same, plain = (_times(speeds, count, STORED, static) for static in (SAME, STATIC))
    yield Ratio("stored page : static file with the same headers, both nginx", count, same, "≥", 0.95)
    yield Ratio("stored page : plain static file, both nginx", count, plain, "≥", 0.95)
    stored = _times(speeds, count, LAYER, EMPTY)
    yield Ratio("stored page : empty Django view, both application server", count, stored, "≥", 1.7)
    if ("section, older", count) in speeds:
        # The time of a page is the reciprocal of how many there are a second.
        older = _times(speeds, count, "section", "section, older")
        yield Ratio("time of an old page of a section : its first page", count, older, "≤", 1.1)


def _uncached(speeds: Speeds, count: int) -> Iterator[Ratio]:
    for name, connections in speeds:
        if connections == count and name not in (STATIC, SAME, STORED, LAYER, EMPTY):
            yield Ratio(f"{name}, not stored : empty Django view", count, _times(speeds, count, name, EMPTY))


def _times(speeds: Speeds, count: int, above: str, below: str) -> tuple[float, ...]:
    pairs = zip(speeds[above, count], speeds[below, count], strict=True)
    return tuple(one.rate / other.rate for one, other in pairs)
