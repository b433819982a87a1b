"""Writing finished pages."""

import fcntl
import logging
import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from newsroom.page_cache import encodings, files
from newsroom.page_cache.version import Version

log = logging.getLogger(__name__)

MAX_FILES = 200_000
MAX_BYTES = 2 * 1024**3
TOTALS = ".totals"
LOG_PAUSE_SECONDS = 60.0


class Complaints:
    """Logs the first failure to store a page and then one a minute at most; a full disk fails for every reader."""

    def __init__(self) -> None:
        self.due_at = 0.0

    def log(self, reason: object) -> None:
        """Log `reason` unless another one was logged within the last minute."""
        now = time.monotonic()
        if now >= self.due_at:
            self.due_at = now + LOG_PAUSE_SECONDS
            log.error("pages are not stored and rendered for each reader: %s", reason)


complaints = Complaints()


def store(version: Version, path: str, name: files.Name, forms: Mapping[str, bytes]) -> None:
    """Write the forms of a page into the folder of `version`, the plain one last.

    Nothing is written if the link leads to another folder, because the version is over, nor on another day than that
    of the version. After an error of the disk, and beyond the limits of a version, the page is just not stored.
    """
    root = files.root()
    if root is None or not version.is_of_today or files.linked(root) != version.folder:
        return
    folder = root / version.folder
    try:
        if not _reserve(folder, len(forms), sum(map(len, forms.values()))):
            complaints.log("the limit of a version is reached")
            return
        target = folder / f"{path}{name.end}".removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        for coding, content in forms.items():
            _write(target.with_name(target.name + encodings.SUFFIXES[coding]), content, version.timestamp)
    except OSError as error:
        complaints.log(error)


def _reserve(folder: Path, count: int, size: int) -> bool:
    """Add to the totals of a version; return false if they would exceed the limits. All processes share the file."""
    descriptor = os.open(folder / TOTALS, os.O_RDWR | os.O_CREAT, 0o640)
    with open(descriptor, "r+b") as file:  # noqa: PTH123
        fcntl.flock(file, fcntl.LOCK_EX)
        former = file.read().split()
        files_now, bytes_now = map(int, former) if len(former) == 2 else (0, 0)
        if files_now + count > MAX_FILES or bytes_now + size > MAX_BYTES:
            return False
        file.seek(0)
        file.write(b"%d %d" % (files_now + count, bytes_now + size))
    return True


def _write(target: Path, content: bytes, timestamp: int) -> None:
    fresh = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        fresh.write_bytes(content)
        os.utime(fresh, (timestamp, timestamp))
        fresh.rename(target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
