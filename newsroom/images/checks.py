"""System checks of Pillow."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from PIL import features


def check_images(**kwargs: Any) -> list[CheckMessage]:
    """Check the features of Pillow."""
    errors: list[CheckMessage] = []
    for feature in ("avif", "jpg", "webp", "littlecms2"):
        if not features.check(feature):
            errors.append(
                Error(
                    f"Pillow собран без {feature}.",
                    hint="Поставьте готовую сборку Pillow 12 или новее.",
                    id="images.E001",
                )
            )
    return errors
