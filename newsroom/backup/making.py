"""Making a backup."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.db import connection
from django.utils import timezone

from newsroom.backup import contents, history, media, rows
from newsroom.backup.archive import Writing, written_whole
from newsroom.backup.manifest import Manifest, Rows, product_version
from newsroom.backup.moment import one_moment
from newsroom.images.models import Image
from newsroom.utils import dates


def make(target: Path) -> Manifest:
    """Write everything that cannot be made again into one new file; return what stands in it.

    Rows and pictures are those of one moment, whoever writes meanwhile. Raises OSError when the disk refuses; then
    there is no file.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(written_whole(target))
        waiting = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-")))
        with one_moment():
            created_at = dates.iso_format(timezone.now())
            files = list(Image.objects.order_by("pk").values_list("file", flat=True))
            masters = stack.enter_context(media.held(files))
            migrations = history.applied()
            models = _dump(waiting)
        _add_rows(archive, waiting, models)
        missing = _add_masters(archive, masters, files)
        manifest = Manifest(
            version=product_version(),
            created_at=created_at,
            database=connection.vendor,
            migrations=migrations,
            models=models,
            members=archive.members,
            missing=missing,
        )
        archive.finish(manifest)
    return manifest


def _dump(waiting: Path) -> dict[str, Rows]:
    found = {}
    for label, model in contents.models().items():
        with (waiting / label).open("wb") as file:
            found[label] = rows.dump(model, file)
    return found


def _add_rows(archive: Writing, waiting: Path, models: dict[str, Rows]) -> None:
    for label in models:
        with (waiting / label).open("rb") as file:
            archive.add(rows.member_name(label), file)


def _add_masters(archive: Writing, masters: Path, files: list[str]) -> list[str]:
    missing = []
    for name in files:
        try:
            file = (masters / Path(name).name).open("rb")
        except FileNotFoundError:
            missing.append(name)
            continue
        with file:
            archive.add(name, file)
    return missing
