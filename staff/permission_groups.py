"""Writing the permission matrix and the robot account to the database after each migrate."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.utils.translation import gettext_noop

from staff.models import Role, User
from staff.permissions import PERMISSION_MATRIX, permissions_of

SCHEDULER, IMPORTER = "scheduler", "importer"
ROBOTS = {SCHEDULER: gettext_noop("Планировщик"), IMPORTER: gettext_noop("Импорт")}


def after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Receive post_migrate: make the role groups and the robots."""
    if User._meta.db_table in connections[using].introspection.table_names():
        sync(using)
        ensure_robots(using)


def sync(using: str = "default") -> None:
    """Give each role group exactly the permissions of the matrix. Idempotent."""
    labels = {permission.split(".")[0] for row in PERMISSION_MATRIX for permission in row.permissions}
    for label in sorted(labels):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = Permission.objects.using(using).filter(content_type__app_label__in=labels)
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in permissions.select_related()}
    for role in Role.values:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(known[permission] for permission in permissions_of(role) if permission in known)


def ensure_robots(using: str = "default") -> None:
    """Make the missing accounts of the program, without password and roles."""
    users = User.objects.db_manager(using)
    for login, name in ROBOTS.items():
        if not users.filter(username_key=login).exists():
            users.create_user(login, name=name, is_robot=True)


def scheduler() -> User:
    """Return the robot account that publishes scheduled articles."""
    return User.objects.get(username_key=SCHEDULER, is_robot=True)


def importer() -> User:
    """Return the robot account that imports articles."""
    return User.objects.get(username_key=IMPORTER, is_robot=True)
