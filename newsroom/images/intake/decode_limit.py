"""Limit of images that this process decodes at the same time.

An image of 60 megapixels takes about 240 MB in memory, so a dozen simultaneous requests must not decode a dozen.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SLOTS = 2
_slots = threading.BoundedSemaphore(SLOTS)


class Busy(Exception):
    """No slot became free in time."""


@contextmanager
def slot(wait_seconds: float) -> Iterator[None]:
    """Occupy a slot. Raises Busy if none becomes free within `wait_seconds`."""
    if not _slots.acquire(timeout=wait_seconds):
        raise Busy
    try:
        yield
    finally:
        _slots.release()
