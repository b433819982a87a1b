"""Alignment of two sequences in near-linear time (patience diff)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Gaps without unique items are compared by difflib, at the cost of the product of their lengths; this is the limit of
# all such products together.
_DIFFLIB_BUDGET = 400_000
_MAX_ROUNDS = 40


@dataclass(frozen=True)
class DiffHunk:
    """`old[old_start:old_end]` was replaced by `new[new_start:new_end]`; one of them may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def diff_hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[DiffHunk]:
    """Return, in order, what must be replaced in `old` to make `new`; everything between the hunks is equal.

    Items that occur once on both sides are matched first, which follows the sense of a text better than the longest
    common run. The gaps between them are compared again in the same way.
    """
    found: list[DiffHunk] = []
    pending = [(DiffHunk(0, len(old), 0, len(new)), _MAX_ROUNDS)]
    budget = _DIFFLIB_BUDGET
    while pending:
        gap, rounds = pending.pop()
        gap = _trimmed(old, new, gap)
        cost = (gap.old_end - gap.old_start) * (gap.new_end - gap.new_start)
        anchors = _anchors(old, new, gap) if cost and rounds else []
        if anchors:
            pending.extend((smaller, rounds - 1) for smaller in _gaps_between(anchors, gap))
        elif 0 < cost <= budget:
            budget -= cost
            found.extend(_difflib_hunks(old, new, gap))
        elif gap.old_start < gap.old_end or gap.new_start < gap.new_end:
            found.append(gap)
    return sorted(found, key=lambda hunk: (hunk.old_start, hunk.new_start))


def _trimmed(old: Sequence[Hashable], new: Sequence[Hashable], gap: DiffHunk) -> DiffHunk:
    old_start, old_end, new_start, new_end = gap.old_start, gap.old_end, gap.new_start, gap.new_end
    while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
        old_start, new_start = old_start + 1, new_start + 1
    while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return DiffHunk(old_start, old_end, new_start, new_end)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: DiffHunk) -> list[tuple[int, int]]:
    """Return index pairs of items that are unique on both sides: the longest chain in the same order."""
    old_counts = Counter(old[gap.old_start : gap.old_end])
    new_indexes = {new[index]: index for index in range(gap.new_start, gap.new_end)}
    new_counts = Counter(new[gap.new_start : gap.new_end])
    pairs = [
        (index, new_indexes[old[index]])
        for index in range(gap.old_start, gap.old_end)
        if old_counts[old[index]] == 1 == new_counts[old[index]]
    ]
    return _longest_increasing(pairs)


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of `pairs` whose second members increase."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    before: list[int] = []
    for number, (_old_index, new_index) in enumerate(pairs):
        length = bisect_left(tails, new_index)
        before.append(tail_pairs[length - 1] if length else -1)
        tails[length : length + 1] = [new_index]
        tail_pairs[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gaps_between(anchors: list[tuple[int, int]], gap: DiffHunk) -> Iterator[DiffHunk]:
    old_start, new_start = gap.old_start, gap.new_start
    for old_index, new_index in [*anchors, (gap.old_end, gap.new_end)]:
        yield DiffHunk(old_start, old_index, new_start, new_index)
        old_start, new_start = old_index + 1, new_index + 1


def _difflib_hunks(old: Sequence[Hashable], new: Sequence[Hashable], gap: DiffHunk) -> Iterator[DiffHunk]:
    old_part, new_part = old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
    matcher = SequenceMatcher(None, old_part, new_part, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield DiffHunk(
                gap.old_start + old_start, gap.old_start + old_end, gap.new_start + new_start, gap.new_start + new_end
            )
