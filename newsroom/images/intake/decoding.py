"""From bytes that somebody sent to a clean picture: opaque sRGB, upright, without metadata."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms
from PIL.Image import Image as Picture
from PIL.Image import Transpose
from PIL.ImageFile import ImageFile

from newsroom.images.intake import file_types, metadata
from newsroom.images.intake.refusals import MAX_PIXELS, refusal, refusal_of_size

TAKEN_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_MAX_PROFILE_BYTES = 4 * 1024 * 1024
# An ordinary progressive JPEG has about ten; each one walks over the whole picture again.
_MAX_JPEG_SCANS = 100
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Decoded:
    """A clean picture, and what its file said of itself."""

    picture: Picture
    described: metadata.Described


def forbid_bombs() -> None:
    """Make Pillow refuse what would unpack to more than we take, instead of warning; once, at start."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode(data: bytes) -> Decoded:
    """The clean picture in these bytes.

    Raises ValidationError with one sentence for anything that is not a whole, still picture of
    a taken format and size. Never trusts a name or a declared type.
    """
    opened = _open(data)
    if error := refusal_of_size(*opened.size):
        raise error
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        raise refusal("animated")
    if file_types.is_stuffed(data):
        raise refusal("stuffed")
    try:
        opened.load()
        described = metadata.read(opened)
        picture = _upright(_srgb(opened), _orientation(opened))
    except MemoryError:
        raise refusal("memory") from None
    except Exception:  # noqa: BLE001 - decoders raise anything over hostile bytes
        raise refusal("broken") from None
    picture.info = {}  # comments, profiles and EXIF would be written out again from here
    return Decoded(picture, described)


def _open(data: bytes) -> ImageFile:
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > _MAX_JPEG_SCANS:
        raise refusal("broken")
    try:
        return Image.open(io.BytesIO(data), formats=TAKEN_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refusal("too_many_pixels", megapixels=str(MAX_PIXELS // 1_000_000)) from None
    except Exception:  # noqa: BLE001 - as above; what it is instead is said by its first bytes
        raise file_types.refusal_of_foreign(data) from None


def _srgb(picture: Picture) -> Picture:
    """The same picture as opaque 8-bit sRGB; transparency becomes white paper."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = _on_paper(picture)
    elif picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    if isinstance(profile, bytes) and 0 < len(profile) <= _MAX_PROFILE_BYTES:
        picture = _by_profile(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _on_paper(picture: Picture) -> Picture:
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _by_profile(picture: Picture, profile: bytes) -> Picture:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(source).startswith("sRGB"):
            return picture
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a profile of another colour model, or none at all: the plain conversion is left
    return converted or picture


def _orientation(picture: Picture) -> int:
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF is no reason to refuse the picture
        return 1


def _upright(picture: Picture, orientation: int) -> Picture:
    turn = _UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)
