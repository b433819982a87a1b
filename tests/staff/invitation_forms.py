"""Send the invitation form and the form behind its link."""

import re
from typing import Any

from django.test import Client

from staff.models import User
from tests import users

ADD = "/admin/staff/invitation/add/"


PASSWORD = "Караван-у-реки-58"


CHOSEN = {"username": "фёкла", "new_password1": PASSWORD, "new_password2": PASSWORD}


def ask(client: Client, **changed: Any) -> Any:
    data = {"name": "Фёкла Цыганкова", "email": "", "roles": ["journalist"], "language": "ru", "person": ""}
    return client.post(ADD, {**data, **changed})


def link_in(answer: Any) -> str:
    found = re.search(r'value="[^"]*?(/admin/invitation/[\w-]+/)"', answer.content.decode())
    assert found
    return found[1]


def invited(head: User, **changed: Any) -> str:
    return link_in(ask(users.client_of(head), **changed))
