"""What forms and scripts show of an image, and what they should say of it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from newsroom.images import private, sizes
from newsroom.images.models import Image

MAX_KEY_DIGITS = 18
SHOWN_WIDTH = 960
TILE_WIDTH = 320


def address(image: Image, width: int = SHOWN_WIDTH) -> str:
    """Return the admin URL of the whole image, about that wide."""
    nearest = min(sizes.widths(image, "full"), key=lambda known: abs(known - width))
    return private.address(image, "full", nearest, "jpeg")


def record(image: Image) -> dict[str, Any]:
    """Return what a form that shows the image needs."""
    return {
        "id": image.pk,
        "title": image.title,
        "url": address(image),
        "small_url": address(image, TILE_WIDTH),
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
    }


def tile(image: Image, **context: Any) -> dict[str, Any]:
    """Return the context of `_tile.html`."""
    shown = record(image)
    return {"image": image, "source": shown["small_url"], "record": json.dumps(shown), **context}


def notices(image: Image) -> list[str]:
    """Return what a user should know about an image before using it."""
    sentences = []
    if image.is_small:
        sentences.append(
            _("Мала для главной иллюстрации: %(width)s × %(height)s, а нужно хотя бы %(least)s.")
            % {"width": image.width, "height": image.height, "least": f"{sizes.LEAD_WIDTH} × {sizes.LEAD_HEIGHT}"}
        )
    if image.has_expired:
        sentences.append(_("Срок прав истёк: публиковать нельзя."))
    return sentences
