import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from tests.newsroom.running import environment


def test_it_waits_quietly_for_a_database_that_is_away(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=settings.BASE_DIR,
        env=environment(tmp_path, DATABASE_URL=f"postgres://nobody@/none?host={tmp_path}"),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr
    first = worker.stderr.readline()
    time.sleep(4)
    worker.send_signal(signal.SIGTERM)
    _said, rest = worker.communicate(timeout=30)
    assert worker.returncode == 0
    assert "the database does not answer, next attempt in 1 s" in first
    assert "Traceback" not in rest
    # After 1 and 2 seconds; each error of PostgreSQL is one line.
    assert len(rest.splitlines()) <= 3
