"""The desk's screens about people. Rules are in `staff.roles`, `staff.team`, `staff.invitations`."""

from django.contrib import admin

from staff.admin import invitations, people, users
from staff.login_view import LoginForm

__all__ = ["invitations", "people", "users"]

admin.site.login_form = LoginForm
