"""Which variants of a picture exist, and which part of it each of them shows.

Pure arithmetic, no files. Everything that may be asked for by address is listed here, so that
nobody can make the machine draw a variant of his own choosing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = ("avif", "jpeg")


@dataclass(frozen=True)
class Crop:
    """A shape: width to height (None keeps the picture's own), and the widths it is made at.

    An exact one has these widths of a smaller picture too, enlarged: whoever asks for it takes no other.
    """

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    is_exact: bool = False


CROPS: dict[str, Crop] = {
    "full": Crop(None, WIDTHS),
    "card": Crop((3, 2), (320, 640, 960, 1280)),
    "square": Crop((1, 1), (160, 320, 640)),
    "social": Crop((1200, 630), (1200,), is_exact=True),
}


class Framed(Protocol):
    """What the arithmetic needs to know of a picture; `models.Image` is one."""

    width: int
    height: int
    focal_x: float
    focal_y: float


@dataclass(frozen=True)
class Box:
    """A rectangle of the original, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def box(image: Framed, crop: str) -> Box:
    """The largest rectangle of the crop's shape, its middle as near the focal point as fits.

    Raises KeyError for a crop that is not in CROPS.
    """
    ratio = CROPS[crop].ratio
    if ratio is None:
        return Box(0, 0, image.width, image.height)
    across, down = ratio
    width = min(image.width, max(1, round(image.height * across / down)))
    height = min(image.height, max(1, round(image.width * down / across)))
    return Box(
        _start(image.focal_x, width, image.width),
        _start(image.focal_y, height, image.height),
        width,
        height,
    )


def _start(focal: float, length: int, available: int) -> int:
    return min(max(round(focal * available - length / 2), 0), available - length)


def widths(image: Framed, crop: str) -> tuple[int, ...]:
    """Widths at which this picture is made, ascending; never wider than the picture itself, but for an exact crop.

    The widest is the crop's last width or, for a smaller picture, the width it has. A step
    within a tenth of the widest is left out: it would be the same picture twice.
    """
    steps = CROPS[crop].widths
    if CROPS[crop].is_exact:
        return steps
    widest = min(box(image, crop).width, steps[-1])
    return (*(step for step in steps if step * 10 <= widest * 9), widest)


def size(image: Framed, crop: str, width: int) -> tuple[int, int]:
    """Width and height in pixels of the variant of this width."""
    shape = CROPS[crop]
    if shape.is_exact and shape.ratio is not None:
        across, down = shape.ratio
        return width, round(width * down / across)
    area = box(image, crop)
    return width, max(1, round(width * area.height / area.width))


def exists(image: Framed, crop: str, width: int, fmt: str) -> bool:
    """Whether such a variant belongs to the picture at all, drawn already or not."""
    return crop in CROPS and fmt in FORMATS and width in widths(image, crop)
