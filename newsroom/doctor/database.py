"""The version of the database, its migrations, and whether it takes as many connections as the processes may open."""

from collections.abc import Iterator

from django.conf import settings
from django.db import NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor

OTHER_CONNECTIONS = 6
"""Three of the worker, a backup, a command, and one of the administrator."""


def version() -> Iterator[str]:
    """The database is not older than Django supports."""
    try:
        connection.check_database_version_supported()
    except NotSupportedError as error:
        yield f"База данных устарела, обновите её / the database is too old, upgrade it: {error}"


def migrations() -> Iterator[str]:
    """The tables are those of this release."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield (
            f"Не применены миграции ({len(plan)}): выполните manage.py setup / "
            f"{len(plan)} migrations are not applied: run manage.py setup"
        )
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    # A replaced or removed app leaves rows behind; an app of ours has none unknown to its own code.
    ours = sorted(f"{app}.{name}" for app, name in unknown if app in executor.loader.migrated_apps)
    if ours:
        yield (
            f"База данных от более новой версии ({ours[0]}): вернитесь к её коду / "
            "the database is of a later release: go back to its code"
        )


def connections_needed() -> int:
    """Each process of the server runs Django in `WEB_THREADS` threads, and in as many for large bodies."""
    return settings.WEB_WORKERS * settings.WEB_THREADS * 2 + OTHER_CONNECTIONS


def connection_limit() -> Iterator[str]:
    """The limits of the server, the database and the user allow as many connections as are needed."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int, "
            "(SELECT datconnlimit FROM pg_database WHERE datname = current_database()), "
            "(SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)"
        )
        limits = cursor.fetchone()
    # -1 stands for no limit of its own.
    allowed, needed = min(limit for limit in limits if limit >= 0), connections_needed()
    if allowed < needed:
        yield (
            f"PostgreSQL принимает {allowed} соединений, а нужно до {needed}: увеличьте max_connections или уменьшите "
            f"WEB_WORKERS и WEB_THREADS / PostgreSQL takes {allowed} connections, up to {needed} are needed: "
            "raise max_connections, or lower WEB_WORKERS and WEB_THREADS"
        )
