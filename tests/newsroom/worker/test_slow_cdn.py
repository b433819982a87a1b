"""A CDN that takes the connection and does not answer keeps nothing but its own purge waiting."""

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from articles.models import Article
from articles.workflow import State
from newsroom.page_cache import files
from newsroom.page_cache.models import SiteVersion
from tests import factories
from tests.newsroom.running import Running, wait_for

LIMIT_SECONDS = 5.0
"""One or two are usual: a job is due every second. A machine that is busy with other tests may take longer."""


def silent(connection: socket.socket, ended: threading.Event) -> None:
    """Read nothing and say nothing."""
    ended.wait()


def dripping(connection: socket.socket, ended: threading.Event) -> None:
    """Begin an answer that never ends: no single read of it takes long."""
    while not ended.wait(0.2):
        connection.send(b".")


class Cdn:
    """Counts those who connect, and treats each in a thread of its own."""

    def __init__(self, treat: Callable[[socket.socket, threading.Event], None]) -> None:
        self.treat = treat
        self.ended = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.callers = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self.listener.accept()
                self.callers += 1
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            self.treat(connection, self.ended)

    def close(self) -> None:
        self.ended.set()
        self.listener.close()


@contextmanager
def worker(values: dict[str, str], log: Path) -> Iterator[Running]:
    """A worker at work."""
    command = [sys.executable, "manage.py", "worker"]
    running = Running(command, folder=settings.BASE_DIR, log=log, environment=values)
    try:
        yield running
    finally:
        running.kill()


def bump_elsewhere() -> str:
    """End the version as another host does; return how the folders of the next one begin."""
    with transaction.atomic():
        SiteVersion.bump()
    return f"{SiteVersion.objects.get().number}-"


def seconds_until(condition: Callable[[], object], what: str) -> float:
    started_at = time.monotonic()
    wait_for(condition, what)
    return time.monotonic() - started_at


@pytest.mark.parametrize("treat", [silent, dripping])
def test_it_delays_no_reader(
    treat: Callable[[socket.socket, threading.Event], None], process_environment: dict[str, str], tmp_path: Path
) -> None:
    cdn = Cdn(treat)
    article = factories.scheduled()
    bump_elsewhere()
    values = {**process_environment, "VAR_DIR": str(tmp_path), "CDN_PURGE_URL": cdn.address}
    try:
        with worker(values, tmp_path / "worker.log") as running:
            wait_for(lambda: cdn.callers, "the first purge")

            factories.make_due(article)
            is_published = Article.objects.filter(pk=article.pk, state=State.PUBLISHED).exists
            assert seconds_until(is_published, "the publication") < LIMIT_SECONDS

            number = bump_elsewhere()
            is_linked = lambda: files.linked(tmp_path / "pages").startswith(number)  # noqa: E731
            assert seconds_until(is_linked, "the pages of the next version") < LIMIT_SECONDS

            running.process.terminate()
            assert seconds_until(lambda: running.process.poll() is not None, "the end") < LIMIT_SECONDS
            assert running.process.returncode == 0
    finally:
        cdn.close()
