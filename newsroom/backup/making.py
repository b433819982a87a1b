"""Making a backup."""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from newsroom import __version__
from newsroom.backup import archive, pictures, postgresql, sqlite
from newsroom.backup.manifest import Manifest
from newsroom.images.storage.folder import sync_folder

DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


class Made(NamedTuple):
    """What is in a new archive, and the names of masters that have a row and no file."""

    manifest: Manifest
    without_file: list[str]


def make(target: Path) -> Made:
    """Write the newsroom of one moment into a new file that only its owner may read; others go on writing.

    Raises OSError or DatabaseError, and then there is no file.
    """
    database = DATABASES[connection.vendor]
    manifest = Manifest(
        version=__version__,
        created_at=timezone.now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
    )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump, unfinished = Path(folder) / database.MEMBER, Path(folder) / "archive"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with archive.writing(file, manifest) as writer:
                # Before the dump for what is deleted during it, and after it for what is added.
                pictures.add_masters(writer, manifest)
                database.dump(dump)
                with dump.open("rb") as content:
                    writer.add(database.MEMBER, content)
                with_row = pictures.with_row()
                pictures.add_masters(writer, manifest)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    sync_folder(target.parent)
    return Made(manifest, [name for name in with_row if name not in manifest.members])
