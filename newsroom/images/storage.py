"""Where the files of pictures lie, and the only ways to write, share and remove them.

A file appears under its name whole and on the disk, or not at all: it is written under another
name, flushed, and renamed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from newsroom.images.intake.decode_limit import Busy

# The disk itself is in trouble: copying instead of linking would meet the same trouble.
_DISK_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOENT}


def private_root() -> Path:
    """Masters and renditions, seen through the desk's checked view only."""
    return Path(settings.MEDIA_PRIVATE)


def public_root() -> Path:
    """What a web server may hand to anybody."""
    return Path(settings.MEDIA_PUBLIC)


def new_master_name() -> str:
    """A random name below `private_root`: nothing of the uploaded name gets into it."""
    key = secrets.token_hex(16)
    return f"originals/{key[:2]}/{key}.jpg"


def master(file: str) -> Path:
    """Path of the master with this name."""
    return private_root() / file


def renditions_folder(file: str, version: int) -> Path:
    """Folder with the variants of the master, drawn around one focal point."""
    key = Path(file).stem
    return private_root() / "renditions" / key[:2] / key / str(version)


def write(path: Path, fill: Callable[[BinaryIO], object]) -> int:
    """Write a file below `private_root` by calling `fill` with it open; return its bytes.

    Raises OSError, and leaves nothing behind, when the disk refuses.
    """
    private_root().mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = private_root() / "tmp"
    waiting.mkdir(exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = waiting / secrets.token_hex(16)
    try:
        with unfinished.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            size = os.fstat(file.fileno()).st_size
        if not size:
            raise OSError(errno.EIO, "nothing was written", str(path))
        # Readable for the web server, which may run as somebody else: the public copy is usually
        # a hard link to this very file. The private folder keeps others out.
        unfinished.chmod(0o644)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)
    return size


def share(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`: a hard link, or a copy where links do not work.

    The folder of `target` must exist. Does nothing when the target is there already.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno in _DISK_TROUBLE:
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(f".{secrets.token_hex(8)}")
    try:
        shutil.copyfile(source, unfinished)
        unfinished.chmod(0o644)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, wait_seconds: float) -> Iterator[None]:
    """Hold a folder for oneself, among threads and processes alike; makes it if need be.

    Raises Busy if it does not come free in time.
    """
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


def remove_folder(folder: Path) -> None:
    """Remove a folder in one step as far as others can see; silent when it is gone already.

    Renamed first: a variant drawn in the same moment can then neither bring the folder back
    nor make the removal fail half-way.
    """
    gone = folder.with_name(f".gone-{secrets.token_hex(8)}")
    try:
        folder.rename(gone)
    except FileNotFoundError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def forget(file: str) -> None:
    """Remove a master and all its variants; for after the commit that deletes its row."""
    master(file).unlink(missing_ok=True)
    remove_folder(renditions_folder(file, 1).parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
