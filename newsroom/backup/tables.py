"""The tables of a newsroom: which there are, and whether they are empty."""

from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from newsroom.page_cache.models import SiteVersion
from staff.models import User

# `migrate` fills these tables by itself.
FILLED = {ContentType, SiteVersion, Group, Group.permissions.through, Permission, User}


def all_models() -> list[type[Model]]:
    """Return every model with a table of its own, those of many-to-many fields included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def is_empty() -> bool:
    """Return whether there is nothing but what `migrate` makes. Tables of another version count as something."""
    if connection.vendor == "sqlite":
        # The connection would make a file that others on this machine may read.
        Path(connection.settings_dict["NAME"]).touch(mode=0o600)
    if not MigrationRecorder(connection).has_table():
        return True
    try:
        return not User.objects.filter(is_robot=False).exists() and not any(
            model._base_manager.exists() for model in all_models() if model not in FILLED
        )
    except DatabaseError:
        return False
