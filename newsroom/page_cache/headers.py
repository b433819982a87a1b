"""The headers of public pages: one declaration for Django, for stored pages and, compared by a test, for nginx."""

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings

from newsroom.utils.embeds import PLAYER_HOSTS

YEAR_SECONDS = 365 * 24 * 60 * 60

POLICY = "object-src 'none'; base-uri 'none'; form-action 'self'"
COMMON_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    }
)
IMAGES = " ".join(filter(None, ("'self' data: blob:", settings.MEDIA_ORIGIN)))
# The players of embeds, which a page loads after a click of the reader only.
FRAMES = " ".join(PLAYER_HOSTS)
MEDIA = " ".join(filter(None, ("'self'", settings.MEDIA_ORIGIN)))
SOURCES = f"default-src 'self'; img-src {IMAGES}; media-src {MEDIA}; frame-src {FRAMES}"
# Constant, so that a stored page carries the same line as a fresh one: no nonce, no inline script, no inline style.
PUBLIC_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **COMMON_HEADERS,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Security-Policy": f"{SOURCES}; frame-ancestors 'none'; {POLICY}",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
)


def transport_headers() -> Mapping[str, str]:
    """Return the header that demands HTTPS for a year, on a site that has it."""
    is_https = settings.SITE_URL.startswith("https://")
    return {"Strict-Transport-Security": f"max-age={YEAR_SECONDS}"} if is_https else {}
