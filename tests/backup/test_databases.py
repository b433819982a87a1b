"""A backup of one database restores into another, both ways."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.backup.newsrooms import backup, everything, furnished, lost, masters, restore


def manage(environment: dict[str, str], *arguments: object) -> str:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_moves_to_an_empty_machine_with_sqlite_and_back(
    process_environment: dict[str, str], file: Path, tmp_path: Path
) -> None:
    furnished()
    backup(file)
    lost()
    restore(file)
    rows, files = everything(), masters()
    there, back = tmp_path / "there", tmp_path / "back.tar"
    there.mkdir()
    machine = process_environment | {"VAR_DIR": str(there), "DATABASE_URL": f"sqlite:///{there}/newsroom.sqlite3"}

    assert f"снимков — {len(files)}" in manage(machine, "restore", file)
    manage(machine, "backup", back)
    lost()
    restore(back)

    assert (everything(), masters()) == (rows, files)
