"""System checks for mistakes of an installation that Django cannot know of; every command of `manage.py` runs them."""

import os
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from newsroom.env import VARIABLES

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ALMATY_SINCE_2024 = timedelta(hours=5)
# ALLOWED_HOST and DATABASE_URI are near enough; PORTS, which may be another program's, is not.
NEARLY_THE_SAME = 0.9


@register
def time_zones(**_options: Any) -> list[CheckMessage]:
    """E001: Kazakhstan has had one time since 1 March 2024; older data would set every hour wrong."""
    offset = datetime(2024, 7, 1, tzinfo=UTC).astimezone(ZoneInfo("Asia/Almaty")).utcoffset()
    if offset == ALMATY_SINCE_2024:
        return []
    hint = "Обновите пакет tzdata: зависимости ставятся из requirements.lock."
    return [Error(f"Часовые пояса устарели: Алматы здесь UTC+{offset}.", hint=hint, id="newsroom.E001")]


@register
def site_url(**_options: Any) -> list[CheckMessage]:
    """W001: a public host is answered, but letters and feeds would carry loopback addresses."""
    public = [host for host in settings.ALLOWED_HOSTS if host.strip("[]") not in LOOPBACK]
    if urlsplit(settings.SITE_URL).hostname not in LOOPBACK or not public:
        return []
    hint = f"Задайте SITE_URL, например https://{public[0].lstrip('.')}"
    return [Warning(f"Адреса в письмах и лентах будут вести на {settings.SITE_URL}.", hint=hint, id="newsroom.W001")]


@register
def debugging(**_options: Any) -> list[CheckMessage]:
    """E002: Django's debug pages show settings and texts to every visitor of a failing page."""
    if not settings.DEBUG or urlsplit(settings.SITE_URL).hostname in LOOPBACK:
        return []
    hint = "Уберите DEBUG из окружения."
    return [Error("DEBUG включён на открытом сайте.", hint=hint, id="newsroom.E002")]


@register
def secret_key(**_options: Any) -> list[CheckMessage]:
    """W002: the secret key lets its reader forge a session of any user."""
    path = settings.VAR_DIR / "secret-key"
    if not path.is_file() or not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return []
    return [Warning("Секретный ключ могут прочитать другие.", hint=f"chmod 600 {path}", id="newsroom.W002")]


@register
def misspelt_variables(**_options: Any) -> list[CheckMessage]:
    """W003: a variable with nearly the name of one of ours changes nothing, and nothing else reports it."""
    known = {_letters(name): name for name in VARIABLES}
    found: list[CheckMessage] = []
    for given in sorted(os.environ.keys() - set(VARIABLES)):
        if close := get_close_matches(_letters(given), known, n=1, cutoff=NEARLY_THE_SAME):
            message = f"Переменную {given} никто не читает. / Nothing reads the variable {given}."
            found.append(Warning(message, hint=f"{known[close[0]]}?", id="newsroom.W003"))
    return found


def _letters(name: str) -> str:
    return name.upper().replace("_", "")


@register(Tags.database)
def encoding(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """E003: a PostgreSQL database that is not UTF-8 cannot keep both alphabets."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_encoding")
                name = cursor.fetchone()[0]
            if name != "UTF8":
                hint = "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
                found.append(Error(f"Кодировка базы данных: {name}.", hint=hint, id="newsroom.E003"))
    return found
