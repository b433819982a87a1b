"""What a report of an error holds, and what it must not hold. A list receives the reports."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.test import Client
from pytest_django import Settings
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from newsroom.monitoring import error_reports
from tests import users

pytestmark = pytest.mark.django_db

WORD = "zzcanary-7f3a"
sent: list[dict[str, Any]] = []


class ListTransport(Transport):
    """Keeps the events in `sent`."""

    def capture_envelope(self, envelope: Envelope) -> None:
        sent.extend(event for item in envelope.items if (event := item.get_event()))


@pytest.fixture(autouse=True)
def _reporting() -> Iterator[None]:
    sent.clear()
    error_reports.start("https://key@sentry.example/1", transport=ListTransport)
    yield
    sentry_sdk.init()


@pytest.fixture(autouse=True)
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        secret = WORD
        raise RuntimeError(f"cannot save {secret}")

    monkeypatch.setattr("articles.models.Article.full_clean", fail)


def failed_save() -> Any:
    """A form of the admin that fails while it is saved, with words and an address in it."""
    user = users.make("zzlogin", "Zzname", "journalist")
    user.email = "zzperson@news.example"
    user.save()
    client = users.client_of(user)
    client.raise_request_exception = False
    address = f"/admin/articles/article/add/?q={WORD}"
    return client.post(address, {"headline_x": WORD, "headline": WORD}, headers={"X-Request-ID": "an-id-of-the-proxy"})


def test_a_failed_request_is_reported_once(settings: Settings) -> None:
    assert failed_save().status_code == 500
    assert len(sent) == 1
    report = sent[0]
    assert report["exception"]["values"][-1]["type"] == "RuntimeError"
    assert report["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert report["tags"]["request_id"] == "an-id-of-the-proxy"


def test_nobody_and_nothing_written_is_in_it() -> None:
    failed_save()
    text = str(sent)
    for word in (WORD, "zzlogin", "zzperson", "admin_session", "Zzname", "127.0.0.1", users.PASSWORD):
        assert word not in text


def test_a_log_line_is_reported_without_its_values() -> None:
    logging.getLogger("articles").error("A letter to %s was not sent", "zzperson@news.example")
    assert sent[0]["logentry"] == {"message": "A letter to %s was not sent"}
    assert "zzperson" not in str(sent)


def test_a_wrong_address_is_no_error(client: Client) -> None:
    assert client.get("/no-such-page/").status_code == 404
    assert sent == []
