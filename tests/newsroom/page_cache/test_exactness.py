"""Stored pages equal what is rendered from public rows that are rebuilt from the approved revisions.

`EXACTNESS_STEPS=200 EXACTNESS_SEED=7` takes more steps, and others.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections, transaction
from pytest_django import Settings

from articles import actions
from newsroom.page_cache import memory
from newsroom.page_cache.models import SiteVersion
from tests import public_urls
from tests.newsroom.page_cache.newsroom_at_work import NewsroomAtWork
from tests.newsroom.page_cache.stack import Answer, Stack

STEPS = int(os.environ.get("EXACTNESS_STEPS", "25"))
SEED = int(os.environ.get("EXACTNESS_SEED", "1"))
SAMPLE = 15
NOT_PAGES = ("/admin/", "/health/", "/media/", "/sitemap-news.xml", "/kk/sitemap-news.xml")


UNIQUE_HEADERS = ("X-Request-ID",)


def comparable(answer: Answer) -> Answer:
    """Leave out the headers that no two answers share."""
    return replace(answer, headers={k: v for k, v in answer.headers.items() if k not in UNIQUE_HEADERS})


def addresses() -> list[str]:
    return [address for address in public_urls.addresses() if not address.startswith(NOT_PAGES)]


class Readers:
    """A thread that reads random pages until it is stopped."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.statuses: set[int] = set()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._read)

    def _read(self) -> None:
        while not self.ended.is_set():
            for address in ("/", "/about/", "/feed/", "/kk/", "/sections/gorod/"):
                self.statuses.add(self.stack.get(address).status)
            self.ended.wait(0.05)
        connections.close_all()


@pytest.fixture
def readers(stack: Stack) -> Iterator[Readers]:
    readers = Readers(stack)
    readers.thread.start()
    yield readers
    readers.ended.set()
    readers.thread.join(30)


@contextmanager
def open_connection() -> Iterator[None]:
    """Keep the connection between requests: Django closes one that is in a transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def rebuilt(wanted: list[str], settings: Settings, folder: Path) -> dict[str, Answer]:
    """Render these addresses from public rows that are rebuilt, in a transaction that is rolled back."""
    pages, settings.PAGES_DIR = settings.PAGES_DIR, folder
    try:
        with open_connection(), transaction.atomic():
            version = SiteVersion.objects.values().get()
            actions.rebuild_published()
            SiteVersion.objects.update(**version)
            memory.forget()
            answers = {address: comparable(Stack().get(address)) for address in wanted}
            transaction.set_rollback(True)
        return answers
    finally:
        settings.PAGES_DIR = pages
        memory.forget()


def test_stored_pages_equal_pages_of_rebuilt_rows(
    stack: Stack, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(SEED)  # noqa: S311 (a test that can be repeated)
    with pytest.MonkeyPatch.context() as clock:
        newsroom = NewsroomAtWork(random, clock)
        taken: list[str] = []
        for number in range(STEPS):
            taken.append(newsroom.step())
            known = addresses()
            wanted = known if number == STEPS - 1 else random.sample(known, SAMPLE)
            fresh = {address: comparable(stack.get(address)) for address in wanted}
            stored = {address: comparable(stack.get(address)) for address in wanted}
            expected = rebuilt(wanted, settings, tmp_path / str(number))
            for address in wanted:
                assert fresh[address] == stored[address] == expected[address], (taken, address)
                assert "Тайна" not in fresh[address].body.decode(errors="replace"), (taken, address)


def test_readers_beside_it_get_pages(readers: Readers) -> None:
    with pytest.MonkeyPatch.context() as clock:
        newsroom = NewsroomAtWork(Random(SEED), clock)  # noqa: S311
        for _step in range(10):
            newsroom.step()
    readers.ended.set()
    readers.thread.join(30)
    assert readers.statuses <= {200, 301, 404, 410}
