"""Files made for the tests, as small as their types allow."""

import io
import itertools
import wave
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.body.intake import uploads
from newsroom.body.models import Attachment

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_numbers = itertools.count()


def pdf(inside: bytes = b"") -> bytes:
    """Return a PDF; no two are equal."""
    return b"%%PDF-1.7\n%% %d\n%s\ntrailer <<>>\n%%%%EOF\n" % (next(_numbers), inside)


def zip_of(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(parts: dict[str, bytes | str] | None = None, main: str = "word/document.xml") -> bytes:
    """Return a DOCX with further parts, or another document of the family by its main part."""
    return zip_of({"[Content_Types].xml": "<Types/>", main: "<document/>", **(parts or {})})


def odt(kind: str = "text", parts: dict[str, bytes | str] | None = None) -> bytes:
    """Return an OpenDocument."""
    return zip_of({"mimetype": OPEN_DOCUMENT + kind, "content.xml": "<document/>", **(parts or {})})


def wav(seconds: float = 0.1) -> bytes:
    """Return silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * int(8000 * seconds)))
    return file.getvalue()


MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
MP3 = MP3_FRAME * 4
TAGGED_MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10) + bytes(30) + MP3
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(40)


def box(name: bytes, content: bytes = b"") -> bytes:
    """Return a box of an MP4."""
    return (len(content) + 8).to_bytes(4) + name + content


def mp4(brand: bytes = b"isom", handler: bytes = b"vide", inside: bytes = bytes(64)) -> bytes:
    """Return a video, or with the handler `soun` a recording."""
    moov = box(b"moov", box(b"hdlr", bytes(8) + handler + bytes(12)))
    return box(b"ftyp", brand + bytes(8)) + moov + box(b"mdat", inside)


def webm(codec: bytes = b"V_VP9", kind: bytes = b"webm") -> bytes:
    """Return a video, or with an audio codec a recording."""
    return b"\x1aE\xdf\xa3\x9f" + b"\x42\x82" + bytes([0x80 + len(kind)]) + kind + bytes(40) + codec + bytes(60)


def upload_file(data: bytes, name: str = "решение.pdf") -> SimpleUploadedFile:
    """Return an uploaded file."""
    return SimpleUploadedFile(name, data, "application/octet-stream")


def stored_file(data: bytes = b"", name: str = "Решение суда.pdf") -> Attachment:
    """Return a stored file, by default a PDF."""
    return uploads.accept(upload_file(data or pdf(), name), by=None)


def body_with(*attachments: Attachment) -> str:
    """Return a body that shows these files."""
    blocks = (f'<figure data-file="{one.pk}"><figcaption></figcaption></figure>' for one in attachments)
    return "<p>Суд решил дело.</p>" + "".join(blocks)
