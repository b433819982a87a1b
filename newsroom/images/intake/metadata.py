"""The caption and the credit that a photographer or an agency wrote into the file."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from newsroom.utils.text import clean_line, clean_text

# Record and data set numbers of the IPTC Information Interchange Model 4.2.
_CAPTION = ((2, 120),)
_CREDIT = ((2, 80), (2, 110))
# What cameras write by themselves, everywhere and about nothing.
_CAMERA_NOISE = {
    "olympus digital camera",
    "digital camera",
    "sony dsc",
    "kodak digital still camera",
    "samsung camera pictures",
    "exif_jpeg_picture",
    "default",
    "picture",
    "untitled",
}


@dataclass(frozen=True)
class Described:
    """What a file says of itself, cleaned; empty where it says nothing."""

    caption: str = ""
    credit: str = ""


def read(picture: ImageFile) -> Described:
    """Caption and credit from IPTC or else from EXIF; any damage there counts as silence."""
    try:
        iptc = IptcImagePlugin.getiptcinfo(picture) or {}
        exif = picture.getexif()
        caption = _first(iptc, _CAPTION) or _exif_text(exif.get(ExifTags.Base.ImageDescription))
        credit = _joined(iptc, _CREDIT) or _exif_text(exif.get(ExifTags.Base.Artist))
    except Exception:  # noqa: BLE001 - hostile bytes raise anything, and nothing here is worth an upload
        return Described()
    return Described(
        caption=clean_text(_sense(caption))[:1000].rstrip(),
        credit=clean_line(_sense(credit))[:200].rstrip(),
    )


def _first(iptc: dict[tuple[int, int], bytes | list[bytes]], keys: tuple[tuple[int, int], ...]) -> str:
    for key in keys:
        value = iptc.get(key, b"")
        for part in value if isinstance(value, list) else [value]:
            if text := _decoded(part):
                return text
    return ""


def _joined(iptc: dict[tuple[int, int], bytes | list[bytes]], keys: tuple[tuple[int, int], ...]) -> str:
    parts = [clean_line(_first(iptc, (key,))) for key in keys]
    return " / ".join(dict.fromkeys(part for part in parts if part))


def _exif_text(value: object) -> str:
    # The decoder hands EXIF text over as Latin-1; what was written is nearly always UTF-8 or cp1251.
    return _decoded(value.encode("latin-1", "ignore")) if isinstance(value, str) else ""


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "ignore")


def _sense(text: str) -> str:
    return "" if text.strip(" \x00").lower() in _CAMERA_NOISE else text
