"""The variables that name the databases."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dj_database_url
from django.db import DEFAULT_DB_ALIAS

from newsroom import env

REPLICA = "replica"
POSTGRESQL_OPTIONS = frozenset({"sslmode", "sslrootcert", "connect_timeout", "application_name", "options"})
# A transaction that begins by reading cannot wait for its turn to write, whatever the timeout: so IMMEDIATE.
# In WAL mode synchronous=NORMAL may lose the last commits when the power fails, a withdrawal among them: so FULL, at
# one fsync a commit.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def read_databases(default: str, *, base: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: that of DATABASE_URL and, if DATABASE_REPLICA_URL is set, its replica."""
    primary = _read("DATABASE_URL", default, base=base)
    found = {DEFAULT_DB_ALIAS: primary}
    if os.environ.get("DATABASE_REPLICA_URL", "").strip():
        replica = _read("DATABASE_REPLICA_URL", "", base=base)
        if replica["ENGINE"] != primary["ENGINE"] or replica == primary:
            expected = (
                "нужна копия базы DATABASE_URL того же вида на другом сервере / "
                "must be a replica of DATABASE_URL, of the same kind and on another server"
            )
            env.refuse("DATABASE_REPLICA_URL", os.environ["DATABASE_REPLICA_URL"], expected)
        found[REPLICA] = replica
    return found


def _read(name: str, default: str, *, base: Path) -> dict[str, Any]:
    expected = (
        "нужен адрес вида sqlite:///файл или postgres://имя:пароль@узел:5432/база / "
        "must look like sqlite:///file or postgres://user:password@host:5432/name"
    )
    return env.read(name, default, lambda address: parse_database(address, base=base), expected)


def parse_database(address: str, *, base: Path) -> dict[str, Any]:
    """Return Django's settings of a database; a relative SQLite path starts at `base`. Raises ValueError."""
    query = urlsplit(address).query
    options = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    config: dict[str, Any] = {**dj_database_url.parse(address, conn_max_age=60)}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(config, options, base=base)
    if config["ENGINE"] == "django.db.backends.postgresql":
        return _postgresql(config, options)
    raise ValueError(address)


def _sqlite(config: dict[str, Any], options: dict[str, str], *, base: Path) -> dict[str, Any]:
    """Return the settings of a file; a database in memory is refused, because processes could not share it."""
    if config.get("HOST") or options or config["NAME"] in ("", ":memory:"):
        raise ValueError(config["NAME"])
    path = str(base / config["NAME"])
    return {"ENGINE": "newsroom.sqlite3", "NAME": path, "CONN_MAX_AGE": 60, "OPTIONS": {**SQLITE_OPTIONS}}


def _postgresql(config: dict[str, Any], options: dict[str, str]) -> dict[str, Any]:
    """Return the settings of a server, by host and port or by the folder of its Unix socket (`?host=/run/postgresql`).

    `?pgbouncer=1` says that pgbouncer is in between, in transaction mode: each transaction may get another connection
    of the server, so that nothing may last longer than a transaction. Server-side cursors and prepared statements
    would; pgbouncer itself refuses the parameter `options`.
    """
    pooled = options.pop("pgbouncer", "0")
    if pooled not in ("0", "1") or (pooled == "1" and "options" in options):
        raise ValueError(pooled)
    place: dict[str, Any] = {
        "HOST": options.pop("host", "") or config["HOST"],
        "PORT": options.pop("port", "") or str(config["PORT"]),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", **options},
    }
    if pooled == "1":
        place["DISABLE_SERVER_SIDE_CURSORS"] = True
        place["OPTIONS"]["prepare_threshold"] = None
    if not config["NAME"] or "/" in config["NAME"] or not options.keys() <= POSTGRESQL_OPTIONS:
        raise ValueError(config["NAME"])
    return {**config, **place}
