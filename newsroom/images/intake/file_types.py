"""Detection of files that are not accepted images, by their bytes."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from newsroom.images.intake.refusals import refusal

_ACCEPTED = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_NAMED = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "PSD"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<?php", b"<iframe")
# Long enough not to occur by chance in megabytes of compressed pixels.
_EMBEDDED_MARKS = (
    b"<script",
    b"<html>",
    b"<!doctype html",
    b"<?php",
    b"%pdf-1.",
    b"__halt_compiler();",
    b"rar!\x1a\x07",
)
_ZIP_END = b"PK\x05\x06"
_ZIP_END_WITHIN = 66_000


def refusal_of_foreign(data: bytes) -> ValidationError:
    """Return the most exact refusal for bytes that could not be decoded."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    if start.startswith(b"<") and b"<svg" in start:
        return refusal("svg")
    if start.startswith(b"<") and any(mark in start for mark in _HTML):
        return refusal("html")
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    if brand in _HEIC_BRANDS and not any(known in data[16:64] for known in _AVIF_BRANDS):
        return refusal("format", format="HEIC")
    riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if data.startswith(_ACCEPTED) or riff or brand in (*_AVIF_BRANDS, *_HEIC_BRANDS):
        return refusal("broken")
    for mark, name in _NAMED:
        if data.startswith(mark):
            return refusal("format", format=name)
    return refusal("unknown")


def has_hidden_content(data: bytes) -> bool:
    """Return whether an image file also contains a page, a script, a document or an archive.

    The uploaded bytes are not kept, but such a file is either an attack or not what its sender believes.
    """
    lowered = data.lower()
    return any(mark in lowered for mark in _EMBEDDED_MARKS) or _ZIP_END in data[-_ZIP_END_WITHIN:]
