"""All checks in the order in which an operator should mend what they find."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.db import DatabaseError

from newsroom.doctor import backups, clock, database, disk, folders, mail, media, static_files, system_checks, website
from newsroom.doctor.health import with_remedy
from newsroom.health import CHECKS as HEALTH_CHECKS

Check = Callable[[], Iterable[str]]


class Finding(NamedTuple):
    """The name of a check, and one sentence about what is wrong; none if nothing is."""

    name: str
    sentence: str


CHECKS: tuple[tuple[str, Check], ...] = (
    *((name, with_remedy(name, check)) for name, check in HEALTH_CHECKS),
    ("database version", database.version),
    ("migrations", database.migrations),
    ("database connections", database.connection_limit),
    ("owner of files", folders.ownership),
    ("secrecy of files", folders.secrecy),
    ("secrecy of pictures", media.originals),
    ("files for nginx", folders.readable_by_the_web_server),
    ("configuration file", folders.configuration),
    ("free disk", disk.free_space),
    ("clock", clock.against_the_database),
    ("last change", clock.against_the_last_change),
    ("static files", static_files.static_files),
    ("settings", system_checks.system_checks),
    ("proxies", website.proxies),
    ("server and robots.txt", website.server),
    ("mail", mail.mail),
    ("backups", backups.backups),
)


def examine() -> Iterator[Finding]:
    """Yield the findings of each check; one with an empty sentence for a sound one. Never raises."""
    for name, check in CHECKS:
        sentences = _sentences(check) or [""]
        for sentence in sentences:
            yield Finding(name, sentence)


def _sentences(check: Check) -> list[str]:
    try:
        return list(check())
    except DatabaseError as error:
        return [f"База данных не отвечает или не готова / the database does not answer or is not ready: {_line(error)}"]
    except Exception as error:  # noqa: BLE001 (the other checks must run)
        return [f"Проверить не удалось / the check itself failed: {_line(error)}"]


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
