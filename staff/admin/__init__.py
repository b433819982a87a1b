"""Admin of users, people and invitations. The rules are in `staff.accounts`, `staff.team`, `staff.invitations`."""

from django.contrib import admin

from staff.admin import invitations, people, users
from staff.login_views import LoginForm

__all__ = ["invitations", "people", "users"]

admin.site.login_form = LoginForm
