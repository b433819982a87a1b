"""The middleware that puts the headers of safety and storing on every answer."""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.forms import Media as PlainMedia
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from js_asset.media import Media

from newsroom.utils import headers

PRIVATE_PATHS = ("/admin/", "/preview/", "/kk/preview/", "/health/")
YEAR_SECONDS = 365 * 24 * 60 * 60


class SecurityHeadersMiddleware:
    """Public pages get a constant set that may be stored; the desk, previews and failures a private one.

    A header that a view has set itself stays. `request.csp_nonce` is there for the desk's import map.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        private = request.path_info.startswith(PRIVATE_PATHS)
        if not private:
            # A public page cannot depend on a cookie, nor answer a broken one with another: it never sees any.
            request.COOKIES = {}
        nonce = secrets.token_urlsafe(16) if private else ""
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        if private:
            response.headers.setdefault("Content-Security-Policy", headers.private_policy(nonce))
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in (headers.PRIVATE if private else headers.PUBLIC).items():
            response.headers.setdefault(name, value)
        if settings.SITE_URL.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Give the nonce to the scripts of an admin form: the import map among them is an inline one."""
        context = response.context_data
        if request.csp_nonce and context and isinstance(context.get("media"), PlainMedia):  # type: ignore[attr-defined]
            context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return response
