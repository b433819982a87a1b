"""The public view of renditions."""

from __future__ import annotations

import logging
import threading

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from newsroom.images import public, renditions, responses, sizes
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from newsroom.images.storage import media, names, public_folders
from newsroom.images.storage.base import StorageAway
from newsroom.images.storage.content_types import content_type
from newsroom.utils.http_methods import read_only

logger = logging.getLogger(__name__)

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
    try:
        return _cacheable(request, f"{names.public_folder(folder)}/{name}")
    except FileNotFoundError:
        pass  # not rendered yet, or not public
    except OSError:
        return responses.unavailable()
    image = Image.objects.filter(public_token=token).first()
    if image is None or not sizes.exists(image, crop, int(width), fmt):
        return responses.not_found()
    if version != str(image.crop_version):
        return responses.moved(public.address(image, crop, int(width), fmt))
    return _render(request, image, crop, int(width), fmt)


@read_only
def not_found(request: HttpRequest) -> HttpResponse:
    """Answer any other URL below `/media/`."""
    return responses.not_found()


def private_rendition(image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    """Send a rendition of any image. The caller has checked the permission."""
    try:
        return send(renditions.make(image, crop, width, fmt))
    except (OSError, MemoryError, Busy) as error:
        _log(image, error)
        return _substitute(image, crop, width)


def send(name: str) -> FileResponse:
    """Return a response with the file; its type is that of the ending and not guessed by the browser.

    Raises FileNotFoundError, and OSError if the storage fails.
    """
    response = FileResponse(media.read(name), content_type=content_type(name))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _render(request: HttpRequest, image: Image, crop: str, width: int, fmt: str) -> HttpResponseBase:
    try:
        name = _make(image, crop, width, fmt)
    except (OSError, MemoryError, Busy) as error:
        _log(image, error)
        return _substitute(image, crop, width)
    try:
        public_name: str | None = public.add_rendition(image, name)
    except OSError as error:
        _log(image, error)
        public_name = None
    # Withdrawn while it was rendered: this request may have recreated the folder.
    if not public.is_current(image):
        public_folders.remove(public.folder_name(image))
        return responses.not_found()
    try:
        return _cacheable(request, public_name) if public_name else _uncached(name)
    except FileNotFoundError:  # withdrawn at this moment
        return responses.not_found()
    except OSError:
        return responses.unavailable()


def _make(image: Image, crop: str, width: int, fmt: str) -> str:
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        return renditions.make(image, crop, width, fmt, wait_seconds=_MAX_WAIT_SECONDS)
    finally:
        _waiting.release()


def _log(image: Image, error: Exception) -> None:
    if not isinstance(error, Busy | StorageAway):
        logger.error("A rendition of image %s failed", image.pk, exc_info=error)


def _substitute(image: Image, crop: str, width: int) -> HttpResponseBase:
    """Send another rendition, or 503 if there is none."""
    try:
        other = renditions.substitute(image, crop, width)
        return _uncached(other) if other is not None else responses.unavailable()
    except OSError:
        return responses.unavailable()


def _cacheable(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a public file, or 304. Raises FileNotFoundError, and OSError if the storage fails."""
    tag = f'"{name.removeprefix(names.PUBLIC + "/").replace("/", "-")}"'
    response: HttpResponseBase
    if responses.is_known(request, tag):
        if not media.exists(name):
            raise FileNotFoundError(name)
        response = HttpResponseNotModified()
    else:
        response = send(name)
    response["ETag"] = tag
    response["Cache-Control"] = responses.CACHED
    return response


def _uncached(name: str) -> FileResponse:
    response = send(name)
    response["Cache-Control"] = "no-store"
    return response
