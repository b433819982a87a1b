"""The state of the database before a command works on it."""

from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def hide(database: dict[str, Any], var_dir: Path) -> None:
    """Make the database file and the folder of letters readable for their owner only."""
    (var_dir / "mail").mkdir(mode=0o700, exist_ok=True)
    if database["ENGINE"].endswith("sqlite3"):
        # SQLite gives its journals the same rights.
        Path(database["NAME"]).touch(mode=0o600)


def has_pending_migrations() -> bool:
    """Whether the database lacks a migration that the code has."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
