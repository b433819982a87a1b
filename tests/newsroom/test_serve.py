"""`manage.py serve` as a real process: slow clients, HEAD, new code, one process group's end."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.installations import copy_prepared
from tests.newsroom.running import (
    Running,
    command_line,
    copy_work_tree,
    environment,
    free_port,
    manage,
    wait_for,
)

MANY = 40
FORM = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
HALF_SENT = {
    "silent": b"",
    "headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: ",
    "body": FORM % (b"application/x-www-form-urlencoded", 5000) + b"username=",
    "large body": FORM % (b"multipart/form-data; boundary=x", 50_000_000) + b"--x\r\n",
}


class Site:
    """A prepared newsroom without a demo, in a copy of the work tree."""

    def __init__(self, folder: Path, prepared: Path) -> None:
        self.folder = copy_work_tree(folder / "checkout")
        self.var_dir = folder / "var"
        self.log = folder / "log"
        self.values = environment(self.var_dir)
        copy_prepared(prepared, self.var_dir)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return manage(self.folder, *arguments, **self.values)

    def serve(self, **values: str) -> Running:
        self.log.unlink(missing_ok=True)
        running = Running(
            [sys.executable, "manage.py", "serve"],
            folder=self.folder,
            log=self.log,
            environment={**self.values, "PORT": str(free_port()), **values},
        )
        try:
            running.wait_until_ready()
        except BaseException:
            running.kill()
            raise
        return running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Site:
    return Site(tmp_path_factory.mktemp("serve"), prepared)


@pytest.fixture
def served(site: Site) -> Iterator[Running]:
    running = site.serve()
    yield running
    running.kill()


class TestServing:
    def test_it_ends_with_all_its_processes(self, served: Running) -> None:
        everybody = served.pids()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=60) == 0
        assert not [pid for pid in everybody if command_line(pid)]
        assert "Traceback" not in served.said()

    def test_it_has_as_many_processes_as_wanted_and_no_worker(self, site: Site) -> None:
        running = site.serve(WEB_WORKERS="3", BIND="0.0.0.0")  # noqa: S104 (what is tested)
        try:
            wait_for(lambda: len(running.pids("-m gunicorn")) == 3, "three processes")
            assert not running.pids("manage.py worker")
        finally:
            running.kill()

    @pytest.mark.parametrize("kind", list(HALF_SENT))
    def test_half_sent_requests_delay_nobody(self, served: Running, kind: str) -> None:
        with ExitStack() as stack:
            for _ in range(MANY):
                client = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
                client.sendall(HALF_SENT[kind])
            time.sleep(0.5)
            for path in ("/", "/health/live", "/"):
                began = time.monotonic()
                assert served.status(path) == 200
                assert time.monotonic() - began < 1, path

    @pytest.mark.parametrize("path", ["/", "/health/live", "/no-such-page/", "/robots.txt"])
    def test_head_has_headers_and_writes_no_warning(self, served: Running, path: str) -> None:
        before = served.said()
        assert served.get(path, "HEAD") == (served.status(path), "")
        assert served.said() == before

    def test_an_incomplete_form_is_refused(self, served: Running) -> None:
        with socket.create_connection(("127.0.0.1", served.port)) as client:
            client.sendall(HALF_SENT["body"])
            client.shutdown(socket.SHUT_WR)
            assert client.recv(100).startswith(b"HTTP/1.1 400 ")


class TestWithoutADatabase:
    def test_it_starts_and_asks_readers_to_come_back(self, site: Site) -> None:
        running = site.serve(DATABASE_URL=f"postgres://newsroom@127.0.0.1:{free_port()}/newsroom")
        try:
            assert "the database does not answer" in running.said()
            assert running.status("/") == 503
            assert running.status("/health/live") == 200
            assert "Traceback" not in running.said()
        finally:
            running.kill()


class TestNewCode:
    def test_hup_loads_it_without_a_pause_or_a_mixture(self, site: Site) -> None:
        """The view and the layer around Django each print their version; the two must always be equal."""
        view, layer = (site.folder / "newsroom" / name for name in ("health.py", "concurrency.py"))
        old = {path: path.read_text() for path in (view, layer)}
        answers: list[tuple[int, str]] = []
        stop = threading.Event()

        def write(version: str) -> None:
            change(view, old[view], '"ok\\n"', f'"{version} " + request.META["layer"]')
            change(
                layer, old[layer], "        response = ", f'        environ["layer"] = "{version}"\n        response = '
            )

        def ask() -> None:
            while not stop.is_set():
                answers.append(running.get("/health/live"))

        write("one")
        # One process: a second one could still be loading the old code while it is changed.
        running = site.serve(WEB_WORKERS="1")
        asking = [threading.Thread(target=ask) for _ in range(4)]
        try:
            for thread in asking:
                thread.start()
            write("two or more")
            running.process.send_signal(signal.SIGHUP)
            wait_for(lambda: any("two" in body for _status, body in answers[-5:]), "new code")
            count = len(answers)
            wait_for(lambda: len(answers) > count + 200, "more answers")
        finally:
            stop.set()
            for thread in asking:
                thread.join()
            running.kill()
            for path, text in old.items():
                path.write_text(text)
        assert set(answers) == {(200, "one one"), (200, "two or more two or more")}

    def test_a_changed_stylesheet_takes_nothing_from_the_running_server(self, site: Site, served: Running) -> None:
        source = site.folder / "static" / "css" / "site" / "base" / "elements.css"
        old_text, old_address = source.read_text(), stylesheet(served)
        assert served.status(old_address) == 200
        try:
            source.write_text(old_text + "\nmain { color: teal }\n")
            assert site.manage("setup").returncode == 0
            assert served.status("/") == 200
            assert stylesheet(served) == old_address
            assert served.status(old_address) == 200

            served.process.send_signal(signal.SIGHUP)
            wait_for(lambda: stylesheet(served) != old_address, "the new stylesheet")
            assert "teal" in served.get(stylesheet(served))[1]
            wait_for(lambda: served.status(old_address) == 200, "the old stylesheet")

            # Its 30 days count from the time when it was last current.
            path = site.var_dir / old_address.lstrip("/")
            os.utime(path, (time.time() - 29 * 86400,) * 2)
            assert site.manage("setup").returncode == 0
            assert path.exists()
            os.utime(path, (time.time() - 31 * 86400,) * 2)
            assert site.manage("setup").returncode == 0
            assert not path.exists()
            assert served.status(stylesheet(served)) == 200
        finally:
            source.write_text(old_text)


def change(path: Path, text: str, old: str, new: str) -> None:
    """Write the text into the file with one place of it changed."""
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def stylesheet(served: Running) -> str:
    """The address of the stylesheet on the front page."""
    found = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', served.get("/")[1])
    assert found
    return found[1]


class TestRefusing:
    def test_it_says_that_the_port_is_busy(self, site: Site) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = manage(site.folder, "serve", **{**site.values, "PORT": str(port)})
        assert done.returncode == 1
        assert f"Порт {port} занят другой программой" in done.stderr
        assert "Traceback" not in done.stderr

    def test_it_says_that_the_database_is_not_ready(self, site: Site, tmp_path: Path) -> None:
        done = manage(site.folder, "serve", **environment(tmp_path, PORT=str(free_port())))
        assert done.returncode == 1
        assert "manage.py setup" in done.stderr
        assert "Traceback" not in done.stderr
