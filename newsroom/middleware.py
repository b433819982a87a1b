"""The project's own middleware: HEAD, headers, health, compression and the language of public pages."""

import re
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.forms import Media as PlainMedia
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from js_asset.media import Media

from newsroom import health
from newsroom.page_cache.headers import COMMON_HEADERS, POLICY, PUBLIC_HEADERS, transport_headers
from newsroom.page_cache.response import language_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PRIVATE_PATHS = ("/admin/", "/health/")
OUTSIDE_PATH = "/preview/"
"""Unpublished texts for people outside: the policy of public pages, and nothing kept anywhere."""
PRIVATE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **COMMON_HEADERS,
        "Cache-Control": "no-store",
        # The address of an unpublished article must not reach the sites that it links to.
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }
)
OUTSIDE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **PRIVATE_HEADERS,
        "Content-Security-Policy": PUBLIC_HEADERS["Content-Security-Policy"],
        # The address is the key.
        "Referrer-Policy": "no-referrer",
    }
)


def private_policy(nonce: str) -> str:
    """Return the content policy of the admin.

    The nonce is for the editor's import map, the only inline script. Inline styles are allowed because the editor and
    the admin's widgets set them; they carry no code.
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; frame-ancestors 'self'; {POLICY}"
    )


class HeadMiddleware:
    """Answer HEAD with the headers of GET and no body: gunicorn logs a warning for each body it has to drop."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = ()
            else:
                response.headers.setdefault("Content-Length", str(len(response.content)))  # type: ignore[attr-defined]
                response.content = b""  # type: ignore[attr-defined]
        return response


class SecurityHeadersMiddleware:
    """Give public pages a constant set of headers that allows storing, and the admin and failures a private set.

    A header that a view has set itself is kept. `request.csp_nonce` is for the admin's import map.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        private = request.path_info.startswith(PRIVATE_PATHS)
        if not private:
            # A public page must not depend on a cookie, nor answer a broken one with another.
            request.COOKIES = {}
        nonce = secrets.token_urlsafe(16) if private else ""
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        if private:
            response.headers.setdefault("Content-Security-Policy", private_policy(nonce))
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in {**_headers_of(request.path_info), **transport_headers()}.items():
            response.headers.setdefault(name, value)
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Give the nonce to the scripts of an admin form: the import map among them is an inline one."""
        context = response.context_data
        if request.csp_nonce and context and isinstance(context.get("media"), PlainMedia):  # type: ignore[attr-defined]
            context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return response


def _headers_of(path: str) -> Mapping[str, str]:
    if path.startswith(PRIVATE_PATHS):
        return PRIVATE_HEADERS
    return OUTSIDE_HEADERS if path.startswith(OUTSIDE_PATH) else PUBLIC_HEADERS


class HealthMiddleware:
    """Answer the addresses of `health.VIEWS` for every Host header: a load balancer asks by IP address.

    Django's CommonMiddleware, which comes later, answers 400 to a host that is not in ALLOWED_HOSTS.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = health.VIEWS.get(request.path_info, self.get_response)
        return view(request)


REFUSES_GZIP = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")
TEXT_TYPE = re.compile(r"text/|application/([\w.-]+\+)?(xml|json)\b")


class CompressionMiddleware(GZipMiddleware):
    """Compress public pages, feeds and sitemaps; pictures and static files are compressed already.

    Nothing of the admin: where a form's token is beside words that a stranger chose, the size of the compressed page
    reveals the token (BREACH). Public pages hold no secret, so they need no padding either, and are the same bytes for
    everybody.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = TEXT_TYPE.match(response.get("Content-Type", ""))
        is_private = request.path_info.startswith((*PRIVATE_PATHS, OUTSIDE_PATH))
        if is_private or response.streaming or not is_text:
            return response
        if hasattr(response, "is_encoded"):
            # The page cache has chosen the form.
            return response
        if REFUSES_GZIP.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class PathLanguageMiddleware:
    """Speak Kazakh under `/kk/` and the default language everywhere else.

    Takes the place of Django's LocaleMiddleware, which asks the browser too: a stored page must be the same for
    everybody. The middleware of `staff` comes after it and changes the language under `/admin/`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response
