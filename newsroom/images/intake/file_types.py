"""What a file is by its first bytes, when it is none of the formats we take."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from newsroom.images.intake.refusals import refusal

_TAKEN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
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
# Short marks would turn up by chance among megabytes of compressed pixels; these do not.
_STUFFING = (b"<script", b"<html>", b"<!doctype html", b"<?php", b"%pdf-1.", b"__halt_compiler();", b"rar!\x1a\x07")
_ZIP_END = b"PK\x05\x06"
_ZIP_END_WITHIN = 66_000


def refusal_of_foreign(data: bytes) -> ValidationError:
    """The refusal for bytes that could not be opened as a picture, as exact as they allow."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    if start.startswith(b"<") and b"<svg" in start:
        return refusal("svg")
    if start.startswith(b"<") and any(mark in start for mark in _HTML):
        return refusal("html")
    brand = data[8:12] if data[4:8] == b"ftyp" else b""
    if brand in _HEIC_BRANDS and not any(known in data[16:64] for known in _AVIF_BRANDS):
        return refusal("format", format="HEIC")
    riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if data.startswith(_TAKEN) or riff or brand in (*_AVIF_BRANDS, *_HEIC_BRANDS):
        return refusal("broken")
    for mark, name in _NAMED:
        if data.startswith(mark):
            return refusal("format", format=name)
    return refusal("unknown")


def is_stuffed(data: bytes) -> bool:
    """Whether a picture is at the same time a page, a script, a document or an archive.

    Nothing of the uploaded bytes is kept anyway; whoever made such a file wants something else
    than to show a picture, or does not know what he was given.
    """
    lowered = data.lower()
    return any(mark in lowered for mark in _STUFFING) or _ZIP_END in data[-_ZIP_END_WITHIN:]
