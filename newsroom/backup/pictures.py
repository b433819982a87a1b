"""Pictures and attached files: a backup has the masters and the files, everything else is made anew.

Both are called masters here: neither ever changes.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain

from django.db import transaction

from newsroom.backup.archive import Archive, Writer
from newsroom.backup.manifest import Manifest
from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images import public, renditions
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from newsroom.images.storage.base import MediaStorage

FILE = re.compile(
    r"originals/([0-9a-f]{2})/\1[0-9a-f]{30}\.jpg|attachments/([0-9a-f]{2})/\2[0-9a-f]{30}\.[a-z0-9]{3,4}", re.ASCII
)
TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)


def add_masters(writer: Writer, manifest: Manifest) -> None:
    """Add every master that is stored now and not in the archive yet. Raises OSError."""
    for name in sorted(masters_in(media) - manifest.members.keys()):
        with suppress(FileNotFoundError), media.read(names.master(name)) as content:
            writer.add(name, content)


def masters_in(storage: MediaStorage) -> set[str]:
    """Return the names of all masters in a storage, as `file` of their rows has them. Raises OSError."""
    folders = (names.ORIGINALS, names.ATTACHMENTS)
    found = {file.name.removeprefix(names.master("")) for folder in folders for file in storage.files(folder)}
    return {name for name in found if FILE.fullmatch(name)}


def are_names_valid() -> bool:
    """Return whether no row of a picture or a file names a file or a public folder elsewhere."""
    rows = chain(*(model.objects.values_list("file", "public_token") for model in (Image, Attachment)))
    return all(FILE.fullmatch(file) and (token is None or TOKEN.fullmatch(token)) for file, token in rows)


def with_row() -> list[str]:
    """Return the names of the masters that have a row."""
    return [
        file for model in (Image, Attachment) for file in model.objects.order_by("pk").values_list("file", flat=True)
    ]


def without_file() -> list[str]:
    """Return the names of the masters that have a row and no file."""
    stored = masters_in(media)
    return [name for name in with_row() if name not in stored]


@contextmanager
def placed(archive: Archive) -> Iterator[None]:
    """Write the masters that are not here, or are damaged; remove the new ones after an error inside.

    A master never changes, so one of the same name with other content is damaged. Raises OSError.
    """
    new: list[str] = []
    try:
        for file, member in archive.manifest.members.items():
            name = names.master(file)
            if FILE.fullmatch(file) and not _is_same(name, member.sha256):
                if not media.exists(name):
                    new.append(name)
                media.write(name, partial(archive.extract, file))
        yield
    except Exception:  # Not after Ctrl+C, which may come when the database is already replaced.
        for name in new:
            media.delete(name)
        raise


def _is_same(name: str, sha256: str) -> bool:
    try:
        with media.read(name) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def remove_derived() -> None:
    """Remove all variants, and the public folders of what is not public any more."""
    media.delete_folder(names.RENDITIONS)
    public.sweep()
    files.sweep()


def draw() -> None:
    """Draw the small variant that every picture has from the start, and fill the public folders."""
    for image in Image.objects.order_by("-uploaded_at", "-pk").iterator():
        if media.exists(names.master(image.file)):
            renditions.make_first(image)
            if image.is_public:
                _publish_again(image)
    for key in Attachment.objects.filter(public_token__isnull=False).values_list("pk", flat=True):
        with transaction.atomic():
            # It may have been taken off the site meanwhile.
            for attachment in files.locked([key]):
                if attachment.is_public:
                    files.copy(attachment)


def _publish_again(image: Image) -> None:
    with transaction.atomic():
        public.lock([image])
        # It may have been taken off the site meanwhile.
        if public.is_current(image):
            public.publish(image)
