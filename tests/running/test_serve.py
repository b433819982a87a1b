"""The server and the worker as real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(truth: Callable[[], bool], what: str) -> None:
    """Wait until it is true: other processes take their time. Fails, naming `what`, if it never is."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not truth():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def family(pid: int) -> dict[int, str]:
    """The living processes below this one, with their commands."""
    found: dict[int, str] = {}
    for child in children(pid):
        if command(child):
            found[child] = command(child)
            found |= family(child)
    return found


def children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command(pid: int) -> str:
    """Its command line; empty for a process that is gone or only waits to be buried."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""


class Served:
    """`manage.py serve`, running."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def pid_of(self, word: str) -> int:
        return next((pid for pid, line in family(self.process.pid).items() if word in line), 0)


@pytest.fixture
def served(process_environment: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    port = free_port()
    log = tmp_path / "log"
    (settings.VAR_DIR / "static").mkdir(exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env={**process_environment, "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    found = Served(process, port, log)
    try:
        wait_for(lambda: "Остановить" in log.read_text(), "the page of addresses")
        wait_for(found.answers, "an answer")
        yield found
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at processes as Linux shows them")
class TestServing:
    def test_it_serves_restarts_the_worker_and_stops_without_leaving_anybody(self, served: Served) -> None:
        assert f"http://127.0.0.1:{served.port}/admin/" in served.log.read_text()
        first = served.pid_of("manage.py worker")
        assert first
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: served.pid_of("manage.py worker") not in (0, first), "another worker")

        everybody = family(served.process.pid)
        assert len([line for line in everybody.values() if "gunicorn" in line]) == 3
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=PATIENCE_SECONDS) == 0
        assert [pid for pid in everybody if command(pid)] == []
        assert not served.answers()
        assert "Traceback" not in served.log.read_text()

    def test_it_leaves_nobody_when_it_is_killed(self, served: Served) -> None:
        everybody = family(served.process.pid)
        assert len(everybody) >= 4
        served.process.kill()
        wait_for(lambda: not any(command(pid) for pid in everybody), "the end of the children")


class TestRefusing:
    def test_it_says_that_the_port_is_busy(self, process_environment: dict[str, str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = subprocess.run(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env={**process_environment, "PORT": str(port)},
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert f"Порт {port} занят другой программой" in done.stderr
        assert "Traceback" not in done.stderr
