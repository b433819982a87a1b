"""The file: a plain tar that `tar -x` opens, with the manifest and a seal over every byte at its end."""

import hashlib
import io
import os
import re
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from newsroom.backup.manifest import Manifest, Member, parse
from newsroom.backup.refusals import Damaged, Refused, in_words
from newsroom.images import storage

MANIFEST, SEAL = "manifest.json", "seal.sha256"
NAME = re.compile(r"rows/[a-z_]+\.[a-z_]+\.jsonl\.gz|originals/[0-9a-f]{2}/[0-9a-f]{32}\.jpg", re.ASCII)
PIECE = 1024 * 1024


class _Hashed:
    """A file being written or read, with the SHA-256 of what has passed."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data

    def tell(self) -> int:
        return self.file.tell()


class Writing:
    """A backup on its way to the disk; `members` is what stands in it so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = _Hashed(file)
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.GNU_FORMAT)  # type: ignore[call-overload]  # noqa: SIM115
        self.members: dict[str, Member] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Append a file by the name that it has inside. Raises OSError if it cannot be read to its end."""
        size = os.fstat(content.fileno()).st_size
        passing = _Hashed(content)
        self._append(name, passing, size)
        self.members[name] = Member(size, passing.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Append manifest and seal, and end the file."""
        data = manifest.as_json()
        self._append(MANIFEST, io.BytesIO(data), len(data))
        seal = self._file.digest.hexdigest().encode()
        self._append(SEAL, io.BytesIO(seal), len(seal))
        self._tar.close()

    def _append(self, name: str, content: object, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, content)


@contextmanager
def written_whole(target: Path) -> Iterator[Writing]:
    """A backup that appears under its name when it is whole and on the disk, or not at all.

    Nobody else on this machine may read it. Raises OSError when the disk refuses.
    """
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield Writing(file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    storage.sync_folder(target.parent)


class Reading:
    """A backup of which every byte has been checked against its seal and its manifest."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._members = _members(file)
        _demand_sealed(file, self._members)
        self.manifest = parse(self._content(MANIFEST))
        self._demand_listed()

    def has(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return name in self._members

    def open(self, name: str) -> IO[bytes]:
        """A member's bytes; KeyError if there is none."""
        info = self._members[name]
        return io.BufferedReader(_Part(self._file, info.offset_data, info.size), PIECE)

    def copy(self, name: str, file: IO[bytes]) -> None:
        """Write a member's bytes into a file."""
        with self.open(name) as content:
            for piece in iter(lambda: content.read(PIECE), b""):
                file.write(piece)

    def _content(self, name: str) -> bytes:
        with self.open(name) as content:
            return content.read()

    def _demand_listed(self) -> None:
        found = set(self._members) - {MANIFEST, SEAL}
        if found != set(self.manifest.members):
            raise Damaged("опись не сходится с содержимым")
        for name, listed in self.manifest.members.items():
            if self._members[name].size != listed.size or self._sha256(name) != listed.sha256:
                raise Damaged(f"не сходится «{name}»")

    def _sha256(self, name: str) -> str:
        with self.open(name) as content:
            return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


class _Part(io.RawIOBase):
    """Some bytes of a file as a file; reads at places, so that several may be open at once."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._handle, self._place, self._end = file.fileno(), start, start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = os.pread(self._handle, min(len(buffer), self._end - self._place), self._place)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[Reading]:
    """The backup in this file. Raises Refused, before anything is yielded, if a single byte is not as it was."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"Файл {path} не открывается: {in_words(error)}.") from error
    with file:
        yield Reading(file)


def _members(file: BinaryIO) -> dict[str, tarfile.TarInfo]:
    try:
        with tarfile.open(fileobj=file, mode="r:") as tar:
            found = tar.getmembers()
    except (tarfile.TarError, ValueError, OverflowError, OSError, EOFError) as error:
        raise Damaged("это не целый архив") from error
    if [info.name for info in found[-2:]] != [MANIFEST, SEAL]:
        raise Damaged("нет конца файла")
    for info in found[:-2]:
        if not NAME.fullmatch(info.name):
            raise Damaged(f"чужой файл {info.name!r}")
    names = {info.name: info for info in found}
    if len(names) != len(found) or any(info.type != tarfile.REGTYPE for info in found):
        raise Damaged("файлы в ней не те")
    return names


def _demand_sealed(file: BinaryIO, members: dict[str, tarfile.TarInfo]) -> None:
    """The seal is over all bytes before it; after it there may be nothing but the zeros that end a tar."""
    seal = members[SEAL]
    digest = hashlib.sha256()
    for piece in _pieces(file, seal.offset):
        digest.update(piece)
    blocks = seal.offset + 2 * tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE
    end = -(-blocks // tarfile.RECORDSIZE) * tarfile.RECORDSIZE
    header = seal.tobuf(tarfile.GNU_FORMAT)
    expected = header + digest.hexdigest().encode()
    file.seek(seal.offset)
    if file.read(end - seal.offset + 1) != expected.ljust(end - seal.offset, b"\0"):
        raise Damaged("не сходится контрольная сумма")


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    file.seek(0)
    while size:
        piece = file.read(min(size, PIECE))
        if not piece:
            return
        size -= len(piece)
        yield piece
