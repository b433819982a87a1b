"""The public view of renditions."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase

from newsroom.images import public, renditions, sizes, storage
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from newsroom.utils.http_methods import read_only

logger = logging.getLogger(__name__)

CONTENT_TYPES = {"avif": "image/avif", "jpeg": "image/jpeg"}
# Short, because an image may be withdrawn. After it a cache asks again, which costs a 304.
_CACHED = "public, max-age=600, must-revalidate"
_MAX_WAIT_SECONDS = 2.0
# Requests that may wait for a rendering; others get a substitute at once, so that a new page with twenty images never
# occupies all threads of the server.
_waiting = threading.BoundedSemaphore(3)


@read_only
def rendition(request: HttpRequest, token: str, version: str, crop: str, width: str, fmt: str) -> HttpResponseBase:
    """Send a rendition, and render it on the first request.

    Only renditions of public images and of the widths in `sizes` are rendered. URLs of an earlier crop redirect to
    the present one.
    """
    folder = f"{token}-{version}"
    name = renditions.name(crop, int(width), fmt)
    ready = storage.public_root() / folder / name
    if ready.is_file():
        return _cacheable(request, ready, folder)
    image = Image.objects.filter(public_token=token).first()
    if image is None or not sizes.exists(image, crop, int(width), fmt):
        return _not_found()
    if version != str(image.crop_version):
        return _moved(public.address(image, crop, int(width), fmt))
    return _render(request, image, crop, int(width), fmt)


@read_only
def not_found(request: HttpRequest) -> HttpResponse:
    """Answer any other URL below `/media/`."""
    return _not_found()


def private_rendition(image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    """Send a rendition of any image. The caller has checked the permission."""
    try:
        return send(renditions.make(image, crop, width, fmt))
    except (OSError, MemoryError, Busy):
        logger.exception("A rendition of image %s failed", image.pk)
        return _substitute(image, crop, width)


def send(path: Path) -> FileResponse:
    """Return a response with the file; its type is that of the ending and not guessed by the browser."""
    response = FileResponse(path.open("rb"), content_type=CONTENT_TYPES[path.suffix[1:]])
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _render(request: HttpRequest, image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    try:
        path = _make(image, crop, width, fmt)
    except (OSError, MemoryError, Busy) as error:
        if not isinstance(error, Busy):
            logger.exception("A rendition of image %s failed", image.pk)
        return _substitute(image, crop, width)
    try:
        public_path: Path | None = public.add_rendition(image, path)
    except OSError:
        logger.exception("A rendition of image %s was not copied to its public folder", image.pk)
        public_path = None
    # Withdrawn while it was rendered: this request may have recreated the folder.
    if not public.is_current(image):
        public.remove_folder(public.folder_name(image))
        return _not_found()
    return _cacheable(request, public_path, public.folder_name(image)) if public_path else _uncached(path)


def _make(image: Image, crop: str, width: int, fmt: str) -> Path:
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        return renditions.make(image, crop, width, fmt, wait_seconds=_MAX_WAIT_SECONDS)
    finally:
        _waiting.release()


def _substitute(image: Image, crop: str, width: int) -> HttpResponseBase:
    """Send another rendition, or 503 if there is none."""
    other = renditions.substitute(image, crop, width)
    if other is not None:
        return _uncached(other)
    response = HttpResponse(status=503, content_type="text/plain")
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def _cacheable(request: HttpRequest, path: Path, folder: str) -> HttpResponseBase:
    tag = f'"{folder}-{path.name}"'
    response: HttpResponseBase
    try:
        response = HttpResponseNotModified() if _has(request, tag) else send(path)
    except FileNotFoundError:  # withdrawn at this moment
        return _not_found()
    response["ETag"] = tag
    response["Cache-Control"] = _CACHED
    return response


def _has(request: HttpRequest, tag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return tag in (part.strip().removeprefix("W/") for part in known.split(","))


def _uncached(path: Path) -> FileResponse:
    response = send(path)
    response["Cache-Control"] = "no-store"
    return response


def _moved(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _not_found() -> HttpResponse:
    response = HttpResponseNotFound(content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response
