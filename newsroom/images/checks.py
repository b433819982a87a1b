"""System checks of Pillow and the media folders."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from PIL import features

from newsroom.images import storage


def check_images(**kwargs: Any) -> list[CheckMessage]:
    """Check the features of Pillow, and that neither media folder contains the other."""
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
    private, public = storage.private_root().resolve(), storage.public_root().resolve()
    if private == public or public in private.parents or private in public.parents:
        errors.append(
            Error(
                "MEDIA_PRIVATE и MEDIA_PUBLIC лежат одна в другой.",
                hint="Дайте им папки рядом, на одной файловой системе.",
                id="images.E002",
            )
        )
    return errors
