"""Conditional requests (RFC 9110, section 13) for public pages."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from newsroom.page_cache import memory
from newsroom.page_cache.release import release
from newsroom.utils.http_methods import read_only

View = Callable[..., HttpResponse]


def cacheable(view: View) -> View:
    """Decorate a public page: allow GET and HEAD, set an ETag, and answer 304 while the page is unchanged.

    The version is read before the page is rendered. A page may then be newer than its ETag says, but never older.
    """

    @read_only
    @wraps(view)
    def conditional(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = memory.present_state()
        etag = page_etag(request, state)
        # With DEBUG, templates change without a restart, and so without another release.
        if not settings.DEBUG and etag in parse_etags(request.headers.get("If-None-Match", "")):
            unchanged = HttpResponseNotModified(headers={"ETag": etag})
            # The compressed page says so, and a 304 repeats it.
            patch_vary_headers(unchanged, ("Accept-Encoding",))
            return unchanged
        with memory.rendering(state):
            response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response["ETag"] = etag
        return response

    return conditional


def page_etag(request: HttpRequest, state: memory.SiteState | None) -> str:
    """Return the ETag of a public page.

    It depends on the site version, the release, the path with its language prefix, and the date in the newsroom's
    zone, but not on the query or the user. It is weak because compressed and plain pages share it.
    """
    return f'W/"{sha256(repr((state, release(), request.path)).encode()).hexdigest()[:32]}"'
