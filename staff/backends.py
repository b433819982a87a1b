"""The authentication backend: permissions come from roles only."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from staff.login_throttle import Attempt
from staff.models import Role, User


class RoleBackend(ModelBackend):
    """ModelBackend without groups that are not roles, and without logins of robots.

    It checks no password while the throttle refuses the attempt.
    """

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> Any:
        attempt: Attempt | None = getattr(request, "login_attempt", None)
        if attempt is not None and attempt.is_refused:
            raise PermissionDenied
        return super().authenticate(request, *args, **credentials)

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.is_robot

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=user_obj.groups.filter(name__in=Role.values)).distinct()
