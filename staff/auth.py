"""Who is at the desk behind a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from staff.models import User


def current_user(request: HttpRequest) -> User:
    """The person who is logged in; raises PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
