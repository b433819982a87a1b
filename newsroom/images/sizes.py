"""The renditions of an image: crops, widths and formats.

Pure arithmetic, no files. Only renditions listed here are ever rendered, whatever a URL asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

WIDTHS = (320, 640, 960, 1280, 1920)
LEAD_WIDTH, LEAD_HEIGHT = 1200, 630
"""What a lead picture needs: smaller ones are enlarged, and search engines show them small."""
FORMATS = ("avif", "jpeg")


@dataclass(frozen=True)
class Crop:
    """A ratio of width to height (None keeps the image's own) and the widths that are rendered.

    An exact crop has these widths even if the image is smaller and must be enlarged.
    """

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    is_exact: bool = False


CROPS: dict[str, Crop] = {
    "full": Crop(None, WIDTHS),
    "card": Crop((3, 2), (320, 640, 960, 1280)),
    "square": Crop((1, 1), (160, 320, 640)),
    "social": Crop((1200, 630), (1200,), is_exact=True),
    "wide": Crop((16, 9), (320, 640)),
    "screen": Crop((4, 3), (320, 640)),
    "tall": Crop((4, 5), (320, 640)),
}


class HasFocalPoint(Protocol):
    """Size and focal point, as `models.Image` has them."""

    width: int
    height: int
    focal_x: float
    focal_y: float


@dataclass(frozen=True)
class Box:
    """A rectangle of the master, in pixels."""

    left: int
    top: int
    width: int
    height: int


def box(image: HasFocalPoint, crop: str) -> Box:
    """Return the largest rectangle of the crop's ratio, centred as near to the focal point as possible.

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


def widths(image: HasFocalPoint, crop: str) -> tuple[int, ...]:
    """Return the ascending widths at which the image is rendered, none wider than the image unless the crop is exact.

    The widest is the crop's last width or the width of a smaller image. A width within a tenth of the widest is left
    out, because both would be almost the same file.
    """
    steps = CROPS[crop].widths
    if CROPS[crop].is_exact:
        return steps
    widest = min(box(image, crop).width, steps[-1])
    return (*(step for step in steps if step * 10 <= widest * 9), widest)


def size(image: HasFocalPoint, crop: str, width: int) -> tuple[int, int]:
    """Return width and height in pixels of the rendition with this width."""
    shape = CROPS[crop]
    if shape.is_exact and shape.ratio is not None:
        across, down = shape.ratio
        return width, round(width * down / across)
    area = box(image, crop)
    return width, max(1, round(width * area.height / area.width))


def exists(image: HasFocalPoint, crop: str, width: int, fmt: str) -> bool:
    """Return whether the image has such a rendition, rendered already or not."""
    return crop in CROPS and fmt in FORMATS and width in widths(image, crop)
