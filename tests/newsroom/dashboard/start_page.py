"""Read the start page of the admin."""

import re

from staff.models import User
from tests.users import client_of

START = "/admin/"


def page(user: User) -> str:
    response = client_of(User.objects.get(pk=user.pk)).get(START)
    assert response.status_code == 200
    return response.content.decode()


def queues(user: User) -> dict[str, str]:
    """Return the queues on the page by their keys."""
    found = re.split(r'<section class="queue" data-queue="(\w+)"', page(user))
    return dict(zip(found[1::2], (text.split("</section>")[0] for text in found[2::2]), strict=True))


def headlines(text: str) -> list[str]:
    return re.findall(r'queue-row__headline"[^>]*><a href="[^"]+">([^<]+)</a>', text)


def transitions(text: str) -> list[str]:
    return re.findall(r'data-transition="(\w+)"', text)
