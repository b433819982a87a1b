"""Content codings of stored pages (RFC 9110, section 8.4)."""

import gzip
import re
from collections.abc import Sequence
from functools import lru_cache

import brotli

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
SUFFIXES = {BROTLI: ".br", GZIP: ".gz", IDENTITY: ""}
"""The ends of file names, as nginx's gzip_static and brotli_static expect them."""
GZIP_LEVEL = 6
# Level 11 takes 40 times as long for a tenth fewer bytes.
BROTLI_QUALITY = 5
ACCEPTED = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?")


def encode(content: bytes) -> dict[str, bytes]:
    """Return the forms of a text by coding. The order is that in which they are written: the plain form last."""
    if not content:
        return {IDENTITY: content}
    return {
        BROTLI: brotli.compress(content, quality=BROTLI_QUALITY),
        GZIP: gzip.compress(content, GZIP_LEVEL, mtime=0),
        IDENTITY: content,
    }


@lru_cache(maxsize=512)
def preferred(accept_encoding: str) -> Sequence[str]:
    """Return the codings to try for an Accept-Encoding header, the smallest form first, the plain form last."""
    allowed = {}
    for part in accept_encoding.lower().split(","):
        if match := ACCEPTED.fullmatch(part):
            allowed[match[1]] = (match[2] or "1").strip("0.") != ""
    everything = allowed.get("*", False)
    return (*(coding for coding in (BROTLI, GZIP) if allowed.get(coding, everything)), IDENTITY)
