"""The pictures' files: their masters go into a backup, all variants are drawn again."""

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from newsroom.backup import rows
from newsroom.backup.archive import Reading
from newsroom.backup.refusals import Damaged
from newsroom.images import storage

FILE = re.compile(r"originals/([0-9a-f]{2})/\1[0-9a-f]{30}\.jpg", re.ASCII)
TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LEFT_SECONDS = 24 * 60 * 60


@contextmanager
def held(files: list[str]) -> Iterator[Path]:
    """A folder with these masters, as far as they are there, that no deletion of a picture reaches.

    Hard links: they cost neither time nor room.
    """
    folder = storage.private_root() / f".backup-{secrets.token_hex(8)}"
    _drop_left(storage.private_root())
    folder.mkdir(mode=0o700, parents=True)
    try:
        for file in files:
            with suppress(FileNotFoundError):
                storage.link_or_copy(storage.master(file), folder / Path(file).name)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drop_left(root: Path) -> None:
    for folder in root.glob(".backup-*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def check(source: Reading) -> None:
    """Refuse rows of pictures that name files elsewhere, masters of no picture, and pictures of no master."""
    files, missing = set(), set(source.manifest.missing)
    for row in pictures(source):
        token = row["public_token"]
        if not FILE.fullmatch(row["file"]) or not (token is None or TOKEN.fullmatch(token)):
            raise Damaged("у снимка чужое имя файла")
        files.add(row["file"])
    held_files = {name for name in source.manifest.members if FILE.fullmatch(name)}
    if held_files | missing != files or held_files & missing:
        raise Damaged("снимки не сходятся с их файлами")


def pictures(source: Reading) -> Iterator[dict[str, Any]]:
    """The rows of the pictures in a backup, by column."""
    names = source.manifest.models["images.image"].columns
    for row in rows.read(source, "images.image"):
        yield dict(zip(names, row, strict=True))
