"""Decoding of uploaded bytes to a clean image: opaque sRGB, upright, without metadata."""

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

ACCEPTED_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_MAX_PROFILE_BYTES = 4 * 1024 * 1024
# An ordinary progressive JPEG has about ten. Each scan takes the time of the whole image.
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
    """A clean image and the texts in its file."""

    picture: Picture
    texts: metadata.Texts


def limit_decompression() -> None:
    """Make Pillow raise an error, not a warning, for images above MAX_PIXELS. Call it once, at start."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode(data: bytes) -> Decoded:
    """Return the clean image in these bytes, whatever its name and declared type are.

    Raises ValidationError with a sentence for anything but a complete still image of an accepted format and size.
    """
    opened = _open(data)
    if error := refusal_of_size(*opened.size):
        raise error
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        raise refusal("animated")
    if file_types.has_hidden_content(data):
        raise refusal("hidden_content")
    try:
        opened.load()
        texts = metadata.read(opened)
        picture = _upright(_srgb(opened), _orientation(opened))
    except MemoryError:
        raise refusal("memory") from None
    except Exception:  # noqa: BLE001 - decoders raise any exception on hostile bytes
        raise refusal("broken") from None
    picture.info = {}  # otherwise comments, profiles and EXIF would be saved again
    return Decoded(picture, texts)


def _open(data: bytes) -> ImageFile:
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > _MAX_JPEG_SCANS:
        raise refusal("broken")
    try:
        return Image.open(io.BytesIO(data), formats=ACCEPTED_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refusal("too_many_pixels", megapixels=str(MAX_PIXELS // 1_000_000)) from None
    except Exception:  # noqa: BLE001 - as above
        raise file_types.refusal_of_foreign(data) from None


def _srgb(picture: Picture) -> Picture:
    """Convert to opaque 8-bit sRGB on white."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = _on_white(picture)
    elif picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    if isinstance(profile, bytes) and 0 < len(profile) <= _MAX_PROFILE_BYTES:
        picture = _from_profile(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _on_white(picture: Picture) -> Picture:
    picture = picture.convert("RGBA")
    background = Image.new("RGB", picture.size, "white")
    background.paste(picture, mask=picture.getchannel("A"))
    return background


def _from_profile(picture: Picture, profile: bytes) -> Picture:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(source).startswith("sRGB"):
            return picture
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a profile of another colour model, or not a profile: convert without it
    return converted or picture


def _orientation(picture: Picture) -> int:
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF is ignored
        return 1


def _upright(picture: Picture, orientation: int) -> Picture:
    turn = _UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)
