"""Where a corrected text differs from the original.

Typography keeps every letter and digit, so the words of both texts are the same, and only what stands between them
is compared.
"""

import re
from collections.abc import Iterator

_RUN = re.compile(r"[^\W\d_]+|\d+")


def changes(before: str, after: str) -> Iterator[tuple[int, str, str]]:
    """Yield the start in `before`, the old and the new passage of each change."""
    left, right = 0, 0
    for old, new in zip(_RUN.finditer(before), _RUN.finditer(after), strict=True):
        yield from _change(left, before[left : old.start()], after[right : new.start()])
        if old[0] != new[0]:
            yield old.start(), old[0], new[0]
        left, right = old.end(), new.end()
    yield from _change(left, before[left:], after[right:])


def _change(start: int, old: str, new: str) -> Iterator[tuple[int, str, str]]:
    """Yield the change without what both have at their beginning and end."""
    if old == new:
        return
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    yield start + head, old[head : len(old) - tail], new[head : len(new) - tail]
