"""Free space where the data lie."""

import shutil
from collections.abc import Iterator

from django.conf import settings

LEAST_FREE_BYTES = 1024**3
"""Room for a day of pictures and the next backup of a small newsroom."""


def free_space() -> Iterator[str]:
    """LEAST_FREE_BYTES are free. On a full disk saving is refused, while readers go on reading."""
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE_BYTES:
        yield (
            f"На диске {settings.VAR_DIR} свободно {free // 1024**2} МБ: освободите место, начните с backups / "
            f"{free // 1024**2} MB are free there: make room, beginning with backups"
        )
