"""Models of the staff, one concept a file; import them from here."""

from staff.models.invitation import Invitation
from staff.models.login_attempt import KnownDevice, LoginAttempt
from staff.models.person import Person
from staff.models.position import Position
from staff.models.role import Role
from staff.models.user import User

__all__ = ["Invitation", "KnownDevice", "LoginAttempt", "Person", "Position", "Role", "User"]
