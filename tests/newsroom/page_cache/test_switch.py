"""The link to the pages of the current version."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.test import Client

from newsroom.page_cache import switch
from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.version import Version
from newsroom.worker.jobs import follow_site_version
from staff.models import User
from tests import factories
from tests.newsroom.page_cache.stack import Stack
from tests.users import client_of


def bump() -> None:
    with transaction.atomic():
        SiteVersion.bump()


def linked(pages: Path) -> str:
    return str((pages / "current").readlink())


def current() -> Version:
    version = SiteVersion.current()
    assert version is not None
    return version


class TestSwitching:
    def test_a_commit_switches(self, pages: Path) -> None:
        bump()
        assert linked(pages) == current().folder
        assert (pages / "current").is_dir()

    def test_a_rollback_does_not(self, pages: Path) -> None:
        bump()
        before = linked(pages)
        with transaction.atomic():
            SiteVersion.bump()
            transaction.set_rollback(True)
        assert linked(pages) == before

    def test_it_links_what_the_row_says_and_never_goes_back(self, pages: Path) -> None:
        """The slower of two processes reads the row itself, and so links the version of the quicker one."""
        bump()
        older = current()
        bump()
        switch.switch(lambda: SiteVersion.newest())
        assert linked(pages) == current().folder != older.folder

    def test_it_waits_for_another_process(self, pages: Path) -> None:
        bump()
        with switch.locked(pages):
            assert os.fork() or _exit_if_locked(pages)
            assert os.wait()[1] == 0


def _exit_if_locked(pages: Path) -> None:
    import fcntl

    with (pages / switch.LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os._exit(0)
    os._exit(1)


class TestRepairing:
    @pytest.fixture(autouse=True)
    def behind(self, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Bump the version without a switch, as if the process had been killed after the commit."""
        bump()
        with transaction.atomic():
            SiteVersion._advance("default")
        assert linked(pages) != current().folder

    def test_the_worker_links_the_version(self, pages: Path) -> None:
        follow_site_version()
        assert linked(pages) == current().folder

    def test_an_uncached_request_links_it(self, pages: Path) -> None:
        Client().get("/about/")
        assert linked(pages) == current().folder

    def test_the_health_address_says_so(self, pages: Path) -> None:
        assert Client().get("/health/ready").json()["pages"] == "not of the current version"
        follow_site_version()
        assert Client().get("/health/ready").json()["pages"] == "ok"


class TestReloading:
    """Processes of the former code go on for a while beside those of the new one."""

    def test_only_a_server_that_starts_takes_its_release(self, stack: Stack, pages: Path) -> None:
        stack.get("/")
        with pytest.MonkeyPatch.context() as new_code:
            new_code.setattr("newsroom.page_cache.switch.release", lambda: "0" * 16)
            call_command("bump_site_version", stdout=StringIO())
        assert linked(pages).endswith(f"-{'0' * 16}")
        for _time in range(2):
            assert stack.get("/").status == 200
        assert len(stack.rendered) == 3
        bump()
        assert linked(pages) == f"{current().name}-{'0' * 16}"


class TestFailing:
    def test_without_a_link_every_page_is_rendered(
        self, stack: Stack, pages: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stack.get("/")
        monkeypatch.setattr(switch, "_link", _fails)
        bump()
        assert not (pages / "current").is_symlink()
        assert stack.get("/").status == stack.get("/").status == 200
        assert len(stack.rendered) == 3

    def test_a_lost_database_removes_the_link(self, pages: Path) -> None:
        bump()

        def lost() -> Version:
            raise OperationalError("gone")

        switch.switch(lost)
        assert not (pages / "current").is_symlink()

    def test_a_warning_says_that_readers_may_see_former_pages(
        self, pages: Path, head: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The change itself is saved."""
        bump()
        section = factories.section("gorod")
        monkeypatch.setattr(switch, "_link", _fails)
        monkeypatch.setattr(switch.os, "unlink", _fails)
        client = client_of(head)
        address = f"/admin/website/section/{section.pk}/change/"
        sent = {"name_ru": "Новое имя", "name_kk": "Жаңа", "slug": "gorod", "order": 1, "is_enabled": "on"}
        response = client.post(address, {**sent, "version": section.version}, follow=True)
        section.refresh_from_db()
        assert section.name_ru == "Новое имя"
        assert "читатели могут пока видеть прежние страницы" in response.content.decode()
        assert client.get("/health/ready").json()["pages"] == "not of the current version"


def _fails(*_arguments: object) -> None:
    raise PermissionError(13, "Permission denied")
