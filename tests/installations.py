"""A newsroom that `manage.py setup` has prepared: made once in a test run, copied by tests that start servers."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from tests.newsroom.running import environment, manage


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VAR_DIR without a demo, on SQLite. All processes of the test run share it, so copy it with `copy_prepared`."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = shared / "prepared-unfinished"
            done = manage(settings.BASE_DIR, "setup", **environment(unfinished))
            assert (done.returncode, done.stderr) == (0, "")
            unfinished.rename(folder)
    return folder


def copy_prepared(prepared: Path, var_dir: Path) -> None:
    """Make `var_dir` a prepared newsroom."""
    shutil.copytree(prepared, var_dir, symlinks=True, dirs_exist_ok=True)
