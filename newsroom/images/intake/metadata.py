"""Caption and credit from the IPTC or EXIF data of a file."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from newsroom.utils.text import clean_line, clean_text

# Record and data set numbers of the IPTC Information Interchange Model 4.2.
_CAPTION = ((2, 120),)
_CREDIT = ((2, 80), (2, 110))
# Captions that cameras write by themselves.
_CAMERA_CAPTIONS = {
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
class Texts:
    """The normalised texts of a file, empty if it has none."""

    caption: str = ""
    credit: str = ""


def read(picture: ImageFile) -> Texts:
    """Return caption and credit from IPTC or else from EXIF; damaged data count as missing."""
    try:
        iptc = IptcImagePlugin.getiptcinfo(picture) or {}
        exif = picture.getexif()
        caption = _first(iptc, _CAPTION) or _exif_text(exif.get(ExifTags.Base.ImageDescription))
        credit = _joined(iptc, _CREDIT) or _exif_text(exif.get(ExifTags.Base.Artist))
    except Exception:  # noqa: BLE001 - decoders raise any exception on hostile bytes
        return Texts()
    return Texts(
        caption=clean_text(_meaningful(caption))[:1000].rstrip(),
        credit=clean_line(_meaningful(credit))[:200].rstrip(),
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
    # Pillow decodes EXIF text as Latin-1, but files nearly always have UTF-8 or cp1251.
    return _decoded(value.encode("latin-1", "ignore")) if isinstance(value, str) else ""


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "ignore")


def _meaningful(text: str) -> str:
    return "" if text.strip(" \x00").lower() in _CAMERA_CAPTIONS else text
