"""Copying the masters of images and the attached files from one storage to another."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import storages

from newsroom.backup import pictures
from newsroom.images.storage import media, names
from newsroom.images.storage.base import MediaStorage
from newsroom.images.storage.bucket import BucketStorage


def storage_of(entry: dict[str, Any]) -> MediaStorage:
    """Return the storage that an entry of STORAGES describes."""
    return cast(MediaStorage, storages.create_storage(entry))


def copy_from(source: MediaStorage) -> Iterator[str]:
    """Copy every master that the present storage lacks, and yield its name. Raises OSError.

    Masters never change, so that an interrupted copy goes on where it ended, and a second one takes what was added
    meanwhile.
    """
    for file in sorted(pictures.masters_in(source) - pictures.masters_in(media)):
        name = names.master(file)
        with suppress(FileNotFoundError), source.read(name) as content:
            media.write(name, partial(shutil.copyfileobj, content))
            yield file


def is_open_to_anybody() -> bool:
    """Return whether somebody without the key can read masters in the present storage. Raises OSError."""
    storage = storage_of(settings.STORAGES["default"])
    if not isinstance(storage, BucketStorage):
        return False
    firsts = (next(storage.files(folder), None) for folder in (names.ORIGINALS, names.ATTACHMENTS))
    return any(first is not None and storage.is_readable_by_anybody(first.name) for first in firsts)
