"""The headers of every answer, declared once for all who send them: Django, the page store, the web server."""

from collections.abc import Mapping
from types import MappingProxyType

_POLICY = "object-src 'none'; base-uri 'none'; form-action 'self'"

COMMON: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    }
)

# Constant, so that a stored page carries the same line as a fresh one: no nonce, no inline script, no inline style.
PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        **COMMON,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Security-Policy": f"default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; {_POLICY}",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
)

PRIVATE: Mapping[str, str] = MappingProxyType(
    {
        **COMMON,
        "Cache-Control": "no-store",
        # A preview's address must not travel to the sites that the article links to.
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }
)


def private_policy(nonce: str) -> str:
    """The content policy of the desk and of previews.

    The nonce is for the editor's import map, the only inline script. Inline styles are allowed because the editor and
    the admin's widgets set them; they carry no code.
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; frame-ancestors 'self'; {_POLICY}"
    )
