"""The user of a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from staff.models import User


def current_user(request: HttpRequest) -> User:
    """Return the logged-in user. Raises PermissionDenied for an anonymous request."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
