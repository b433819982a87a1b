"""Whether the stylesheets and scripts of this release have been collected."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from newsroom.management.static_files import MANIFEST


def static_files() -> Iterator[str]:
    """The manifest is newer than every source."""
    if settings.DEBUG:
        return
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    if not manifest.is_file():
        yield "Статические файлы не собраны: выполните manage.py setup / static files are missing: run manage.py setup"
    elif manifest.stat().st_mtime < _newest_source():
        yield (
            "Статические файлы от прежнего кода: выполните manage.py setup / "
            "static files are of former code: run manage.py setup"
        )


def _newest_source() -> float:
    found = (storage.path(name) for finder in get_finders() for name, storage in finder.list(ignore_patterns=None))
    return max((Path(path).stat().st_mtime for path in found), default=0)
