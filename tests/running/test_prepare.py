import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from newsroom import fingerprint


def prepare(tmp_path: Path, **values: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "VAR_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/newsroom.sqlite3"
    return subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=settings.BASE_DIR,
        env={**environment, **values},
        capture_output=True,
        text=True,
        check=False,
    )


class TestPreparing:
    def test_it_makes_an_installation_once_and_then_does_nothing(self, tmp_path: Path) -> None:
        if connection.vendor != "sqlite":
            pytest.skip("makes a database of its own, the same on both runs")
        first = prepare(tmp_path)
        assert (first.returncode, first.stderr) == (0, "")
        assert first.stdout == "Готовлю базу данных…\nСобираю статические файлы…\n"
        assert (tmp_path / "static" / "staticfiles.json").is_file()
        assert stat.S_IMODE((tmp_path / "newsroom.sqlite3").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700
        assert prepare(tmp_path).stdout == ""

        (tmp_path / "newsroom.sqlite3").unlink()
        assert prepare(tmp_path).stdout == "Готовлю базу данных…\n"

    def test_it_says_in_a_sentence_that_there_is_no_database(self, tmp_path: Path) -> None:
        done = prepare(tmp_path, DATABASE_URL=f"postgres://nobody@/none?host={tmp_path}")
        assert done.returncode == 1
        assert "База данных не отвечает или не подходит" in done.stderr
        assert "Traceback" not in done.stderr


class TestTheFingerprint:
    @pytest.fixture
    def base(self, tmp_path: Path, settings: object) -> Path:
        settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
        for name in ("newsroom/a.py", "static/css/a.css", "requirements.lock"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("a")
        return tmp_path

    def test_it_changes_with_the_code_only(self, base: Path) -> None:
        before = fingerprint.of_code()
        (base / "newsroom" / "a.pyc").write_text("compiled")
        (base / "README.md").write_text("read me")
        assert fingerprint.of_code() == before

    @pytest.mark.parametrize("name", ["newsroom/a.py", "static/css/a.css", "templates/b.html", "requirements.lock"])
    def test_it_sees_every_change(self, base: Path, name: str) -> None:
        before = fingerprint.of_code()
        (base / name).parent.mkdir(exist_ok=True)
        (base / name).write_text("changed")
        assert fingerprint.of_code() != before

    def test_it_sees_that_something_is_gone(self, base: Path) -> None:
        before = fingerprint.of_code()
        (base / "newsroom" / "a.py").unlink()
        assert fingerprint.of_code() != before
