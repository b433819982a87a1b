"""Answers below `/media/`, for images and for attached files."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect

CACHED = "public, max-age=600, must-revalidate"
"""Short, because what is public may be withdrawn. After it a cache asks again, which costs a 304."""


def not_found() -> HttpResponse:
    """Return 404, which no cache keeps."""
    response = HttpResponseNotFound(content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response


def unavailable() -> HttpResponse:
    """Return 503, for a storage that does not answer."""
    response = HttpResponse(status=503, content_type="text/plain")
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def moved(address: str) -> HttpResponse:
    """Return a redirect to the present address of the same thing."""
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "public, max-age=300"
    return response


def is_known(request: HttpRequest, tag: str) -> bool:
    """Return whether the client has the content with this tag already."""
    known = request.headers.get("If-None-Match", "")
    return tag in (part.strip().removeprefix("W/") for part in known.split(","))
