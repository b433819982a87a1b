"""A tag for the start page of the admin, because the admin site itself may not import the dashboard."""

from typing import Any

from django import template

from newsroom.dashboard.page import Dashboard, dashboard_for
from staff.auth import current_user

register = template.Library()


@register.simple_tag(takes_context=True)
def dashboard(context: dict[str, Any]) -> Dashboard:
    """Return the dashboard of the user who is logged in."""
    return dashboard_for(current_user(context["request"]))
