"""Who owns and who may read what an installation keeps."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from newsroom.doctor.website import is_public

FOLDERS = ("backups", "mail", "media", "media/private", "media/public", "pages", "static")
SERVED = ("media", "media/public", "pages", "static")
PRIVATE = ("backups", "mail", "media/private", "newsroom.sqlite3")
"""What holds drafts, addresses or links of invitations. The secret key has a check of its own: newsroom.W002."""


def ownership() -> Iterator[str]:
    """The newsroom may change all its files. A command that root ran leaves files that it cannot change."""
    for path in (settings.VAR_DIR, *_existing((*FOLDERS, "newsroom.sqlite3", "secret-key", "worker-heartbeat"))):
        if path.stat().st_uid != os.geteuid():
            yield (
                f"{path} принадлежит другому пользователю: chown -R {os.geteuid()} {settings.VAR_DIR} / "
                "belongs to another user: see the command"
            )
            return
        if not os.access(path, os.R_OK | os.W_OK):
            yield f"{path}: нет прав читать и писать: chmod u+rwX {path} / may not be read and written: see the command"


def secrecy() -> Iterator[str]:
    """Other users of the machine cannot read what is not public."""
    for path in _existing(PRIVATE):
        if _readable_by_all(path):
            yield f"{path} могут прочитать все: chmod o= {path} / everybody may read it: see the command"


def readable_by_the_web_server() -> Iterator[str]:
    """nginx, in the group of the newsroom, can read the files that it serves; else it asks the server each time."""
    if not is_public():
        return
    rights = stat.S_IRGRP | stat.S_IXGRP
    for path in (settings.VAR_DIR, *_existing(SERVED)):
        if path.stat().st_mode & rights != rights:
            yield f"{path} не прочитает nginx: chmod g+rx {path} / nginx cannot read it: see the command"


def configuration() -> Iterator[str]:
    """Other users cannot read the file of variables, which holds passwords."""
    path: Path = settings.ENV_FILE
    if path.is_file() and path.stat().st_mode & stat.S_IRWXO:
        yield f"{path} могут прочитать все: chmod 640 {path} / everybody may read it: see the command"


def _existing(names: tuple[str, ...]) -> list[Path]:
    return [path for name in names if (path := settings.VAR_DIR / name).exists()]


def _readable_by_all(path: Path) -> bool:
    """Whether others may read it; a closed folder above it protects it too."""
    closed = any(not parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
    return not closed and bool(path.stat().st_mode & stat.S_IROTH)
