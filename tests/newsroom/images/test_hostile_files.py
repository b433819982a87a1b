"""Files that are refused, each with its own sentence."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from newsroom.images.intake import uploads
from newsroom.images.intake.decoding import decode
from newsroom.images.intake.refusals import MAX_BYTES, SENTENCES
from newsroom.images.models import Image
from tests.newsroom.images.files import encoded, quarters, upload_file

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SCRIPT = b"<script>fetch('/admin/')</script>"
SVG = b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PAGE = b"\n <!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + png_chunk(b"IEND", b"")
    )


def bomb() -> bytes:
    """Return a hundred empty megapixels in 130 KB."""
    rows = zlib.compress(b"\x00" * (10_000 * 10_001 // 8))
    header = struct.pack(">IIBBBBB", 10_000, 10_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def with_archive() -> bytes:
    file = io.BytesIO(encoded(quarters()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("payload.js", "alert(1)")
    return file.getvalue()


def moving(fmt: str) -> bytes:
    frames = [quarters(), quarters().rotate(180)]
    return encoded(frames[0], fmt, save_all=True, append_images=frames[1:])


def many_scans() -> bytes:
    data = encoded(quarters(), progressive=True)
    start = data.index(b"\xff\xda")
    return data[:start] + data[start:-2] * 20 + data[-2:]


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "too many bytes": ("too_big", lambda: encoded(quarters()) + b"\x00" * MAX_BYTES),
    "svg": ("svg", lambda: SVG),
    "svg in utf-16": ("svg", lambda: b"\xff\xfe" + b"<svg onload=alert(1)>"),
    "page": ("html", lambda: PAGE),
    "script": ("html", lambda: SCRIPT),
    "php": ("html", lambda: b"<?php system($_GET['c']); ?>"),
    "text": ("unknown", lambda: "Просто текст".encode()),
    "noise": ("unknown", lambda: bytes(range(256)) * 100),
    "gif": ("format", lambda: encoded(quarters().quantize(), "GIF")),
    "gif and script": ("format", lambda: b"GIF89a/*" + b"\x00" * 100 + b"*/=1;" + SCRIPT),
    "bmp": ("format", lambda: encoded(quarters(), "BMP")),
    "tiff": ("format", lambda: encoded(quarters(), "TIFF")),
    "pdf": ("format", lambda: b"%PDF-1.7\n" + b"\x00" * 500),
    "archive": ("format", lambda: b"PK\x03\x04" + b"\x00" * 500),
    "heic": ("format", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 500),
    "postscript": ("unknown", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n"),
    "jpeg cut short": ("broken", lambda: encoded(quarters((2000, 2000)))[:-20_000]),
    "jpeg of its first bytes": ("broken", lambda: encoded(quarters())[:200]),
    "png cut short": ("broken", lambda: encoded(quarters(), "PNG")[:-700]),
    "webp cut short": ("broken", lambda: encoded(quarters(), "WEBP")[:300]),
    "avif cut short": ("broken", lambda: encoded(quarters(), "AVIF")[:300]),
    "jpeg with a hundred scans": ("broken", many_scans),
    "png with wrong pixels": ("broken", lambda: png_that_says(500, 500)),
    "jpeg and script": ("hidden_content", lambda: encoded(quarters(), comment=SCRIPT)),
    "jpeg and page": ("hidden_content", lambda: encoded(quarters()) + PAGE),
    "png and php": ("hidden_content", lambda: encoded(quarters(), "PNG") + b"<?PHP evil();"),
    "jpeg and pdf": ("hidden_content", lambda: encoded(quarters(), comment=b"%PDF-1.4 trailer")),
    "jpeg and archive": ("hidden_content", with_archive),
    "moving png": ("animated", lambda: moving("PNG")),
    "moving webp": ("animated", lambda: moving("WEBP")),
    "moving avif": ("animated", lambda: moving("AVIF")),
    "one pixel": ("too_small", lambda: encoded(Pillow.new("RGB", (1, 1)))),
    "small": ("too_small", lambda: encoded(quarters((199, 400)))),
    "one to thirty thousand": ("too_long", lambda: encoded(Pillow.new("RGB", (1, 30_000)))),
    "panorama without end": ("too_long", lambda: encoded(Pillow.new("RGB", (3000, 250)))),
    "pixel flood": ("too_many_pixels", lambda: png_that_says(60_000, 60_000)),
    "just too many": ("too_many_pixels", lambda: png_that_says(10_000, 6_001)),
    "bomb": ("too_many_pixels", bomb),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_its_own_sentence(name: str, media: Path):
    reason, make = HOSTILE[name]
    with pytest.raises(ValidationError) as error:
        uploads.accept(SimpleUploadedFile("снимок.jpg", make(), "image/jpeg"), by=None)
    assert error.value.code == reason
    assert all("%(" not in sentence for sentence in error.value.messages)
    assert not Image.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_all_sentences_differ():
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(SENTENCES)


def test_the_declared_type_and_the_name_are_ignored():
    image = uploads.accept(SimpleUploadedFile("x.exe", encoded(quarters(), "PNG"), "application/x-msdownload"), by=None)
    assert image.file.endswith(".jpg")


def test_bytes_after_the_image_are_dropped(media: Path):
    image = uploads.accept(upload_file(encoded(quarters()) + b"ftypmp42 motion of a phone"), by=None)
    assert image.pk
    assert all(b"ftypmp42" not in path.read_bytes() for path in media.rglob("*.jp*g"))


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_damaged_files_are_accepted_or_refused_without_an_error(fmt: str):
    data = encoded(quarters((300, 300)), fmt)
    for place in range(0, len(data), max(1, len(data) // 60)):
        damaged = data[:place] + bytes([data[place] ^ 0xFF]) + b"\xff\x00" + data[place + 3 :]
        with suppress(ValidationError):
            decode(damaged)
