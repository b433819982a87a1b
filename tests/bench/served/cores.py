"""Which processor cores the servers have, and which the clients have, so that they do not compete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

AVAILABLE = sorted(os.sched_getaffinity(0))
CLIENT = frozenset(AVAILABLE[-1:])
SERVER = frozenset(AVAILABLE[:1])


@contextmanager
def pinned(cores: frozenset[int]) -> Iterator[None]:
    """Run this thread, and the processes that it starts, on these cores."""
    former = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, former)
