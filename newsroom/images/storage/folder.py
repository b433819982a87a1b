"""Images in a folder of this machine.

A file is written under a temporary name, flushed to the disk and renamed, so that it is complete or missing.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from newsroom.images.storage import names
from newsroom.images.storage.base import Content, Fill, MediaStorage, StoredFile

# Errors of the disk itself, which copying instead of linking would meet too.
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOENT}


class FolderStorage(MediaStorage):
    """The folder `root`, by default MEDIA_ROOT, with `public/` for a web server and `private/` closed to others."""

    def __init__(self, root: str | Path | None = None) -> None:
        self._root = root

    def path(self, name: str) -> Path:
        """Return where a file is."""
        return Path(self._root or settings.MEDIA_ROOT) / name

    def read(self, name: str, part: range | None = None) -> Content:
        file = self.path(name).open("rb")
        if part:
            file.seek(part.start)
        return file

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def write(self, name: str, fill: Fill) -> int:
        path, temporary = self.path(name), self.path(names.UNFINISHED)
        temporary.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
                raise OSError(errno.EIO, "nothing was written", name)
            # Readable by the web server, which may run as another user: the public file is usually a hard link to
            # this one. The private folder itself is closed to others.
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(path.parent)
        return size

    def publish(self, source: str, target: str) -> None:
        """Make a hard link, or a copy where links do not work. An existing target stays."""
        private, public = self.path(source), self.path(target)
        public.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(private, public)
        except FileExistsError:
            return
        except OSError as error:
            if error.errno in _DISK_ERRORS:
                raise
            _copy(private, public)

    def delete(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def delete_folder(self, folder: str) -> None:
        """Rename the folder first, so that a file written meanwhile neither recreates it nor makes this fail."""
        path = self.path(folder)
        renamed = path.with_name(f".removed-{secrets.token_hex(8)}")
        try:
            path.rename(renamed)
        except FileNotFoundError:
            return
        shutil.rmtree(renamed, ignore_errors=True)

    def files(self, folder: str) -> Iterator[StoredFile]:
        for path in self.path(folder).rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file():
                    yield StoredFile(path.relative_to(self.path("")).as_posix(), path.stat().st_mtime)

    def folders(self, folder: str) -> list[str]:
        path = self.path(folder)
        return [entry.name for entry in path.iterdir() if entry.is_dir()] if path.is_dir() else []


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


def sync_folder(folder: Path) -> None:
    """Flush the file names in a folder to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
