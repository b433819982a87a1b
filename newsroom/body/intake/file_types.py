"""The type of an uploaded file by its bytes; its name and its declared type are not believed."""

import re
from typing import NamedTuple

from newsroom.body.intake import office, recordings
from newsroom.body.intake.refusals import refusal
from newsroom.body.models import AttachmentKind
from newsroom.images.intake.file_types import has_hidden_content


class FileType(NamedTuple):
    """What the newsroom stores of a type: `extension` names the content type as well."""

    kind: AttachmentKind
    extension: str


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"8BPS")
_PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"hevc")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = ((b"{\\rtf", "RTF"), (b"fLaC", "FLAC"), (b"0&\xb2u", "WMA"), (b"FLV\x01", "FLV"), (b"%!PS", "PostScript"))
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|iframe|object|embed|svg|\?php|\?xml)[\s>/:]", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PDF = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_END_WITHIN = 4096


def file_type(data: bytes, name: str) -> FileType:
    """Return the type of these bytes. Raises ValidationError with a sentence for any other than the accepted ones.

    The name decides only whether a plain text is a table.
    """
    _refuse_foreign(data)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return FileType(AttachmentKind.DOCUMENT, office.extension(data))
    if found := recordings.extension(data):
        if has_hidden_content(data):
            raise refusal("hidden_content")
        return FileType(AttachmentKind.VIDEO if found.has_video else AttachmentKind.AUDIO, found.extension)
    return _text(data, name)


def _refuse_foreign(data: bytes) -> None:
    """Raise the most exact refusal for bytes of a known type that is not accepted."""
    brand = data[8:12] if data[4:8] == b"ftyp" or data[:4] == b"RIFF" else b""
    if data.startswith(_PICTURES) or brand in (*_PICTURE_BRANDS, b"WEBP"):
        raise refusal("picture")
    if data.startswith(_PROGRAMS):
        raise refusal("program")
    if data.startswith(_ARCHIVES):
        raise refusal("archive")
    if data.startswith(_OLD_OFFICE):
        raise refusal("old_office")
    for mark, format_name in (*_NAMED, *((brand, name) for brand, name in recordings.FOREIGN_BRANDS)):
        if data.startswith(mark) or brand == mark:
            raise refusal("format", format=format_name)


def _pdf(data: bytes) -> FileType:
    if not _PDF.match(data) or b"%%EOF" not in data[-_PDF_END_WITHIN:]:
        raise refusal("broken")
    # The first bytes are the mark of a PDF itself. A launch action would start a program of the reader's machine.
    if has_hidden_content(data[8:]) or b"/Launch" in data:
        raise refusal("hidden_content")
    return FileType(AttachmentKind.DOCUMENT, "pdf")


def _text(data: bytes, name: str) -> FileType:
    if found := _MARKUP.search(data):
        raise refusal("svg" if found[0][1:4].lower() == b"svg" else "html")
    if b"\x00" in data:
        raise refusal("unknown")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("encoding" if _is_cyrillic(data) else "unknown") from None
    if _CONTROL.search(text):
        raise refusal("unknown")
    if not text.strip():
        raise refusal("empty")
    return FileType(AttachmentKind.DOCUMENT, "csv" if _is_table(text, name) else "txt")


def _is_cyrillic(data: bytes) -> bool:
    """Return whether the bytes look like a text in cp1251 rather than like no text at all."""
    return not re.search(rb"[\x00-\x08\x0e-\x1f\x7f\x98]", data)


def _is_table(text: str, name: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    return name.lower().endswith(".csv") and any(separator in first for separator in ",;\t")
