"""The release: a hash of everything but the database that a public page depends on."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

FOLDERS = ("newsroom", "staff", "articles", "templates", "static")
SUFFIXES = frozenset({".py", ".html", ".xml", ".mo", ".css", ".js", ".svg"})
SETTINGS = ("SITE_URL", "LANGUAGES", "LANGUAGE_CODE", "TIME_ZONE", "STATIC_URL", "MEDIA_URL")


@cache
def release() -> str:
    """Return 16 hexadecimal digits that differ if code, templates, catalogues or public settings differ.

    The files are read once in each process. Hosts with the same files get the same release. The addresses of static
    files count too: a process that starts after new code came and before `setup` collected its files has former ones.
    """
    found = sha256("\n".join(str(getattr(settings, name)) for name in SETTINGS).encode())
    for address in sorted(getattr(staticfiles_storage, "hashed_files", {}).values()):
        found.update(address.encode() + b"\0")
    for folder in FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in SUFFIXES:
                found.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
