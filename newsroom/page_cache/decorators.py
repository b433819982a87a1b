"""Marking public pages as storable."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from newsroom.page_cache import files, memory
from newsroom.page_cache.layer import raw_path
from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.switch import is_behind, switch
from newsroom.utils.http_methods import read_only

View = Callable[..., HttpResponse]


def cacheable(view: View) -> View:
    """Decorate a public page: allow GET and HEAD, and let the middleware store it under the current site version.

    The version is read before the page is rendered, so a stored page may be newer than its version, but never older.
    The view answers 200 at the canonical path only, and marks other answers by `store_status`. A storable path that
    is written with percent signs redirects to its plain form.
    """

    @read_only
    @wraps(view)
    def storable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if raw_path(request.META) != request.path and files.is_storable(request.path):
            return HttpResponsePermanentRedirect(request.path)
        version = SiteVersion.current()
        if version is not None and is_behind(version):
            switch(SiteVersion.newest)
        with memory.rendering(version):
            response = view(request, *args, **kwargs)
        is_final = response.status_code == HTTPStatus.OK or hasattr(response, "is_storable")
        if is_final and version is not None and version.is_of_today:
            response.site_version = version  # type: ignore[attr-defined]
        return response

    return storable


def store_status(response: HttpResponse) -> HttpResponse:
    """Mark a 301 or 410 at one of finitely many addresses as storable; return it."""
    response.is_storable = True  # type: ignore[attr-defined]
    return response
