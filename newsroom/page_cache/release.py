"""The release: a hash of everything but the database that a public page depends on."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FOLDERS = ("newsroom", "staff", "articles", "templates", "static")
SUFFIXES = frozenset({".py", ".html", ".xml", ".mo", ".css", ".js", ".svg"})
SETTINGS = ("SITE_URL", "LANGUAGES", "LANGUAGE_CODE", "TIME_ZONE", "STATIC_URL", "MEDIA_URL")


@cache
def release() -> str:
    """Return 16 hexadecimal digits that differ if code, templates, catalogues or public settings differ.

    The files are read once in each process. Hosts with the same files get the same release.
    """
    found = sha256("\n".join(str(getattr(settings, name)) for name in SETTINGS).encode())
    for folder in FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in SUFFIXES:
                found.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
