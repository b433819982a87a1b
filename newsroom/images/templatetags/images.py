"""Images in templates: `{% picture %}` for public pages, `{% picture_preview %}` for the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from newsroom.images import private, public, sizes
from newsroom.images.models import Image

register = template.Library()

_PLAIN_WIDTH = 960


@register.inclusion_tag("images/_picture.html")
def picture(
    image: Image | None,
    crop: str = "full",
    sizes: str = "100vw",
    *,
    alt: str | None = None,
    priority: bool = False,
    private: bool = False,
    css: str = "picture",
) -> dict[str, Any]:
    """Render `<picture>` with AVIF and JPEG at every width of the image.

    `sizes` is the HTML attribute. `alt` replaces the image's own description. `priority` is for the first visible
    image, which is not loaded lazily. `private` uses admin URLs, for previews; without it an image that is not public
    renders nothing.
    """
    if image is None or not (private or image.is_public):
        return {}
    return {
        **_sources(image, crop, _address(private)),
        "sizes": sizes,
        "alt": image.alt if alt is None else alt,
        "priority": priority,
        "css": css,
    }


@register.inclusion_tag("images/_picture.html")
def picture_preview(
    image: Image | None, crop: str = "full", sizes: str = "100vw", css: str = "picture"
) -> dict[str, Any]:
    """Render `<picture>` with admin URLs, for public and other images."""
    return picture(image, crop, sizes, private=True, css=css)


def _address(is_private: bool) -> Callable[[Image, str, int, str], str]:
    return private.address if is_private else public.address


def _sources(image: Image, crop: str, address: Callable[[Image, str, int, str], str]) -> dict[str, str]:
    widths = sizes.widths(image, crop)
    plain = min(widths, key=lambda width: abs(width - _PLAIN_WIDTH))
    # As text, because templates group the digits of numbers.
    width, height = sizes.size(image, crop, plain)
    return {
        "avif": ", ".join(f"{address(image, crop, w, 'avif')} {w}w" for w in widths),
        "jpeg": ", ".join(f"{address(image, crop, w, 'jpeg')} {w}w" for w in widths),
        "src": address(image, crop, plain, "jpeg"),
        "width": str(width),
        "height": str(height),
    }
