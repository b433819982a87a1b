"""What the worker sends to a CDN, and that a CDN which is away disturbs nothing."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.http import http_date
from pytest_django import Settings

from articles.models import Article
from articles.workflow import State
from newsroom.page_cache import files
from newsroom.page_cache.models import SiteVersion
from newsroom.worker import cdn
from tests import factories
from tests.newsroom.running import free_port

pytestmark = pytest.mark.django_db


class Cdn(ThreadingHTTPServer):
    """Notes the site versions that it is asked to keep; answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: list[str] = []
        self.status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Cdn

    def do_PURGE(self) -> None:
        self.server.kept.append(self.headers["Last-Modified"])
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(settings: Settings) -> Iterator[Cdn]:
    """The CDN of the site."""
    with Cdn() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CDN_PURGE_URL = server.address
        yield server
        server.shutdown()


def bump() -> str:
    """End the site version; return the Last-Modified of the next one."""
    with transaction.atomic():
        SiteVersion.bump()
    version = SiteVersion.newest()
    assert version
    return http_date(version.timestamp)


def test_each_version_is_sent_at_once_and_again_later(site: Cdn) -> None:
    clock = [0.0]
    purge = cdn.CdnPurge(now=lambda: clock[0])
    first = bump()
    purge.send_if_due()
    purge.send_if_due()
    assert site.kept == [first]
    second = bump()
    purge.send_if_due()
    for clock[0] in (1.0, cdn.AGAIN_AFTER_SECONDS, cdn.AGAIN_AFTER_SECONDS + 1, 1000.0):
        purge.send_if_due()
    assert site.kept == [first, second, second]


def test_a_refusal_is_tried_again(site: Cdn) -> None:
    purge = cdn.CdnPurge()
    version = bump()
    site.status = 500
    with pytest.raises(OSError, match="500"):
        purge.send_if_due()
    site.status = 200
    purge.send_if_due()
    assert site.kept == [version, version]


def test_without_the_setting_nobody_is_asked(site: Cdn, settings: Settings) -> None:
    settings.CDN_PURGE_URL = ""
    bump()
    cdn.CdnPurge().send_if_due()
    assert site.kept == []


def test_one_that_is_away_disturbs_nothing(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.CDN_PURGE_URL = f"http://127.0.0.1:{free_port()}/"
    article = factories.scheduled()
    factories.make_due(article)
    call_command("worker", "--once")
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(lines) == 1
    assert lines[0].startswith("purge the CDN: failed 1 times, next attempt in 1 s: URLError")
    assert Article.objects.get(pk=article.pk).state == State.PUBLISHED


def test_it_comes_after_the_switch(site: Cdn, settings: Settings, tmp_path: Path) -> None:
    """Otherwise the CDN would be emptied, and filled again with the pages of the former version."""
    bump()
    settings.PAGES_DIR = tmp_path
    cdn.CdnPurge().send_if_due()
    number = SiteVersion.objects.get().number
    assert len(site.kept) == 1
    assert files.linked(tmp_path).startswith(f"{number}-")
