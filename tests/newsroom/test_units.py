"""The units of systemd in `deploy/`, and the script that they and an operator run commands with."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"
SCRIPT = DEPLOY / "newsroom"
UNITS = sorted(path.name for path in DEPLOY.glob("newsroom-*.*"))
SERVICES = [name for name in UNITS if name.endswith(".service")]
MOST_EXPOSURE = 25
"""Tenths of a point; the program calls everything below 50 "OK" or better."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


@needs_systemd
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    """All together, because they name each other."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/usr/local/bin/newsroom", str(SCRIPT)), encoding="utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if any(name in line for name in UNITS)]
    assert not complaints
    assert {"newsroom-server.socket", "newsroom-backup.timer"} < set(UNITS)


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little(name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSURE}", DEPLOY / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


class TestTheScript:
    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        """A release whose Python and `manage.py` print their arguments, with programs that name the user."""
        interpreter = tmp_path / "releases" / "1.0" / ".venv" / "bin" / "python"
        interpreter.parent.mkdir(parents=True)
        program(interpreter, 'echo "$0" "$@"; echo "$ENV_FILE"; umask')
        (tmp_path / "current").symlink_to("releases/1.0")
        program(tmp_path / "bin" / "id", 'echo "${UID_OF_THE_TEST:-1000}"')
        program(tmp_path / "bin" / "runuser", 'echo runuser "$@"')
        return tmp_path

    def run(self, home: Path, *arguments: str, **values: str) -> list[str]:
        path = f"{home / 'bin'}:{os.environ['PATH']}"
        environment = {"PATH": path, "NEWSROOM_HOME": str(home), **values}
        done = subprocess.run([SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    def test_it_runs_the_release_behind_the_link(self, home: Path) -> None:
        release = home / "releases" / "1.0"
        called = f"{release}/.venv/bin/python {release}/manage.py backup --keep 3"
        assert self.run(home, "backup", "--keep", "3") == [called, "/etc/newsroom/env", "0027"]

    def test_root_becomes_the_user_of_the_newsroom(self, home: Path) -> None:
        said = self.run(home, "doctor", UID_OF_THE_TEST="0")
        assert said == [f"runuser -u newsroom -- {SCRIPT} doctor"]


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
