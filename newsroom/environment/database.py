"""Which database an address like ``postgres://user:password@host:5432/name`` means."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.environment.unreadable import Unreadable

POSTGRESQL_OPTIONS = frozenset({"sslmode", "sslrootcert", "connect_timeout", "application_name", "options"})

# In WAL mode synchronous=NORMAL may forget the last commits when the power fails. A save that was acknowledged, and a
# withdrawal above all, must still be there then: so FULL, at one fsync a commit.
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


def read_database(address: str, *, base: Path) -> dict[str, Any]:
    """Django's settings of the database at the address; relative SQLite paths start at ``base``."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "sqlite":
            return sqlite(parts, base=base)
        if parts.scheme in ("postgres", "postgresql"):
            return postgresql(parts)
    except ValueError as error:
        raise refusal(address) from error
    raise refusal(address)


def sqlite(parts: SplitResult, *, base: Path) -> dict[str, Any]:
    """One file for all processes, readers never waiting for a writer."""
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path or path == ":memory:" or parts.query:
        raise ValueError(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(base / path),
        "CONN_MAX_AGE": 60,
        # A transaction that begins by reading cannot wait for its turn to write, whatever the timeout: so IMMEDIATE.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def postgresql(parts: SplitResult) -> dict[str, Any]:
    """A server by host and port, or by the folder of its Unix socket (``?host=/run/postgresql``)."""
    query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name or not query.keys() <= POSTGRESQL_OPTIONS:
        raise ValueError(name)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(query.pop("port", "") or parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", **query},
    }


def refusal(address: str) -> Unreadable:
    """The sentence, without the password that the address may carry."""
    scheme, _, rest = address.partition("://")
    shown = f"{scheme}://…@{rest.rpartition('@')[2]}" if "@" in rest else address
    return Unreadable(
        "DATABASE_URL",
        shown,
        "нужен адрес вида sqlite:///файл или postgres://имя:пароль@узел:5432/база",
        "must look like sqlite:///file or postgres://user:password@host:5432/name",
    )
