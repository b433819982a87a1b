"""The action that makes an `Image` of an uploaded file."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File

from newsroom.images import renditions
from newsroom.images.intake import decode_limit, receiving
from newsroom.images.intake.decoding import Decoded, decode
from newsroom.images.intake.metadata import Texts
from newsroom.images.intake.refusals import refusal
from newsroom.images.models import Image, delete_files
from newsroom.images.storage import names

MASTER_QUALITY = 95
FILE_COLUMNS = ("file", "width", "height", "bytes", "sha256")
_WAIT_SECONDS = 30
ENDING = re.compile(r"\.(jpe?g|png|webp|avif|gif|heic|tiff?|bmp)$", re.IGNORECASE)


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
        title=receiving.title_from(uploaded_file.name, ENDING),
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
    data = receiving.content(uploaded_file, refusal)
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
    return Image.objects.filter(sha256=hashlib.sha256(receiving.content(uploaded_file, refusal)).hexdigest()).first()


def _write_master(decoded: Decoded) -> tuple[str, int]:
    name = names.new_master()
    picture = decoded.picture
    try:
        size = receiving.write(
            names.master(name),
            lambda file: picture.save(file, "JPEG", quality=MASTER_QUALITY, subsampling=0),
            refusal,
        )
    except MemoryError:
        raise refusal("memory") from None
    return name, size


def _register(image: Image) -> Image:
    if not receiving.save_row(image, forget=lambda: delete_files(image.file)):
        known = Image.objects.get(sha256=image.sha256)
        known.was_known = True
        return known
    renditions.make_first(image)
    return image


def forget(file: str) -> None:
    """Delete the files of an image that gets no row; if that fails, `private.sweep` does it."""
    with suppress(OSError):
        delete_files(file)
