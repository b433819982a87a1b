"""The middleware that sends readers' pages compressed."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from newsroom.security import PRIVATE_PATHS

_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")
_TEXT = re.compile(r"text/|application/([\w.-]+\+)?(xml|json)\b")


class CompressionMiddleware(GZipMiddleware):
    """Compresses public pages, feeds and maps for whoever takes gzip; pictures and files are compressed already.

    Nothing of the desk: where a form's key stands beside words that a stranger chose, the size of the compressed page
    gives the key away (BREACH). Public pages keep no secret, so they need no padding either, and are the same bytes
    for everybody.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = _TEXT.match(response.get("Content-Type", ""))
        if request.path_info.startswith(PRIVATE_PATHS) or response.streaming or not is_text:
            return response
        if _REFUSED.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
