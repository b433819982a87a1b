"""A missing or nonsensical field gets an error message, and the other fields keep their values."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from tests.articles.admin.forms_sent import form_of
from tests.browser import screens
from tests.browser.stocked import stock
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

# By whose screen and of what kind it is in the register of `screens`.
FORMS = (
    ("head", "text"), ("head", "outlet"), ("head", "section"), ("head", "tag"),
    ("editor", "new digest"), ("editor", "digest"),
)  # fmt: skip
NONSENSE = (None, "\x00\u202e\ufffe" + "9" * 30)
# As short ones stand in any page; how many rows there are is no field that somebody fills.
FEWEST_LETTERS = 4
COUNTS = "_FORMS"


@pytest.fixture
def newsroom(settings: Settings, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the forms are the same on every database")
    settings.MEDIA_ROOT = tmp_path
    stock()


@pytest.mark.usefixtures("newsroom")
def test_one_field_of_nonsense_neither_fails_nor_takes_the_others_along() -> None:
    register = screens.admin_screens()
    assert [wrong for login, kind in FORMS for wrong in _wrongs(client_of(member(login)), register[login][kind])] == []


def _wrongs(client: Client, address: str) -> Iterator[str]:
    client.raise_request_exception = False
    filled = form_of(client.get(address), f"{address.split('/')[3]}_form")
    assert filled, address
    for name in filled:
        for value in NONSENSE:
            sent = {**filled, name: value} if value else {key: filled[key] for key in filled if key != name}
            yield from (f"{address}, {name}={value!r}: {wrong}" for wrong in _wrong_with(client, address, sent, name))


def _wrong_with(client: Client, address: str, sent: dict[str, str], name: str) -> Iterator[str]:
    with transaction.atomic():
        answer = client.post(address, sent)
        transaction.set_rollback(True)
    if answer.status_code in (200, 409, 422):
        page = unescape(answer.content.decode()).replace("\r", "")
        others = {key: typed for key, typed in sent.items() if key != name and len(typed) >= FEWEST_LETTERS}
        yield from (f"lost {key}" for key, typed in others.items() if typed.strip() not in page and COUNTS not in name)
    elif answer.status_code != 302:
        yield str(answer.status_code)
