"""Counting of requests, and the address `/metrics`."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from newsroom.monitoring import metrics
from newsroom.utils.http_methods import read_only

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
SIDES = {"/admin/": "admin", "/health/": "health"}


class MetricsMiddleware:
    """Count each request and answer `/metrics`, for every Host header, because collectors ask by IP address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/metrics":
            return page(request)
        began = time.perf_counter()
        response = self.get_response(request)
        side = side_of(request.path_info)
        # A client may invent methods, and each new label takes memory for good.
        method = request.method if request.method in METHODS else "other"
        metrics.requests.labels(side, method, str(response.status_code)).inc()
        metrics.seconds.labels(side).observe(time.perf_counter() - began)
        return response


@read_only
def page(request: HttpRequest) -> HttpResponse:
    """`/metrics`: all metrics, for a collector on the same machine. The web server in front must not pass it on."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers=headers)


def side_of(path: str) -> str:
    """Return the part of the site that an address belongs to."""
    return next((side for prefix, side in SIDES.items() if path.startswith(prefix)), "public")
