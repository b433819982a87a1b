"""Sends a file, or the part of it that a player asks for (RFC 9110, 14)."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images import responses
from newsroom.images.storage import media
from newsroom.images.storage.base import Content
from newsroom.images.storage.content_types import content_type, is_shown_in_page

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_CHUNK_BYTES = 64 * 1024


class _Part:
    """So many bytes of an open file from its present place, in chunks."""

    def __init__(self, content: Content, length: int) -> None:
        self._content, self._left = content, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (chunk := self._content.read(min(_CHUNK_BYTES, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._content.close()


def send(request: HttpRequest, attachment: Attachment, tag: str) -> HttpResponseBase:
    """Return the file, one part of it, 304 or 416. Raises FileNotFoundError, and OSError if the storage fails.

    Its type is the stored one, not guessed by the browser; documents are only downloaded, never shown on this site.
    """
    response = _answer(request, attachment, tag)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    if not is_shown_in_page(attachment.file):
        response["Content-Disposition"] = f'attachment; filename="{files.public_name(attachment)}"'
    return response


def send_private(request: HttpRequest, pk: int, *, caching: str) -> HttpResponseBase:
    """Return the private file for somebody who may open it, with `caching` as its Cache-Control.

    Raise Http404 if the row or the file is missing.
    """
    attachment = get_object_or_404(Attachment, pk=pk)
    try:
        response = send(request, attachment, f'"{attachment.sha256}"')
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = caching
    return response


def _answer(request: HttpRequest, attachment: Attachment, tag: str) -> HttpResponseBase:
    if responses.is_known(request, tag):
        return HttpResponseNotModified()
    wanted = _range(request, attachment.bytes, tag)
    if wanted is not None and not wanted:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{attachment.bytes}"})
    part = wanted or range(attachment.bytes)
    content = media.read(files.private_name(attachment), wanted)
    headers = {"Content-Length": str(len(part))}
    if wanted:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{attachment.bytes}"
    return StreamingHttpResponse(
        _Part(content, len(part)),
        status=206 if wanted else 200,
        content_type=content_type(attachment.file),
        headers=headers,
    )


def _range(request: HttpRequest, size: int, tag: str) -> range | None:
    """Return the part that is asked for; empty if it is outside the file, None if the whole file is to be sent."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", tag) != tag:
        return None
    if not asked[1]:
        return range(max(size - int(asked[2]), 0), size)
    start, last = int(asked[1]), int(asked[2] or size - 1)
    if asked[2] and last < start:
        return None
    return range(min(start, size), min(last + 1, size))
