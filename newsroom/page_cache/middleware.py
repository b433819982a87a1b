"""Storing what a `cacheable` view has rendered, and the warning when readers may not see a change."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from newsroom.page_cache import encodings, files
from newsroom.page_cache.response import Page, not_modified
from newsroom.page_cache.store import store
from newsroom.page_cache.switch import link_is_stale

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PageCacheMiddleware:
    """Store a page of the current site version and answer as the layer will from then on.

    The compression middleware gets the response later and leaves it as it is. Where pages are not stored, this one does
    nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        version = getattr(response, "site_version", None)
        if files.root() is None or version is None or not isinstance(response, HttpResponse):
            return response
        name = files.name_for(request.path, response.status_code, response.headers["Content-Type"])
        if name is None:
            return response
        forms = _forms(response)
        store(version, request.path, name, forms)
        wanted = encodings.preferred(request.headers.get("Accept-Encoding", ""))
        coding = next(coding for coding in wanted if coding in forms)
        page = Page(request.path, name.status, name.content_type, forms[coding], coding, version.timestamp)
        return _respond(request, page)


def _forms(response: HttpResponse) -> dict[str, bytes]:
    """Return what is stored, by coding: the compressed and plain text, or the target of a redirect."""
    if target := response.headers.get("Location"):
        return {encodings.IDENTITY: target.encode()}
    return encodings.encode(response.content)


def _respond(request: HttpRequest, page: Page) -> HttpResponse:
    known = request.headers.get("If-None-Match", ""), request.headers.get("If-Modified-Since", "")
    if page.is_known(*known):
        return HttpResponse(status=304, headers=not_modified(page.headers))
    response = HttpResponse(page.body, status=page.status, headers=page.headers)
    response.is_encoded = True  # type: ignore[attr-defined]
    return response


class StaleLinkMiddleware:
    """Warn a member of the staff that readers may still see former pages after a change."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        former = link_is_stale.set(False)
        try:
            response = self.get_response(request)
            if link_is_stale.get():
                messages.warning(
                    request,
                    _("Сохранено, но читатели могут пока видеть прежние страницы: сервер не смог их сменить."),
                )
            return response
        finally:
            link_is_stale.reset(former)
