"""`make run` as people use it: in a copy of the work tree, with the environment of the tests as its .venv."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.newsroom.running import (
    Running,
    command_line,
    copy_work_tree,
    environment,
    free_port,
    stamp,
    wait_for,
)

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at processes as Linux shows them"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv to end processes with their parent"),
]


DEATHS = 5
"""After four starts that fail at once supervisor gives up, where it is not told otherwise."""


class Checkout:
    """A copy of the work tree with a folder for its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_work_tree(folder / "checkout")
        self.var_dir = folder / "var"
        self.log = folder / "log"
        self.running: list[Running] = []

    def make_run(self, *arguments: str, **values: str) -> Running:
        self.log.unlink(missing_ok=True)
        variables = environment(self.var_dir, **{"PORT": str(free_port()), **values})
        command = ["make", "run", f"PYTHON={sys.executable}", *arguments]
        self.running.append(Running(command, folder=self.folder, log=self.log, environment=variables))
        return self.running[-1]

    def refused(self, *arguments: str, **values: str) -> str:
        """What `make run` says before it fails."""
        running = self.make_run(*arguments, **values)
        assert running.process.wait(timeout=60) != 0
        assert "Traceback" not in running.said()
        return running.said()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The first start of a fresh checkout, ended by Ctrl+C."""
    checkout = Checkout(tmp_path_factory.mktemp("make-run"))
    first = checkout.make_run(DEMO_PASSWORD="a password")
    try:
        first.wait_until_ready()
        front = first.get("/")[1]
        everybody = first.pids()
        assert first.press_ctrl_c() != 1
    finally:
        first.kill()
    assert front.count("/articles/") > 10
    assert not [pid for pid in everybody if command_line(pid)]
    said = first.said()
    assert "Traceback" not in said
    assert f"http://127.0.0.1:{first.port}/admin/" in said
    for login in ("head", "editor", "writer-moderator"):
        assert f"  {login} " in said
    return checkout


@pytest.fixture
def checkout(made: Checkout) -> Iterator[Checkout]:
    yield made
    for running in made.running:
        running.kill()
    made.running.clear()


def server(running: Running) -> int:
    return running.pids("-m gunicorn")[0]


class TestRunning:
    def test_it_keeps_the_data_and_starts_again_what_is_killed(self, checkout: Checkout) -> None:
        people = (checkout.var_dir / "demo-people.txt").read_text()
        running = checkout.make_run()
        running.wait_until_ready()
        assert "демонстрационную" not in running.said()
        assert people.strip("\n") in running.said()
        assert running.get("/")[1].count("/articles/") > 10

        wait_for(lambda: running.pids("manage.py worker"), "the worker")
        worker, master = running.pids("manage.py worker")[0], server(running)
        process = running.pids("-m gunicorn")[1]
        os.kill(worker, signal.SIGKILL)
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: running.pids("manage.py worker") not in ([], [worker]), "another worker")
        wait_for(lambda: len(running.pids("-m gunicorn")) == 3, "another process of the server")
        assert server(running) == master
        assert running.status("/search/") == 200

        os.kill(master, signal.SIGKILL)
        wait_for(lambda: running.pids("-m gunicorn") and server(running) != master, "another server")
        wait_for(lambda: running.status("/search/") == 200, "an answer")
        ends(running, lambda: os.kill(running.pids("supervisord")[-1], signal.SIGKILL))

    def test_it_leaves_nobody_when_make_is_killed(self, checkout: Checkout) -> None:
        running = checkout.make_run()
        running.wait_until_ready()
        ends(running, lambda: os.kill(running.process.pid, signal.SIGKILL))

    def test_hup_restarts_it_and_it_ends_with_its_terminal(self, checkout: Checkout) -> None:
        running = checkout.make_run()
        running.wait_until_ready()
        first = server(running)
        os.kill(running.pids("supervisord.conf")[-1], signal.SIGHUP)
        wait_for(lambda: running.pids("-m gunicorn") and server(running) != first, "another server")
        wait_for(lambda: running.status("/search/") == 200, "an answer")
        ends(running, lambda: os.killpg(running.process.pid, signal.SIGHUP))
        assert "Traceback" not in running.said()

    def test_the_server_outlives_a_worker_that_never_starts(self, checkout: Checkout) -> None:
        command = checkout.folder / "newsroom" / "management" / "commands" / "worker.py"
        text = command.read_text()
        command.write_text("raise SystemExit(3)\n")
        try:
            running = checkout.make_run()
            running.wait_until_ready()
            first = server(running)
            wait_for(lambda: running.said().count("exited: worker") >= DEATHS, "deaths")
            assert server(running) == first
            assert running.status("/search/") == 200
        finally:
            command.write_text(text)


def ends(running: Running, act: Callable[[], None]) -> None:
    """Act when all processes are there; none may be left."""
    wait_for(lambda: running.pids("manage.py worker"), "the worker")
    everybody = running.pids()
    assert len(everybody) >= 5
    act()
    wait_for(lambda: not any(command_line(pid) for pid in everybody), "the end of all processes")


class TestInterruptions:
    def test_ctrl_c_during_the_preparation_leaves_no_traceback(self, checkout: Checkout) -> None:
        running = checkout.make_run()
        wait_for(lambda: "статические" in running.said(), "the preparation")
        assert running.press_ctrl_c() != 0
        assert "Traceback" not in running.said()
        assert not running.pids()


class TestRefusing:
    def test_it_says_that_the_port_is_busy(self, checkout: Checkout) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            said = checkout.refused(PORT=str(port))
        assert f"Порт {port} занят другой программой" in said
        assert "Готовлю" not in said

    def test_it_says_that_the_address_is_not_of_this_machine(self, checkout: Checkout) -> None:
        assert "это адрес другой машины" in checkout.refused(BIND="192.0.2.1")

    def test_it_says_which_python_it_needs(self, checkout: Checkout, tmp_path: Path) -> None:
        old = tmp_path / "python"
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(0o755)
        assert "Нужен Python от 3.11 до 3.14" in checkout.refused(f"PYTHON={old}")

    def test_it_says_that_the_environment_cannot_be_made(self, checkout: Checkout, tmp_path: Path) -> None:
        bare = tmp_path / "python"
        bare.write_text(f'#!/bin/sh\n[ "$2" = venv ] && exit 1\nexec {sys.executable} "$@"\n')
        bare.chmod(0o755)
        (checkout.folder / ".venv" / stamp()).unlink()
        try:
            assert "python3-venv" in checkout.refused(f"PYTHON={bare}")
        finally:
            (checkout.folder / ".venv" / stamp()).touch()

    def test_it_says_that_the_lock_file_is_missing(self, checkout: Checkout) -> None:
        lock = checkout.folder / "requirements.lock"
        lock.rename(lock.with_suffix(".away"))
        try:
            assert "Нет файла requirements.lock" in checkout.refused()
        finally:
            lock.with_suffix(".away").rename(lock)

    def test_it_says_that_a_package_is_missing(self, checkout: Checkout) -> None:
        done = subprocess.run(
            [sys.executable, "-S", "manage.py", "check"],
            cwd=checkout.folder,
            env=environment(checkout.var_dir),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("Нет пакета django: удалите папку .venv")
        assert "Traceback" not in done.stderr
