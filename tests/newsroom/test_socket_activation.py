"""A server on a socket that another program holds, as systemd does: restarts refuse nobody and mix no code."""

import http.client
import itertools
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import copy_prepared
from tests.newsroom.running import Running, copy_work_tree, environment, wait_for

SLOW_SECONDS = 1
ACTIVATE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "manage.py", "serve"])
"""


class Releases:
    """Two releases of the code, each in a folder of its own, and a link to the current one."""

    def __init__(self, folder: Path, listener: socket.socket, prepared: Path) -> None:
        self.folder = folder
        self.listener = listener
        self.port = listener.getsockname()[1]
        self.current = folder / "current"
        self.values = environment(folder / "var", WEB_WORKERS="2")
        for name in ("one", "two"):
            release = copy_work_tree(folder / name)
            edit(release / "newsroom" / "health.py", '"ok\\n"', f'{slowly(name)} + request.META["layer"]')
            edit(
                release / "newsroom" / "concurrency.py",
                "        response = ",
                f'        environ["layer"] = "{name}"\n        response = ',
            )
        self.switch("one")
        copy_prepared(prepared, folder / "var")

    def switch(self, name: str) -> None:
        fresh = self.folder / "current.new"
        fresh.symlink_to(name)
        fresh.replace(self.current)

    def serve(self) -> Running:
        number = self.listener.fileno()
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        return Running(
            [sys.executable, "-c", ACTIVATE, str(number)],
            folder=self.current,
            log=log,
            environment={**self.values, "PORT": str(self.port)},
            pass_fds=(number,),
        )


def slowly(name: str) -> str:
    """An expression that answers with the name of the release, after SLOW_SECONDS where the address asks for it."""
    wait = f'__import__("time").sleep({SLOW_SECONDS} if request.GET else 0)'
    return f'({wait} or "{name} ")'


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.fixture
def releases(tmp_path: Path, prepared: Path) -> Iterator[Releases]:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        yield Releases(tmp_path, listener, prepared)


class Readers:
    """Sends requests without a pause until stopped, each on a connection of its own; every third one is slow."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[tuple[float, float, str]] = []
        """When each request was sent and answered, by the monotonic clock, and what the answer said."""
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=(slow,)) for slow in (False, False, True)]
        for thread in self.threads:
            thread.start()

    def ask(self, slow: bool) -> None:
        while not self.stopped.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
            began = time.monotonic()
            try:
                connection.request("GET", "/health/live" + "?slow=1" * slow, headers={"Connection": "close"})
                said = connection.getresponse().read().decode()
            except OSError as error:
                said = repr(error)
            finally:
                connection.close()
            self.answers.append((began, time.monotonic(), said))

    def wait_for_more(self, number: int) -> None:
        before = len(self.answers)
        wait_for(lambda: len(self.answers) > before + number, "answers")

    def wait_for_release(self, name: str) -> None:
        wait_for(lambda: bool(self.answers) and self.answers[-1][2].startswith(name), f"release {name}")

    def stop(self) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def test_restarts_into_another_release_lose_no_request_and_mix_no_code(releases: Releases) -> None:
    """Requests that overlap a restart may get either release; those sent and answered between two get the current."""
    running = releases.serve()
    readers: Readers | None = None
    periods: list[tuple[float, float, str]] = []
    try:
        wait_for(lambda: running.status("/health/live") == 200, "an answer")
        readers = Readers(releases.port)
        for name, following in itertools.pairwise(("one", "two", "one", "two")):
            readers.wait_for_release(name)
            began = time.monotonic()
            readers.wait_for_more(50)
            periods.append((began, time.monotonic(), name))
            releases.switch(following)
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(timeout=30) == 0
            running = releases.serve()
        readers.wait_for_release("two")
    finally:
        if readers:
            readers.stop()
        running.kill()
    assert {said for _sent, _answered, said in readers.answers} == {"one one", "two two"}
    for began, ended, name in periods:
        within = {said for sent, answered, said in readers.answers if began <= sent and answered <= ended}
        assert within == {f"{name} {name}"}


def test_variables_of_a_parent_are_not_a_socket(releases: Releases) -> None:
    """The port is checked as always, and is busy here."""
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=releases.current,
        env={**releases.values, "PORT": str(releases.port), "LISTEN_PID": "1", "LISTEN_FDS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"Порт {releases.port} занят" in done.stderr
