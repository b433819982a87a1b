"""Files of images: paths, atomic writes, links and removal.

A file is written under a temporary name, flushed to the disk and renamed, so that it is complete or missing.
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

# Errors of the disk itself, which copying instead of linking would meet too.
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOENT}


def private_root() -> Path:
    """Return the folder of masters and renditions, served by an admin view only."""
    return Path(settings.MEDIA_PRIVATE)


def public_root() -> Path:
    """Return the folder that the web server serves to anybody."""
    return Path(settings.MEDIA_PUBLIC)


def new_master_name() -> str:
    """Return a random name relative to `private_root`, without any part of the uploaded name."""
    key = secrets.token_hex(16)
    return f"originals/{key[:2]}/{key}.jpg"


def master(file: str) -> Path:
    """Return the path of a master."""
    return private_root() / file


def renditions_folder(file: str, version: int) -> Path:
    """Return the folder with the renditions of a master for one version of its crop."""
    key = Path(file).stem
    return private_root() / "renditions" / key[:2] / key / str(version)


def write(path: Path, fill: Callable[[BinaryIO], object]) -> int:
    """Write a file below `private_root` by calling `fill` with the open file; return its size in bytes.

    Raises OSError, and leaves no file behind, if the disk fails.
    """
    private_root().mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = private_root() / "tmp"
    temporary.mkdir(exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = temporary / secrets.token_hex(16)
    try:
        with unfinished.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            size = os.fstat(file.fileno()).st_size
        if not size:
            raise OSError(errno.EIO, "nothing was written", str(path))
        # Readable by the web server, which may run as another user: the public file is usually a hard link to this
        # one. The private folder itself is closed to others.
        unfinished.chmod(0o644)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)
    return size


def link_or_copy(source: Path, target: Path) -> None:
    """Make `target` a hard link to `source`, or a copy where links do not work. An existing target stays.

    The folder of `target` must exist. Raises OSError.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno in _DISK_ERRORS:
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


def remove_folder(folder: Path) -> None:
    """Remove a folder atomically; a missing folder is no error.

    It is renamed first, so that a rendition written at the same time can neither recreate it nor make the removal
    fail.
    """
    renamed = folder.with_name(f".removed-{secrets.token_hex(8)}")
    try:
        folder.rename(renamed)
    except FileNotFoundError:
        return
    shutil.rmtree(renamed, ignore_errors=True)


def delete_files(file: str) -> None:
    """Remove a master and its renditions. Call it after the commit that deletes the row."""
    master(file).unlink(missing_ok=True)
    remove_folder(renditions_folder(file, 1).parent)


def sync_folder(folder: Path) -> None:
    """Flush the file names in a folder to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
