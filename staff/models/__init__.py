"""Models of the people. One concept a file; import them from here only."""

from staff.models.invitation import Invitation
from staff.models.login_attempt import KnownDevice, LoginAttempt
from staff.models.person import Person
from staff.models.position import Position
from staff.models.user import User

__all__ = ["Invitation", "KnownDevice", "LoginAttempt", "Person", "Position", "User"]
