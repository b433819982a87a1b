"""The action that makes an `Image` of an uploaded file."""

from __future__ import annotations

import hashlib
import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from newsroom.images import renditions
from newsroom.images.intake import decode_limit
from newsroom.images.intake.decoding import Decoded, decode
from newsroom.images.intake.metadata import Texts
from newsroom.images.intake.refusals import MAX_BYTES, refusal
from newsroom.images.models import Image, delete_files
from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway
from newsroom.utils.text import clean_line

logger = logging.getLogger(__name__)

MASTER_QUALITY = 95
FILE_COLUMNS = ("file", "width", "height", "bytes", "sha256")
_WAIT_SECONDS = 30
_ENDING = re.compile(r"\.(jpe?g|png|webp|avif|gif|heic|tiff?|bmp)$", re.IGNORECASE)


@dataclass(frozen=True)
class Master:
    """A clean master in the storage, and what its upload said. It has no row yet."""

    file: str
    width: int
    height: int
    bytes: int
    sha256: str
    texts: Texts

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of `Image` that describe a file."""
        return {name: getattr(self, name) for name in FILE_COLUMNS}


def accept(uploaded_file: File[Any], by: AbstractBaseUser | None) -> Image:
    """Store an uploaded file and return its row; for a file that was uploaded before, return the existing row.

    Caption, credit and description are taken from the file. Raises ValidationError with a sentence for a file that is
    refused, also when it cannot be stored, and leaves neither a row nor a file behind. `was_known` of the returned
    image tells whether there was a row.
    """
    if known := find_existing(uploaded_file):
        known.was_known = True
        return known
    master = store_master(uploaded_file)
    image = Image(
        **master.columns,
        title=title_from(uploaded_file.name),
        caption=master.texts.caption,
        credit=master.texts.credit,
        alt=master.texts.alt,
        uploaded_by_id=by.pk if by else None,
    )
    return _register(image)


def store_master(uploaded_file: File[Any]) -> Master:
    """Decode an uploaded file and store its master; the caller gives it a row or calls `forget`.

    Raises ValidationError with a sentence.
    """
    data = _content(uploaded_file)
    try:
        with decode_limit.slot(_WAIT_SECONDS):
            decoded = decode(data)
            name, size = _write_master(decoded)
    except decode_limit.Busy:
        raise refusal("busy") from None
    width, height = decoded.picture.size
    return Master(name, width, height, size, hashlib.sha256(data).hexdigest(), decoded.texts)


def find_existing(uploaded_file: File[Any]) -> Image | None:
    """Return the image that was uploaded from the same file before, or None."""
    return Image.objects.filter(sha256=hashlib.sha256(_content(uploaded_file)).hexdigest()).first()


def title_from(name: str | None) -> str:
    """Make a title of the file name, which is not used otherwise."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    bare = _ENDING.sub("", clean_line(last)).replace("_", " ")
    return clean_line(bare)[:200].rstrip() or _("Без названия")


def _content(uploaded_file: File[Any]) -> bytes:
    if uploaded_file.size > MAX_BYTES:
        raise refusal("too_big", megabytes=str(MAX_BYTES // 1024 // 1024))
    uploaded_file.seek(0)
    data: bytes = uploaded_file.read(MAX_BYTES)
    if not data:
        raise refusal("empty")
    return data


def _write_master(decoded: Decoded) -> tuple[str, int]:
    name = names.new_master()
    picture = decoded.picture
    try:
        size = media.write(
            names.master(name),
            lambda file: picture.save(file, "JPEG", quality=MASTER_QUALITY, subsampling=0),
        )
    except MemoryError:
        raise refusal("memory") from None
    except StorageAway:
        raise refusal("no_room") from None
    except OSError:
        logger.exception("An image could not be written")
        raise refusal("no_room") from None
    return name, size


def _register(image: Image) -> Image:
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:
        # A concurrent upload of the same file was faster.
        forget(image.file)
        known = Image.objects.get(sha256=image.sha256)
        known.was_known = True
        return known
    except BaseException:
        forget(image.file)
        raise
    renditions.make_first(image)
    return image


def forget(file: str) -> None:
    """Delete the files of an image that gets no row; if that fails, `private.sweep` does it."""
    with suppress(OSError):
        delete_files(file)
