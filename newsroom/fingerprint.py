"""What the code is at this moment, as one short text: two are equal only if nothing has changed."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOMS = ("newsroom", "articles", "staff", "static", "templates")
PLAIN = ("requirements.lock",)


def of_code() -> str:
    """A hash of the names, sizes and times of every file that the running newsroom is made of."""
    digest = hashlib.sha256(f"{sys.version} {settings.DEBUG}".encode())
    for path in sorted(files(settings.BASE_DIR)):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def files(base: Path) -> Iterator[Path]:
    """Every file of the code, compiled Python aside."""
    for name in PLAIN:
        yield base / name
    for room in ROOMS:
        for path in (base / room).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield path
