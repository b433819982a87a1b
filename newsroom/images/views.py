"""The public address of a picture's variant."""

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

from newsroom.images import geometry, public, renditions, storage
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from newsroom.utils.http_methods import read_only

logger = logging.getLogger(__name__)

CONTENT_TYPES = {"avif": "image/avif", "jpeg": "image/jpeg"}
_FOR_EVER = "public, max-age=31536000, immutable"
_PATIENCE_SECONDS = 2.0
# Requests that may wait for a drawing; the others get a stand-in at once, so that a fresh page
# with twenty pictures never occupies every thread of the server.
_waiting = threading.BoundedSemaphore(3)


@read_only
def variant(request: HttpRequest, token: str, version: str, crop: str, width: str, fmt: str) -> HttpResponseBase:
    """The variant's bytes; the first request for one draws it.

    An address is drawn only for a token that a row carries, and only for the shapes and widths
    that the picture has. Addresses of an earlier cropping redirect to today's.
    """
    folder = f"{token}-{version}"
    name = renditions.name(crop, int(width), fmt)
    ready = storage.public_root() / folder / name
    if ready.is_file():
        return _unchanging(request, ready, folder)
    image = Image.objects.filter(public_token=token).first()
    if image is None or not geometry.exists(image, crop, int(width), fmt):
        return _not_found()
    if version != str(image.crop_version):
        return _moved(public.address(image, crop, int(width), fmt))
    return _drawn(request, image, crop, int(width), fmt)


@read_only
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address below `/media/`."""
    return _not_found()


def drawn_for_desk(image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    """A variant that `image` has, public or not; whoever calls has asked who may see it."""
    try:
        return send(renditions.make(image, crop, width, fmt))
    except (OSError, MemoryError, Busy):
        logger.exception("A variant of picture %s was not drawn", image.pk)
        return _replaced(image, crop, width)


def send(path: Path) -> FileResponse:
    """A response with the file, its type fixed by its ending and never guessed by the browser."""
    response = FileResponse(path.open("rb"), content_type=CONTENT_TYPES[path.suffix[1:]])
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _drawn(request: HttpRequest, image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    try:
        drawn = _make(image, crop, width, fmt)
    except (OSError, MemoryError, Busy) as error:
        if not isinstance(error, Busy):
            logger.exception("A variant of picture %s was not drawn", image.pk)
        return _replaced(image, crop, width)
    try:
        shared: Path | None = public.share(image, drawn)
    except OSError:
        logger.exception("A variant of picture %s was not copied for readers", image.pk)
        shared = None
    # Withdrawn while it was being drawn: the folder may have come back to life by this request.
    if not public.is_current(image):
        public.remove(public.folder_name(image))
        return _not_found()
    return _unchanging(request, shared, public.folder_name(image)) if shared else _passing(drawn)


def _make(image: Image, crop: str, width: int, fmt: str) -> Path:
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        return renditions.make(image, crop, width, fmt, wait_seconds=_PATIENCE_SECONDS)
    finally:
        _waiting.release()


def _replaced(image: Image, crop: str, width: int) -> HttpResponseBase:
    """Another variant for now, or word that there will be one."""
    other = renditions.stand_in(image, crop, width)
    if other is not None:
        return _passing(other)
    response = HttpResponse(status=503, content_type="text/plain")
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def _unchanging(request: HttpRequest, path: Path, folder: str) -> HttpResponseBase:
    tag = f'"{folder}-{path.name}"'
    response: HttpResponseBase
    try:
        response = HttpResponseNotModified() if _has(request, tag) else send(path)
    except FileNotFoundError:  # withdrawn in this moment
        return _not_found()
    response["ETag"] = tag
    response["Cache-Control"] = _FOR_EVER
    return response


def _has(request: HttpRequest, tag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return tag in (part.strip().removeprefix("W/") for part in known.split(","))


def _passing(path: Path) -> FileResponse:
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
