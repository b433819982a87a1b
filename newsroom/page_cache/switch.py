"""The link `current`, from which all servers of this host take stored pages."""

import fcntl
import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import DatabaseError

from newsroom.page_cache import files
from newsroom.page_cache.release import release
from newsroom.page_cache.version import Version

log = logging.getLogger(__name__)

LOCK = ".lock"
RELEASE = ".release"

link_is_stale: ContextVar[bool] = ContextVar("link_is_stale", default=False)
"""Whether readers may still see former pages after the change that the present request has made."""


def switch(read_version: Callable[[], Version | None]) -> None:
    """Link the version that the database names, after the commit that has bumped it.

    `read_version` reads the row while the lock is held, and numbers only grow, so the link never goes back. If the link
    cannot be set, it is removed, and pages are rendered anew for each reader. Raises nothing, because the change is
    committed.
    """
    root = files.root()
    if root is None:
        return
    try:
        with locked(root):
            if version := read_version():
                _link(root, _folder(root, version))
    except (OSError, DatabaseError) as error:
        log.error("the stored pages could not be switched: %s", error)
        _unlink(root)


def is_behind(version: Version) -> bool:
    """Return whether the link is at an earlier version, or at the pages of a former release.

    The process that bumped the version may have been killed, or be on another host. A link may be later than the
    version of a lagging replica, and is not behind then.
    """
    root = files.root()
    if root is None:
        return False
    linked = files.linked(root)
    number = linked.partition("-")[0]
    is_later = number.isdigit() and int(number) > version.number
    return not is_later and linked != _folder(root, version)


def take_release() -> None:
    """Let this host link the pages of the release of this process from the next switch on.

    Only a server that starts does so: during a reload, processes of the former code go on for a while. It needs no
    database. Without the file, each process links its own release.
    """
    root = files.root()
    if root is None:
        return
    try:
        root.mkdir(parents=True, exist_ok=True)
        fresh = root / f"{RELEASE}-{secrets.token_hex(4)}"
        fresh.write_text(release())
        fresh.rename(root / RELEASE)
    except OSError as error:
        log.error("the release of stored pages could not be noted: %s", error)


def _folder(root: Path, version: Version) -> str:
    try:
        return version.folder_of((root / RELEASE).read_text())
    except OSError:
        return version.folder


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of all who set the link or remove folders. Raises OSError if there can be no lock file."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _link(root: Path, folder: str) -> None:
    if files.linked(root) == folder:
        return
    (root / folder).mkdir(exist_ok=True)
    fresh = root / f".{files.CURRENT}-{secrets.token_hex(4)}"
    fresh.symlink_to(folder)
    fresh.rename(root / files.CURRENT)


def _unlink(root: Path) -> None:
    try:
        os.unlink(root / files.CURRENT)  # noqa: PTH108 (one system call)
    except FileNotFoundError:
        return
    except OSError as error:
        link_is_stale.set(True)
        log.error("readers may see former pages: %s", error)
