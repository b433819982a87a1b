"""The authentication backend: permissions come from roles only."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from staff.login_throttle import Attempt
from staff.permissions import permissions_of


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

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the matrix gives to the roles, which are read once: the rows of the groups are copies of it."""
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        return {permission for role in user_obj.roles for permission in permissions_of(role)}
