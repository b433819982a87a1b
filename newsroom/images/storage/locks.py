"""Locks of the processes of this machine."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.images.intake.decode_limit import Busy


@contextmanager
def locked(folder: Path, wait_seconds: float) -> Iterator[None]:
    """Lock a folder against other threads and processes; make it if it is missing. Raises Busy after `wait_seconds`."""
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    handle = os.open(folder, os.O_RDONLY)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise Busy from None
                time.sleep(0.01)
        yield
    finally:
        os.close(handle)
