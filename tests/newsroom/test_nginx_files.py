"""Public files of articles served by nginx itself, while the application is away."""

import base64
import http.client
import json

import pytest

from tests.newsroom.body.made_files import mp4, pdf, wav
from tests.newsroom.proxied import Proxied
from tests.newsroom.running import manage
from tests.newsroom.test_nginx import ask_server, stopped

PUBLISH = """
import base64
import json
from django.core.files.base import ContentFile
from django.db import transaction
from newsroom.body import files
from newsroom.body.intake import uploads
from newsroom.body.models import Attachment
made = [(base64.b64decode(data), name) for data, name in %r]
*shown, hidden = [uploads.accept(ContentFile(data, name), by=None) for data, name in made]
with transaction.atomic():
    files.publish_all([row.pk for row in shown])
print(json.dumps([files.address(row) for row in Attachment.objects.exclude(pk=hidden.pk).order_by("pk")]))
print(json.dumps([f"/media/{hidden.file}", f"/media/private/{hidden.file}"]))
"""
SAME = ("Content-Type", "Content-Length", "Cache-Control", "X-Content-Type-Options", "Accept-Ranges")


@pytest.fixture(scope="module")
def addresses(proxied: Proxied) -> tuple[list[str], list[str]]:
    """The addresses of public files, and such at which somebody may try private ones."""
    made = [(pdf(), "Решение.pdf"), (wav(), "Запись.wav"), (mp4(), "Мост.mp4"), ("Ә;Ғ".encode(), "Бюджет.csv")]
    sent = [(base64.b64encode(data), name) for data, name in (*made, (pdf(), "Только для редакции.pdf"))]
    done = manage(proxied.checkout, "shell", "--no-imports", "-c", PUBLISH % (sent,), **proxied.values)
    assert done.returncode == 0, done.stderr
    public, hidden = done.stdout.strip().splitlines()[-2:]
    return json.loads(public), json.loads(hidden)


def test_nginx_and_the_application_send_the_same(proxied: Proxied, addresses: tuple[list[str], list[str]]) -> None:
    for address in addresses[0]:
        fresh = ask_server(proxied, address)
        expected = (fresh.status, [fresh.headers[name] for name in SAME], fresh.read())
        with stopped(proxied):
            answer = proxied.ask(address, Accept_Encoding="gzip, br")
            assert (answer.status, [answer.headers[name] for name in SAME], answer.read()) == expected
        is_document = address.endswith((".pdf", ".csv"))
        for found in (fresh, answer):
            assert (found.headers["Content-Disposition"] or "").startswith("attachment") is is_document


def test_a_player_seeks(proxied: Proxied, addresses: tuple[list[str], list[str]]) -> None:
    wav = addresses[0][1]
    expected = [(200, None), (206, "bytes 4-7/1644"), (416, "bytes */1644")]
    for ask in (lambda asked: proxied.ask(wav, Range=asked), lambda asked: ask_server(proxied, wav, Range=asked)):
        answers = [ask(asked) for asked in ("", "bytes=4-7", "bytes=99999-")]
        assert [(answer.status, answer.headers["Content-Range"]) for answer in answers] == expected
        assert answers[1].read() == (1636).to_bytes(4, "little")


def test_other_addresses_are_not_found(proxied: Proxied, addresses: tuple[list[str], list[str]]) -> None:
    pdf = addresses[0][0]
    for path in (
        *addresses[1],
        pdf + "/",
        pdf.replace("file-", "file-x"),
        f"{pdf}%00",
        pdf.replace("/media/", "/media//"),
    ):
        assert proxied.ask(path).status in (http.client.NOT_FOUND, http.client.BAD_REQUEST), path
    moved = proxied.ask(pdf.replace("reshenie", "drugoe"))
    assert (moved.status, moved.headers["Location"]) == (302, pdf)
