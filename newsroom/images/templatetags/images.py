"""Pictures in templates: `{% picture %}` for the site, `{% picture_preview %}` for the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from newsroom.images import geometry, private, public
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
    """`<picture>` with AVIF and JPEG at every width the picture has.

    `sizes` is the HTML attribute: how wide it is shown. `alt` replaces the picture's own
    description. `priority` is for the one picture seen first: loaded at once, the others lazily.
    `private` takes the desk's checked addresses, for previews; without it a picture that is not
    public shows nothing at all.
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
    """The picture for the desk's own screens, published or not."""
    return picture(image, crop, sizes, private=True, css=css)


def _address(desk: bool) -> Callable[[Image, str, int, str], str]:
    return private.address if desk else public.address


def _sources(image: Image, crop: str, address: Callable[[Image, str, int, str], str]) -> dict[str, str]:
    widths = geometry.widths(image, crop)
    plain = min(widths, key=lambda width: abs(width - _PLAIN_WIDTH))
    # Numbers become text here: templates would group their digits in the reader's language.
    width, height = geometry.size(image, crop, plain)
    return {
        "avif": ", ".join(f"{address(image, crop, w, 'avif')} {w}w" for w in widths),
        "jpeg": ", ".join(f"{address(image, crop, w, 'jpeg')} {w}w" for w in widths),
        "src": address(image, crop, plain, "jpeg"),
        "width": str(width),
        "height": str(height),
    }
