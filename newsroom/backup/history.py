"""Which migrations a backup and this code have in common."""

from django.apps import apps
from django.db import connection
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from newsroom.backup.manifest import Manifest
from newsroom.backup.refusals import Refused

# Rows of before such a step fit after it; a step that moves or changes rows would have to be run on them.
HARMLESS = (
    operations.AddConstraint,
    operations.AddField,
    operations.AddIndex,
    operations.AlterField,
    operations.AlterModelManagers,
    operations.AlterModelOptions,
    operations.CreateModel,
    operations.RemoveConstraint,
    operations.RemoveIndex,
    operations.RenameIndex,
)


def applied() -> dict[str, list[str]]:
    """The migrations that the database has, by application."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app in apps.app_configs:
            found.setdefault(app, []).append(name)
    return found


def demand_known(manifest: Manifest) -> bool:
    """Whether the backup is of an earlier version of the tables. Raises Refused if it does not fit this one."""
    known = MigrationLoader(None).disk_migrations
    made = {(app, name) for app, names in manifest.migrations.items() for name in names}
    if newer := sorted(made - set(known)):
        raise Refused(
            f"Копия сделана более новой версией программы ({manifest.version}): здесь нет "
            f"{', '.join('.'.join(step) for step in newer)}. Сначала обновите программу."
        )
    later = sorted(set(known) - made)
    for step in later:
        if not all(isinstance(operation, HARMLESS) for operation in known[step].operations):
            raise Refused(
                f"Копия сделана версией {manifest.version}, до {'.'.join(step)}: восстановите её той версией, "
                "обновите программу и сделайте новую копию."
            )
    return bool(later)
