"""The archive: a plain tar of the dump, the master pictures and the files, with a manifest as its last member."""

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from newsroom.backup.exceptions import BackupError, DamagedArchive, reason_of
from newsroom.backup.manifest import Manifest, Member, parse
from newsroom.images.storage.base import Content

MANIFEST = "manifest.json"
MANIFEST_BYTES = 256 * 1024 * 1024
NAME = re.compile(
    r"database\.(sqlite3|sql\.gz)|originals/([0-9a-f]{2})/\2[0-9a-f]{30}\.jpg"
    r"|attachments/([0-9a-f]{2})/\3[0-9a-f]{30}\.[a-z0-9]{3,4}|manifest\.json",
    re.ASCII,
)
BLOCK = tarfile.BLOCKSIZE
CHUNK_BYTES = 1024 * 1024


class Place(NamedTuple):
    """Where the content of a member is inside the archive, in bytes."""

    offset: int
    size: int


class Archive:
    """An open archive in which every byte has been compared with the manifest."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places, found = _read(file)
        place = self._places.pop(MANIFEST)
        if place.size > MANIFEST_BYTES:
            raise DamagedArchive(_("нет описи"))
        self.manifest: Manifest = parse(b"".join(self._chunks(place)))
        found.pop(MANIFEST)
        for name in found.keys() | self.manifest.members.keys():
            if found.get(name) != self.manifest.members.get(name):
                raise DamagedArchive(_("не сходится «%(name)s»") % {"name": name})

    def extract(self, name: str, target: BinaryIO) -> None:
        """Write the content of a member to a file. Raises OSError when the disk refuses."""
        for chunk in self._chunks(self._places[name]):
            target.write(chunk)

    def _chunks(self, place: Place) -> Iterator[bytes]:
        self._file.seek(place.offset)
        return _chunks(self._file, place.size)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open and verify an archive. Raises BackupError before anything is yielded."""
    try:
        file = path.open("rb")
    except OSError as error:
        sentence = _("Файл %(file)s не открывается: %(reason)s.")
        raise BackupError(sentence % {"file": path, "reason": reason_of(error)}) from error
    with file:
        try:
            archive = Archive(file)
        except OSError as error:
            raise DamagedArchive(reason_of(error)) from error
        yield archive


class Writer:
    """Writes files into a new archive, and their sizes and checksums into its manifest."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self._members = manifest.members

    def add(self, name: str, content: Content) -> None:
        """Add a file by its name in the archive. Raises OSError when the disk refuses, or when it is shortened."""
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        size = content.seek(0, io.SEEK_END)
        content.seek(0)
        _add(self._tar, name, size, content)
        self._members[name] = Member(size, sha256)


@contextmanager
def writing(file: BinaryIO, manifest: Manifest) -> Iterator[Writer]:
    """Yield a writer, and end the archive with the manifest. Raises OSError when the disk refuses."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        yield Writer(tar, manifest)
        data = manifest.as_json()
        _add(tar, MANIFEST, len(data), io.BytesIO(data))


def _add(tar: tarfile.TarFile, name: str, size: int, content: Content) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, content)


def _read(file: BinaryIO) -> tuple[dict[str, Place], dict[str, Member]]:
    """Read all members once; return where they are, and their sizes and checksums. Raises DamagedArchive.

    Headers are read one by one and not by `tarfile.open`, which follows links, long names and negative sizes.
    """
    places: dict[str, Place] = {}
    found: dict[str, Member] = {}
    while any(header := file.read(BLOCK)):
        try:
            info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError):
            raise DamagedArchive(_("это не целый архив")) from None
        if info.type != tarfile.REGTYPE or info.size < 0 or info.name in places or not NAME.fullmatch(info.name):
            raise DamagedArchive(_("чужой файл %(name)s") % {"name": ascii(info.name)})
        places[info.name] = Place(file.tell(), info.size)
        digest = hashlib.sha256()
        for chunk in _chunks(file, info.size):
            digest.update(chunk)
        found[info.name] = Member(info.size, digest.hexdigest())
        if any(file.read(-info.size % BLOCK)):
            raise DamagedArchive(_("это не целый архив"))
    # A tar ends with two empty blocks and is filled up to a whole record; one of the blocks has been read.
    rest = file.read(tarfile.RECORDSIZE + BLOCK)
    if len(rest) < BLOCK or any(rest) or file.tell() % tarfile.RECORDSIZE or list(places)[-1:] != [MANIFEST]:
        raise DamagedArchive(_("нет конца файла"))
    return places, found


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        chunk = file.read(min(size, CHUNK_BYTES))
        if not chunk:
            raise DamagedArchive(_("это не целый архив"))
        size -= len(chunk)
        yield chunk
