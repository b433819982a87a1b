"""Counts how often a page was rendered for one site version."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest
from django.http.response import HttpResponseBase

VARIABLE = "BENCH_RENDERINGS"
"""Names the file to which each process of the server appends a line a rendering."""


def log_renderings(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, the innermost: append the path and the site version of each public page that Django renders."""
    descriptor = os.open(os.environ[VARIABLE], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # `cacheable` has named the version; a later layer replaces the response.
        if version := getattr(response, "site_version", None):
            os.write(descriptor, f"{request.path} {version.number}\n".encode())
        return response

    return middleware


def read(log: Path, since: int) -> Counter[tuple[str, int]]:
    """Return how often each path was rendered for each version, from a place in the log on."""
    with log.open(encoding="utf-8") as lines:
        lines.seek(since)
        found = (line.split() for line in lines)
        return Counter((path, int(number)) for path, number in found)
