"""One request renders a page that many wait for, in all processes of a host."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from newsroom.page_cache import files

LOCKS = ".rendering"
LOCK_COUNT = 4096

T = TypeVar("T")


@contextmanager
def single_flight(root: Path, path: str, find: Callable[[], T | None]) -> Iterator[T | None]:
    """Yield what `find` finds of the page of `path`; None to a request that has to render it meanwhile.

    The first one renders, and the others wait here until it is done. If it could not store the page, they render it
    themselves, all at once. If the site version has ended meanwhile, one of them is the first again. Where there can be
    no lock file, everybody renders. Two paths may share a lock; then one waits for the other, and nothing else happens.
    """
    number = int.from_bytes(sha256(path.encode()).digest()[:4], "big") % LOCK_COUNT
    try:
        descriptor = _open(root / LOCKS, str(number))
    except OSError:
        yield None
        return
    try:
        yield _find_in_turn(descriptor, root, path, find)
    finally:
        os.close(descriptor)


def _open(folder: Path, name: str) -> int:
    flags, mode = os.O_RDWR | os.O_CREAT, 0o640
    try:
        return os.open(folder / name, flags, mode)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / name, flags, mode)


def _find_in_turn(descriptor: int, root: Path, path: str, find: Callable[[], T | None]) -> T | None:
    """Return the page, or None to render it: with the lock, unless it could not be stored just now.

    The lock file says which page of which version was rendered last.
    """
    is_first = _lock_at_once(descriptor)
    if not is_first:
        # Shared, so that all who wait go on together.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if (found := find()) is not None or _rendered_last(descriptor) == _page(root, path):
            return found
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    # Another request may have stored it since this one looked for it.
    if (found := find()) is not None:
        return found
    if not is_first and _rendered_last(descriptor) == _page(root, path):
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    else:
        _note(descriptor, _page(root, path))
    return None


def _lock_at_once(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _page(root: Path, path: str) -> bytes:
    """Return what names the page of a path in the version that the link leads to."""
    return f"{files.linked(root)} {path}".encode()


def _rendered_last(descriptor: int) -> bytes:
    return os.pread(descriptor, 1024, 0)


def _note(descriptor: int, page: bytes) -> None:
    # Without it, on a full disk, those who wait render one after another.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, page, 0)
