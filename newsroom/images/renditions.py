"""Rendering of crops and sizes of an image, each once."""

from __future__ import annotations

import io
import logging
import math
import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image as Pillow
from PIL.Image import Image as Picture
from PIL.Image import Resampling

from newsroom.images import sizes
from newsroom.images.intake import decode_limit
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway
from newsroom.images.storage.locks import locked

logger = logging.getLogger(__name__)

MAX_WAIT_SECONDS = 30.0
_FIRST = ("full", 640, "jpeg")
_QUALITY = 82
_SOCIAL_QUALITIES = (_QUALITY, 74, 66, 58, 50)
MAX_SOCIAL_BYTES = 280_000
"""Greatest size of an Open Graph image: messengers ignore larger ones, from 300 KB."""
_NAME = re.compile(r"([a-z]{4,6})-([1-9][0-9]{2,3})\.(avif|jpeg)", re.ASCII)


def name(crop: str, width: int, fmt: str) -> str:
    """Return the last part of the name of a rendition, the same in private names and public URLs."""
    return f"{crop}-{width}.{fmt}"


def parse(filename: str) -> tuple[str, int, str] | None:
    """Return crop, width and format from the name of a rendition, or None for any other name."""
    found = _NAME.fullmatch(filename)
    return (found[1], int(found[2]), found[3]) if found else None


def private_name(image: Image, crop: str, width: int, fmt: str) -> str:
    """Return the private name of a rendition, rendered already or not."""
    return f"{names.renditions_folder(image.file, image.crop_version)}/{name(crop, width, fmt)}"


def make(image: Image, crop: str, width: int, fmt: str, wait_seconds: float = MAX_WAIT_SECONDS) -> str:
    """Return the private name of a rendition, after rendering it if necessary.

    Raises ValueError for a rendition that the image does not have, Busy if no rendering slot is free within
    `wait_seconds`, OSError if the storage fails or the master is missing.
    """
    if not sizes.exists(image, crop, width, fmt):
        raise ValueError(f"no rendition {name(crop, width, fmt)} of image {image.pk}")
    target = private_name(image, crop, width, fmt)
    if media.exists(target):
        return target
    # One at a time for each image, so that concurrent requests render it once.
    with locked(lock_folder(image), wait_seconds):
        if not media.exists(target):
            with decode_limit.slot(wait_seconds):
                picture = _render(image, crop, width)
                media.write(target, lambda file: _encode(picture, crop, fmt, file))
    return target


def lock_folder(image: Image) -> Path:
    """Return the folder that is locked while the image is rendered; a few images share one."""
    return Path(settings.VAR_DIR, "locks", names.key(image.file)[:3])


def make_first(image: Image) -> None:
    """Render the small rendition that replaces others until they are rendered. Errors are only logged."""
    crop, wanted, fmt = _FIRST
    width = min(sizes.widths(image, crop), key=lambda known: abs(known - wanted))
    try:
        make(image, crop, width, fmt)
    except StorageAway:
        pass  # logged by the storage
    except (OSError, Busy, MemoryError):
        logger.exception("The first rendition of image %s failed", image.pk)


def existing(image: Image) -> list[str]:
    """Return the private names of the renditions that exist already. Raises OSError."""
    found = media.files(names.renditions_folder(image.file, image.crop_version))
    return sorted(file.name for file in found if parse(names.last(file.name)))


def substitute(image: Image, crop: str, width: int) -> str | None:
    """Return the existing rendition that is most similar to the wanted one, or None. Raises OSError."""

    def distance(found: str) -> tuple[bool, int]:
        its_crop, its_width, _ = parse(names.last(found)) or ("", 0, "")
        return its_crop != crop, abs(its_width - width)

    return min(existing(image), key=distance, default=None)


def _render(image: Image, crop: str, width: int) -> Picture:
    area = sizes.box(image, crop)
    size = sizes.size(image, crop, width)
    with media.read(names.master(image.file)) as file, Pillow.open(file, formats=("JPEG",)) as master:
        # Lets the decoder scale by 1/2, 1/4 or 1/8, in a fraction of the time and memory.
        shrink = size[0] / area.width
        master.draft("RGB", (math.ceil(image.width * shrink), math.ceil(image.height * shrink)))
        across, down = master.width / image.width, master.height / image.height
        return master.resize(
            size,
            Resampling.LANCZOS,
            box=(
                area.left * across,
                area.top * down,
                (area.left + area.width) * across,
                (area.top + area.height) * down,
            ),
            reducing_gap=3.0,
        )


def _encode(picture: Picture, crop: str, fmt: str, file: BinaryIO) -> None:
    picture.info = {}
    if fmt == "avif":
        picture.save(file, "AVIF", quality=55, speed=8)
    elif crop == "social":
        file.write(_social_jpeg(picture))
    else:
        file.write(_jpeg(picture, _QUALITY))


def _social_jpeg(picture: Picture) -> bytes:
    """Return the best JPEG that messengers accept."""
    data = b""
    for quality in _SOCIAL_QUALITIES:
        data = _jpeg(picture, quality)
        if len(data) <= MAX_SOCIAL_BYTES:
            break
    return data


def _jpeg(picture: Picture, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, progressive=True, optimize=True)
    return file.getvalue()
