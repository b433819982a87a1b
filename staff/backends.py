"""Where rights come from: the groups of roles, and nothing else."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from staff.login_throttle import Attempt
from staff.models import User
from staff.roles import Role


class RoleBackend(ModelBackend):
    """The stock backend, blind to groups that are not roles; a robot never logs in.

    While the throttle says to wait, no password is looked at, whichever form asks.
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
