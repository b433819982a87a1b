"""Drawing the variants of a picture, each once, and finding those that are drawn."""

from __future__ import annotations

import io
import logging
import math
import re
from pathlib import Path
from typing import BinaryIO

from PIL import Image as Pillow
from PIL.Image import Image as Picture
from PIL.Image import Resampling

from newsroom.images import geometry, storage
from newsroom.images.intake import decode_limit
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0
_FIRST = ("full", 640, "jpeg")
_QUALITY = 82
_SHARED_QUALITIES = (_QUALITY, 74, 66, 58, 50)
SHARED_BYTES = 280_000
"""What a picture beside a link may weigh: messengers leave out one of 300 KB (domain, section 5)."""
_NAME = re.compile(r"([a-z]{4,6})-([1-9][0-9]{2,3})\.(avif|jpeg)", re.ASCII)


def name(crop: str, width: int, fmt: str) -> str:
    """File name of a variant, the same in the private cache and in public addresses."""
    return f"{crop}-{width}.{fmt}"


def parse(filename: str) -> tuple[str, int, str] | None:
    """Crop, width and format out of such a name; None if it is no such name."""
    found = _NAME.fullmatch(filename)
    return (found[1], int(found[2]), found[3]) if found else None


def path(image: Image, crop: str, width: int, fmt: str) -> Path:
    """Where the variant lies once it is drawn."""
    return storage.renditions_folder(image.file, image.crop_version) / name(crop, width, fmt)


def make(image: Image, crop: str, width: int, fmt: str, wait_seconds: float = PATIENCE_SECONDS) -> Path:
    """The variant's private path, after drawing it if nobody has.

    Raises ValueError for a variant that does not belong to the picture, Busy if others keep
    the machine drawing for longer than `wait_seconds`, OSError if the disk refuses or the
    master is gone.
    """
    if not geometry.exists(image, crop, width, fmt):
        raise ValueError(f"no variant {name(crop, width, fmt)} of picture {image.pk}")
    target = path(image, crop, width, fmt)
    if target.exists():
        return target
    # One at a time for each picture, so that whoever waited finds it drawn.
    with storage.locked(target.parent, wait_seconds):
        if not target.exists():
            with decode_limit.place(wait_seconds):
                picture = _draw(image, crop, width)
                storage.write(target, lambda file: _encode(picture, crop, fmt, file))
    return target


def make_first(image: Image) -> None:
    """Draw the one small variant that every picture has from the start; a failure is only logged.

    All others are drawn when first asked for, and until then this one can stand in.
    """
    crop, wanted, fmt = _FIRST
    width = min(geometry.widths(image, crop), key=lambda known: abs(known - wanted))
    try:
        make(image, crop, width, fmt)
    except (OSError, Busy, MemoryError):
        logger.exception("The first small variant of picture %s was not drawn", image.pk)


def drawn(image: Image) -> list[Path]:
    """The variants that are drawn already."""
    folder = storage.renditions_folder(image.file, image.crop_version)
    return sorted(found for found in folder.glob("*") if parse(found.name))


def stand_in(image: Image, crop: str, width: int) -> Path | None:
    """The drawn variant that best replaces one that cannot be had now."""

    def distance(found: Path) -> tuple[bool, int]:
        its_crop, its_width, _ = parse(found.name) or ("", 0, "")
        return its_crop != crop, abs(its_width - width)

    return min(drawn(image), key=distance, default=None)


def _draw(image: Image, crop: str, width: int) -> Picture:
    area = geometry.box(image, crop)
    size = geometry.size(image, crop, width)
    with Pillow.open(storage.master(image.file), formats=("JPEG",)) as master:
        # Lets the decoder shrink by 2, 4 or 8 on the way: a fraction of the time and memory.
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
        file.write(_light(picture))
    else:
        file.write(_jpeg(picture, _QUALITY))


def _light(picture: Picture) -> bytes:
    """As good a JPEG as messengers take."""
    drawn = b""
    for quality in _SHARED_QUALITIES:
        drawn = _jpeg(picture, quality)
        if len(drawn) <= SHARED_BYTES:
            break
    return drawn


def _jpeg(picture: Picture, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, progressive=True, optimize=True)
    return file.getvalue()
