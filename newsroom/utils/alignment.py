"""Two sequences side by side: which runs of items they share, in time that stays near linear."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Where nothing is unique, the thorough way costs the product of both lengths, and more at worst: so much of it in all.
_THOROUGH_BUDGET = 400_000
_ROUNDS = 40


@dataclass(frozen=True)
class Change:
    """`old[old_start:old_end]` gave way to `new[new_start:new_end]`; one of them may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change]:
    """What must be replaced in `old` to make `new`, in order, whatever stands between being equal.

    Items that occur once on both sides are matched first (patience difference), which follows the sense of a text
    better than the longest common run; the gaps are done again in the same way.
    """
    found: list[Change] = []
    waiting = [(Change(0, len(old), 0, len(new)), _ROUNDS)]
    budget = _THOROUGH_BUDGET
    while waiting:
        gap, rounds = waiting.pop()
        gap = _trimmed(old, new, gap)
        cost = (gap.old_end - gap.old_start) * (gap.new_end - gap.new_start)
        anchors = _anchors(old, new, gap) if cost and rounds else []
        if anchors:
            waiting.extend((smaller, rounds - 1) for smaller in _gaps_between(anchors, gap))
        elif 0 < cost <= budget:
            budget -= cost
            found.extend(_thorough(old, new, gap))
        elif gap.old_start < gap.old_end or gap.new_start < gap.new_end:
            found.append(gap)
    return sorted(found, key=lambda change: (change.old_start, change.new_start))


def _trimmed(old: Sequence[Hashable], new: Sequence[Hashable], gap: Change) -> Change:
    old_start, old_end, new_start, new_end = gap.old_start, gap.old_end, gap.new_start, gap.new_end
    while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
        old_start, new_start = old_start + 1, new_start + 1
    while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return Change(old_start, old_end, new_start, new_end)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: Change) -> list[tuple[int, int]]:
    """Places of the items that are unique on both sides: as many as stand in the same order."""
    old_counts = Counter(old[gap.old_start : gap.old_end])
    new_places = {new[place]: place for place in range(gap.new_start, gap.new_end)}
    new_counts = Counter(new[gap.new_start : gap.new_end])
    pairs = [
        (place, new_places[old[place]])
        for place in range(gap.old_start, gap.old_end)
        if old_counts[old[place]] == 1 == new_counts[old[place]]
    ]
    return _longest_rise(pairs)


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of `pairs` whose second members rise."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    before: list[int] = []
    for number, (_old_place, new_place) in enumerate(pairs):
        length = bisect_left(tails, new_place)
        before.append(tail_pairs[length - 1] if length else -1)
        tails[length : length + 1] = [new_place]
        tail_pairs[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gaps_between(anchors: list[tuple[int, int]], gap: Change) -> Iterator[Change]:
    old_start, new_start = gap.old_start, gap.new_start
    for old_place, new_place in [*anchors, (gap.old_end, gap.new_end)]:
        yield Change(old_start, old_place, new_start, new_place)
        old_start, new_start = old_place + 1, new_place + 1


def _thorough(old: Sequence[Hashable], new: Sequence[Hashable], gap: Change) -> Iterator[Change]:
    old_part, new_part = old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
    matcher = SequenceMatcher(None, old_part, new_part, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield Change(
                gap.old_start + old_start, gap.old_start + old_end, gap.new_start + new_start, gap.new_start + new_end
            )
