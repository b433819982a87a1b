"""Static files for the server, added to the folder that it uses while it runs. Only long unused ones are removed."""

import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import storages
from django.core.management import call_command

KEPT_SECONDS = 30 * 24 * 60 * 60
"""How long pages in caches and open tabs may need the files of a former version."""

MANIFEST = ManifestStaticFilesStorage.manifest_name
COMPRESSED = ("", ".gz", ".br")
STAGING_PREFIX = "static-"


def collect(live: Path) -> None:
    """Bring the folder to the state of the code. May be interrupted and repeated at any moment.

    All work happens in a folder beside it. Files are then moved in one by one, the manifest last, so that each name
    in the manifest has its file at any moment. Files that no manifest has named for KEPT_SECONDS are removed.
    """
    live.mkdir(exist_ok=True)
    if settings.DEBUG:
        # WhiteNoise then serves the sources.
        return
    for left_over in live.parent.glob(f"{STAGING_PREFIX}*"):
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix=STAGING_PREFIX, dir=live.parent) as folder:
        staging = Path(folder)
        _collect_into(staging, known=live)
        _mark_as_used(live)
        for name in sorted(_named(staging)):
            _move(staging / name, live / name)
        (staging / MANIFEST).replace(live / MANIFEST)
    _mark_as_used(live)
    _remove_old(live, before=time.time() - KEPT_SECONDS)


def _collect_into(folder: Path, known: Path) -> None:
    backend: Any = type(storages["staticfiles"])
    command = CollectStatic()
    command.storage = backend(location=str(folder))
    # Only files that are new have to be compressed.
    command.storage.known = known
    call_command(command, verbosity=0, interactive=False)


def _named(folder: Path) -> set[str]:
    """The existing files that the manifest of the folder names, with their compressed forms."""
    try:
        hashed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["paths"].values()
    except (FileNotFoundError, ValueError, KeyError):
        return set()
    names = (name + ending for name in hashed for ending in COMPRESSED)
    return {name for name in names if (folder / name).is_file()}


def _move(source: Path, target: Path) -> None:
    # Equal names mean equal content, unless a crash of the machine has cut the file short.
    if not target.is_file() or target.stat().st_size != source.stat().st_size:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _mark_as_used(live: Path) -> None:
    """Set the modification times of the current files: their age counts from the last time they were current."""
    for name in _named(live):
        os.utime(live / name)


def _remove_old(live: Path, *, before: float) -> None:
    for path in live.rglob("*"):
        if path.is_file() and path.name != MANIFEST and path.stat().st_mtime < before:
            path.unlink()
