"""Backups restored on other machines, killed restores, and a newsroom moved to another database."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from newsroom.website.models import PublishedArticle
from tests.newsroom.backup import later_sessions
from tests.newsroom.backup.conftest import Machine
from tests.newsroom.backup.newsrooms import backup, everything, furnished, gone_on, lost, manage, masters, restore, run

pytestmark = pytest.mark.django_db(transaction=True)

ASK = """
from django.test import Client
for address in {addresses}:
    print(Client(SERVER_NAME="localhost").get(address).status_code)
"""
KILLED = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
from newsroom.backup import restoring
def kill(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
call_command("restore", {file!r}, replace=True)
"""


def rows_of(machine: dict[str, str]) -> list[dict[str, Any]]:
    """Return every row of a machine, except the state of its public site."""
    dumped = json.loads(manage(machine, "dumpdata", "--all", "--exclude=page_cache.siteversion"))
    return sorted(dumped, key=lambda row: (row["model"], str(row["pk"])))


def statuses(machine: dict[str, str]) -> list[str]:
    """Ask the site of a machine for its kinds of page."""
    article = PublishedArticle.objects.live().get(headline="Открыли центр", tag_rows__isnull=False)
    addresses = ["/", article.get_absolute_url(), "/search/?q=центр", "/digests/", "/tags/voda/", "/admin/login/"]
    # Static files were not collected there.
    return manage(machine | {"DEBUG": "1"}, "shell", "-v0", "-c", ASK.format(addresses=addresses)).split()


def test_a_backup_is_restored_on_an_empty_machine(file: Path, empty_machine: Machine) -> None:
    furnished()
    machine = empty_machine()
    manage(machine, "migrate", "-v0")  # The first one is not empty any more, the second has never been migrated.
    rows, files = everything(), masters()
    backup(file)
    for there in (machine, empty_machine()):
        back = file.with_name(f"{Path(there['VAR_DIR']).name}.tar")
        pictures = sum(name.endswith(".jpg") for name in files)
        assert f"снимков: {pictures}, файлов: {len(files) - pictures}." in manage(there, "restore", file)
        assert statuses(there) == ["200"] * 6
        manage(there, "backup", back)
        lost()
        restore(back)
        assert (everything(), masters()) == (rows, files)
        assert not list((Path(there["VAR_DIR"]) / "restoring").iterdir())


def test_an_unusable_database_is_named(file: Path, process_environment: dict[str, str], tmp_path: Path) -> None:
    backup(file)
    machine = process_environment | {"VAR_DIR": str(tmp_path / "new")}
    address = "sqlite:////nonexistent/x.db"
    if connection.vendor == "postgresql":
        address = f"postgres://nobody@/none?host={tmp_path}"
    done = run(machine | {"DATABASE_URL": address}, "restore", file)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "всё осталось как было" in done.stderr


@pytest.mark.parametrize("patch", ["restoring._settle = kill", "restoring.SiteVersion.bump = kill"])
def test_a_killed_restore_leaves_the_former_newsroom(
    file: Path, process_environment: dict[str, str], patch: str
) -> None:
    furnished()
    backup(file)
    gone_on()
    before = everything(), masters()
    script = KILLED.format(patch=patch, file=str(file))
    done = subprocess.run([sys.executable, "-c", script], cwd=settings.BASE_DIR, env=process_environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (everything(), masters()) == before
    restore(file, replace=True)
    assert (everything(), masters()) != before


class TestAnOlderBackup:
    @pytest.fixture
    def later_code(self, settings: Settings) -> Iterator[None]:
        """This code with one more migration."""
        settings.MIGRATION_MODULES = {"sessions": later_sessions.__name__}
        yield
        MigrationRecorder(connection).record_unapplied("sessions", "0002_later")

    def test_it_is_migrated_forward(self, file: Path, request: pytest.FixtureRequest) -> None:
        furnished()
        rows = everything()
        backup(file)
        request.getfixturevalue("later_code")
        later_sessions.ran_on.clear()
        restore(file, replace=True)
        assert ("sessions", "0002_later") in MigrationRecorder(connection).applied_migrations()
        assert later_sessions.ran_on == [len(rows["articles.Article"])]
        assert everything() == rows

    def test_a_later_one_is_refused_by_this_code(self, file: Path, request: pytest.FixtureRequest) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "MIGRATION_MODULES", {"sessions": later_sessions.__name__}, raising=False)
            MigrationRecorder(connection).record_applied("sessions", "0002_later")
            backup(file)
            MigrationRecorder(connection).record_unapplied("sessions", "0002_later")
        with pytest.raises(Exception, match="более новой версией"):
            restore(file, replace=True)


class TestMoving:
    def test_a_newsroom_moves_to_sqlite_and_back(
        self, process_environment: dict[str, str], empty_machine: Machine, tmp_path: Path
    ) -> None:
        furnished()
        here = rows_of(process_environment)
        sqlite = process_environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/moved.sqlite3"}
        back = empty_machine()

        assert "Скопировано строк" in manage(sqlite, "copy_database", process_environment["DATABASE_URL"])
        assert rows_of(sqlite) == here
        assert statuses(sqlite) == ["200"] * 6
        manage(back, "copy_database", sqlite["DATABASE_URL"])
        assert rows_of(back) == here
        assert statuses(back) == ["200"] * 6
        # New rows get new keys, and the log of the moved ones goes on.
        code = "from newsroom.website.models import Tag; print(Tag.objects.create(name='я').pk)"
        added = manage(back, "shell", "-v0", "-c", code)
        assert int(added) > 1

    def test_it_refuses_what_it_cannot_copy(
        self, process_environment: dict[str, str], empty_machine: Machine, tmp_path: Path
    ) -> None:
        furnished()
        rows = everything()
        (tmp_path / "empty.sqlite3").touch()
        empty, missing = f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path / "missing.sqlite3"
        for machine, source, sentence in (
            (process_environment, empty, "копировать можно только в пустую базу данных"),
            (empty_machine(), empty, "не от этой версии программы"),
            (empty_machine(), f"sqlite:///{missing}", "такого файла или папки нет"),
            (empty_machine(), "horse://", "horse://"),
        ):
            done = run(machine, "copy_database", source)
            assert (done.returncode, "Traceback" in done.stderr) == (1, False)
            assert sentence in done.stderr
        assert everything() == rows
        assert not missing.exists()
