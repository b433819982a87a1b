"""One request renders a page that many wait for, in all processes of a host."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

LOCKS = ".rendering"
LOCK_COUNT = 4096


@contextmanager
def single_flight(root: Path, path: str) -> Iterator[bool]:
    """Yield whether the caller is the first to want the page of `path`; the others wait here until the first is done.

    The others then find the page stored, or render it themselves, all at once. Where there can be no lock file,
    everybody is the first. Two paths may share a lock; then one waits for the other, and nothing else happens.
    """
    number = int.from_bytes(sha256(path.encode()).digest()[:4], "big") % LOCK_COUNT
    try:
        descriptor = _open(root / LOCKS, str(number))
    except OSError:
        yield True
        return
    try:
        yield _is_first(descriptor)
    finally:
        os.close(descriptor)


def _open(folder: Path, name: str) -> int:
    flags, mode = os.O_RDWR | os.O_CREAT, 0o640
    try:
        return os.open(folder / name, flags, mode)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / name, flags, mode)


def _is_first(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # Shared, so that all who wait go on together.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return False
    return True
