"""The desk's screens about people. Rules are in `staff.roles`, `staff.team`, `staff.invitations`."""

from staff.admin import invitations, people, users

__all__ = ["invitations", "people", "users"]
