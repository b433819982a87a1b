"""Whether a form was sent from a page of this site, for forms without a cookie and a token."""

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says so: by `Sec-Fetch-Site`, or by `Origin` where it does not send that.

    A page with `Referrer-Policy: no-referrer` sends `Origin: null`, so the first header counts.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
