"""How many pictures this process may have unpacked in memory at once.

A picture of 60 megapixels takes some 240 MB unpacked, whatever its file weighs; a dozen
readers who open a fresh page must not unpack a dozen of them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PLACES = 2
_places = threading.BoundedSemaphore(PLACES)


class Busy(Exception):
    """No place came free in time."""


@contextmanager
def place(wait_seconds: float) -> Iterator[None]:
    """Hold one of the places; raises Busy if none comes free in time."""
    if not _places.acquire(timeout=wait_seconds):
        raise Busy
    try:
        yield
    finally:
        _places.release()
