"""The matrix of `staff.roles` carried into the database after each migrate."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections

from staff.models import User
from staff.roles import MATRIX, Role, rights_of

ROBOT = "scheduler"


def after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Receive post_migrate: roles, rights and the robot are there before anybody logs in."""
    if User._meta.db_table in connections[using].introspection.table_names():
        sync(using)
        ensure_robot(using)


def sync(using: str = "default") -> None:
    """Make the role groups carry exactly the rights of the matrix. Running again changes nothing."""
    labels = {right.split(".")[0] for line in MATRIX for right in line.rights}
    for label in sorted(labels):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = Permission.objects.using(using).filter(content_type__app_label__in=labels)
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in permissions.select_related()}
    for role in Role.values:
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(known[right] for right in rights_of(role) if right in known)


def ensure_robot(using: str = "default") -> None:
    """Keep the account that publishes on schedule: no password, no role, no login."""
    users = User.objects.db_manager(using)
    if not users.filter(username_key=ROBOT).exists():
        users.create_user(ROBOT, name="Планировщик", is_robot=True)


def scheduler() -> User:
    """The robot in whose name due articles go out."""
    return User.objects.get(username_key=ROBOT, is_robot=True)
