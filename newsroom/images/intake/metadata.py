"""Caption, credit and description from the IPTC, XMP or EXIF data of a file."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from newsroom.images.intake import xmp
from newsroom.utils.text import clean_line, clean_text

Iptc = dict[tuple[int, int], bytes | list[bytes]]
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
    alt: str = ""


def read(picture: ImageFile) -> Texts:
    """Return the texts from IPTC, or else from XMP, or else from EXIF; damaged data count as missing."""
    iptc, packet, exif = _iptc(picture), _xmp(picture), _exif(picture)
    caption = _first(iptc, _CAPTION) or _property(packet, xmp.CAPTION) or exif.caption
    credit = _joined(iptc, _CREDIT) or _credit(packet) or exif.credit
    return Texts(
        caption=clean_text(_meaningful(caption))[:1000].rstrip(),
        credit=clean_line(_meaningful(credit))[:200].rstrip(),
        alt=clean_line(_property(packet, xmp.ALT))[:500].rstrip(),
    )


def _iptc(picture: ImageFile) -> Iptc:
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except Exception:  # noqa: BLE001 - decoders raise any exception on hostile bytes
        return {}


def _xmp(picture: ImageFile) -> dict[str, str]:
    try:
        return xmp.read(picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp"))
    except Exception:  # noqa: BLE001 - as above
        return {}


def _exif(picture: ImageFile) -> Texts:
    try:
        exif = picture.getexif()
        return Texts(_exif_text(exif.get(ExifTags.Base.ImageDescription)), _exif_text(exif.get(ExifTags.Base.Artist)))
    except Exception:  # noqa: BLE001 - as above
        return Texts()


def _property(packet: dict[str, str], names: tuple[str, ...]) -> str:
    return next((packet[name] for name in names if packet.get(name)), "")


def _credit(packet: dict[str, str]) -> str:
    parts = [clean_line(packet.get(name, "")) for name in xmp.CREDIT]
    return " / ".join(dict.fromkeys(part for part in parts if part))


def _first(iptc: Iptc, keys: tuple[tuple[int, int], ...]) -> str:
    for key in keys:
        value = iptc.get(key, b"")
        for part in value if isinstance(value, list) else [value]:
            if text := _decoded(part):
                return text
    return ""


def _joined(iptc: Iptc, keys: tuple[tuple[int, int], ...]) -> str:
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
