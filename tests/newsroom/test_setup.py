"""`manage.py setup` as a real process, on databases of its own."""

import errno
import resource
import secrets
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from newsroom.images.storage.folder import FolderStorage
from newsroom.management.commands.setup import Command as Setup
from staff.models import User
from tests.conftest import database_url
from tests.installations import copy_prepared
from tests.newsroom.running import environment, wait_for


def start(var_dir: Path, *arguments: str, limit: int = 0, **values: str) -> subprocess.Popen[str]:
    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "manage.py", "setup", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(var_dir, **values),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit_files if limit else None,
    )


def setup(var_dir: Path, *arguments: str, limit: int = 0, **values: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py setup`; `limit` is the size in bytes beyond which no file can grow."""
    process = start(var_dir, *arguments, limit=limit, **values)
    said, failed = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, said, failed)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that it ended with."""
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture
def empty_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that is tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/newsroom.sqlite3"
        return
    name = f"setup_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield database_url().replace(f"/{connection.settings_dict['NAME']}?", f"/{name}?")
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class TestPreparing:
    def test_it_prepares_and_may_be_repeated(self, tmp_path: Path) -> None:
        for _ in range(2):
            done = setup(tmp_path)
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout == "Готовлю базу данных…\nСобираю статические файлы…\n"
        assert (tmp_path / "static" / "staticfiles.json").is_file()
        assert stat.S_IMODE((tmp_path / "newsroom.sqlite3").stat().st_mode) == 0o600
        for private in ("mail", "media/private"):
            assert stat.S_IMODE((tmp_path / private).stat().st_mode) == 0o700
        assert not list(tmp_path.glob("static-*"))

    def test_two_at_once(self, tmp_path: Path, empty_database: str) -> None:
        """Two machines, on PostgreSQL: each has a folder of its own."""
        folders = [tmp_path / "a", tmp_path / "a" if connection.vendor == "sqlite" else tmp_path / "b"]
        both = [start(folder, DATABASE_URL=empty_database) for folder in folders]
        ends = [(process.communicate(timeout=120), process.returncode) for process in both]
        assert [code for _said, code in ends] == [0, 0], ends
        assert [failed for (_said, failed), _code in ends] == ["", ""]
        assert sum("Жду, пока закончит другая подготовка…" in said for (said, _failed), _code in ends) == 1


class TestTheDemo:
    def test_an_interrupted_one_is_begun_anew(self, tmp_path: Path, prepared: Path) -> None:
        copy_prepared(prepared, tmp_path)
        for number in (signal.SIGINT, signal.SIGKILL):
            process = start(tmp_path, "--demo", DEMO_PASSWORD="a password")
            assert process.stdout
            while "демонстрационную" not in process.stdout.readline():
                assert process.poll() is None
            wait_for(lambda: list(tmp_path.glob("media/private/originals/*")), "a picture")
            process.send_signal(number)
            _said, failed = process.communicate(timeout=60)
            assert process.returncode != 0
            assert "Traceback" not in failed
            assert count(tmp_path, "articles_article") == 0

        done = setup(tmp_path, "--demo", DEMO_PASSWORD="a password")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Создаю демонстрационную редакцию…" in done.stdout
        assert "  head              a password " in done.stdout
        assert count(tmp_path, "articles_article") > 20


def count(var_dir: Path, table: str) -> int:
    database = sqlite3.connect(var_dir / "newsroom.sqlite3")
    try:
        rows: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (a constant)
    finally:
        database.close()
    return rows


class TestRefusing:
    def test_a_missing_folder(self, tmp_path: Path) -> None:
        said = refusal(setup(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/none/newsroom.sqlite3"))
        assert "База данных не отвечает или не подходит" in said
        assert f"{tmp_path}/none/newsroom.sqlite3" in said

    def test_a_database_that_is_away(self, tmp_path: Path) -> None:
        said = refusal(setup(tmp_path, DATABASE_URL=f"postgres://nobody@/none?host={tmp_path}"))
        assert "База данных не отвечает или не подходит" in said

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "newsroom.sqlite3").write_text("A letter to the newsroom. " * 100)
        assert "file is not a database" in refusal(setup(tmp_path))

    def test_a_database_of_an_incompatible_version(self, tmp_path: Path, prepared: Path) -> None:
        copy_prepared(prepared, tmp_path)
        with sqlite3.connect(tmp_path / "newsroom.sqlite3") as database:
            database.execute("DELETE FROM django_migrations WHERE app = 'staff'")
        assert "несовместимой версии" in refusal(setup(tmp_path))

    def test_a_full_disk(self, tmp_path: Path) -> None:
        # There is no room for the tables, a static file, a picture of the demo.
        for kilobytes in (16, 900, 2000):
            refusal(setup(tmp_path, "--demo", limit=kilobytes * 1024))
        done = setup(tmp_path)
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.django_db
    def test_a_disk_that_takes_no_picture(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: object, **options: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(FolderStorage, "write", fail)
        with pytest.raises(CommandError, match="кончилось место"):
            Setup().make_demo()
        assert not User.objects.filter(is_robot=False).exists()

    def test_any_command_says_that_the_database_is_away(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", "reindex"],
            cwd=settings.BASE_DIR,
            env=environment(tmp_path, DATABASE_URL=f"postgres://nobody@/none?host={tmp_path}"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "База данных не отвечает или не готова" in refusal(done)
