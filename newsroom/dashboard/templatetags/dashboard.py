"""The admin's start page reads its queues by a tag, because the admin site itself may not import the screens."""

from typing import Any

from django import template

from newsroom.dashboard.start import Start, start_of
from staff.auth import current_user

register = template.Library()


@register.simple_tag(takes_context=True)
def dashboard(context: dict[str, Any]) -> Start:
    """The queues of the person who is logged in."""
    return start_of(current_user(context["request"]))
