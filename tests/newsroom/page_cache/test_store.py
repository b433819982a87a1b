"""Storing pages, and what happens where they cannot be stored."""

import errno
import logging
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from newsroom.page_cache import store
from newsroom.page_cache.models import SiteVersion
from tests.newsroom.page_cache.stack import Stack


def stored(pages: Path) -> list[str]:
    current = pages / "current"
    return sorted(str(path.relative_to(current)) for path in current.rglob("*") if path.is_file())


def test_files_carry_the_time_of_the_version_and_can_be_read_by_the_web_server(stack: Stack, pages: Path) -> None:
    stack.get("/about/")
    version = SiteVersion.current()
    assert version is not None
    files = [pages / "current" / "about" / f"index.html{suffix}" for suffix in ("", ".gz", ".br")]
    assert {int(file.stat().st_mtime) for file in files} == {version.timestamp}
    assert all(file.stat().st_mode & 0o040 for file in files)
    assert stored(pages) == [".totals", "about/index.html", "about/index.html.br", "about/index.html.gz"]


class TestFailing:
    @pytest.fixture(autouse=True)
    def full(self, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with transaction.atomic():
            SiteVersion.bump()

        def write(_path: Path, _content: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", write)
        monkeypatch.setattr(store, "complaints", store.Complaints())

    def test_a_full_disk_costs_readers_nothing_but_time(
        self, stack: Stack, pages: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR, "newsroom.page_cache"):
            answers = [stack.get(address) for address in ("/", "/", "/about/", "/feed/")]
        assert [answer.status for answer in answers] == [200] * 4
        assert answers[0] == answers[1]
        assert len(stack.rendered) == 4
        assert stored(pages) == [".totals"]
        assert len(caplog.messages) == 1
        assert "No space left on device" in caplog.text

    def test_the_health_address_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsroom.health.write_probe", lambda _path: "No space left on device")
        response = Client().get("/health/ready")
        assert response.status_code == 503
        assert response.json()["pages"] == "No space left on device"


def test_a_failed_rendering_is_not_stored(stack: Stack, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr("newsroom.website.views.about.render", broken)
        answer = stack.get("/about/")
        assert (answer.status, answer.headers["Cache-Control"]) == (500, "no-store")
    assert stack.get("/about/").status == 200
    assert len(stack.rendered) == 2


@pytest.mark.parametrize(("limit", "value"), [("MAX_FILES", 7), ("MAX_BYTES", 1000)])
def test_a_version_has_limits(
    stack: Stack, pages: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(store, limit, value)
    monkeypatch.setattr(store, "complaints", store.Complaints())
    addresses = ("/", "/about/", "/team/", "/feed/", "/archive/")
    assert {stack.get(address).status for address in addresses} == {200}
    assert len(stored(pages)) <= value
    with transaction.atomic():
        SiteVersion.bump()
    stack.get("/robots.txt")
    assert "robots.txt" in stored(pages)
