"""The pictures: their masters are in a backup, everything else is drawn anew."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from django.db import transaction

from newsroom.backup.archive import Archive
from newsroom.backup.workspace import workspace
from newsroom.images import public, renditions, storage
from newsroom.images.models import Image

FILE = re.compile(r"originals/([0-9a-f]{2})/\1[0-9a-f]{30}\.jpg", re.ASCII)
TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Held:
    """Hard links to masters, so that a picture deleted meanwhile is still in the backup."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add_present(self) -> None:
        """Link every master that is on the disk now. Raises OSError when the disk refuses."""
        for master in storage.private_root().glob("originals/*/*.jpg"):
            with suppress(FileNotFoundError):
                storage.link_or_copy(master, self._folder / master.name)

    def files(self) -> dict[str, Path]:
        """Return the links by the name of the master below `private_root`."""
        found = {f"originals/{path.name[:2]}/{path.name}": path for path in sorted(self._folder.iterdir())}
        return {name: path for name, path in found.items() if FILE.fullmatch(name)}


@contextmanager
def held() -> Iterator[Held]:
    """Make a folder of links next to the masters, and empty it at the end."""
    with workspace(storage.private_root() / "backup") as folder:
        yield Held(folder)


def are_names_valid() -> bool:
    """Return whether no row of a picture names a file or a public folder elsewhere."""
    rows = Image.objects.values_list("file", "public_token")
    return all(FILE.fullmatch(file) and (token is None or TOKEN.fullmatch(token)) for file, token in rows)


def without_file() -> list[str]:
    """Return the names of the masters that have a row and no file."""
    names = Image.objects.order_by("pk").values_list("file", flat=True)
    return [name for name in names if not storage.master(name).is_file()]


@contextmanager
def placed(archive: Archive) -> Iterator[None]:
    """Write the masters that are not here, or are damaged; remove the new ones after an error inside.

    A master never changes, so one of the same name with other content is damaged. Raises OSError.
    """
    new: list[Path] = []
    try:
        for name, member in archive.manifest.members.items():
            target = storage.master(name)
            if FILE.fullmatch(name) and not _is_same(target, member.sha256):
                if not target.exists():
                    new.append(target)
                storage.write(target, partial(archive.extract, name))
        yield
    except Exception:  # Not after Ctrl+C, which may come when the database is already replaced.
        for target in new:
            target.unlink(missing_ok=True)
        raise


def _is_same(path: Path, sha256: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == sha256


def remove_derived() -> None:
    """Remove all variants, and the public folders of pictures that are not public any more."""
    storage.remove_folder(storage.private_root() / "renditions")
    public.sweep()


def draw() -> None:
    """Draw the small variant that every picture has from the start, and fill the folders of the public ones."""
    for image in Image.objects.order_by("-uploaded_at", "-pk").iterator():
        if storage.master(image.file).is_file():
            renditions.make_first(image)
            if image.is_public:
                _publish_again(image)


def _publish_again(image: Image) -> None:
    with transaction.atomic():
        public.lock([image])
        # It may have been taken off the site meanwhile.
        if public.is_current(image):
            public.publish(image)
