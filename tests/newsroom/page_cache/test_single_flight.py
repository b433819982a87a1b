"""A page that many ask for at once is rendered once, whichever process they ask and whatever is published meanwhile."""

import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from newsroom.page_cache import layer
from newsroom.page_cache.models import SiteVersion
from tests.newsroom.page_cache.stack import Answer, Stack
from tests.newsroom.running import wait_for

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.any_database

READERS = 20


class Slow:
    """Django, which renders a page and gives it away when it may; later ones after `seconds`."""

    def __init__(self, stack: Stack) -> None:
        self.django = stack.django
        self.first_may_go = threading.Event()
        self.seconds = 0.0
        self.lock = threading.Lock()
        self.at_once = self.most_at_once = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        is_first = not self.first_may_go.is_set()
        self._count(1)
        answer = self.django(environ, start_response)
        if is_first:
            self.first_may_go.wait(30)
        else:
            time.sleep(self.seconds)
        self._count(-1)
        return answer

    def _count(self, change: int) -> None:
        with self.lock:
            self.at_once += change
            self.most_at_once = max(self.most_at_once, self.at_once)


@pytest.fixture
def slow(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Pages of a new version, of which none is stored yet."""
    bump()
    slow = Slow(stack)
    monkeypatch.setattr(stack, "django", slow)
    return slow


def bump() -> None:
    with transaction.atomic():
        SiteVersion.bump()


class Readers:
    """Readers of one page, each in a thread of its own."""

    def __init__(self, stack: Stack, path: str) -> None:
        self.stack, self.path = stack, path
        self.answers: list[Answer] = []
        self.threads: list[threading.Thread] = []

    def ask(self, count: int) -> None:
        """Have so many more ask, and wait until those who can go no further wait for a rendering."""
        started = [threading.Thread(target=self._read) for _ in range(count)]
        for thread in started:
            thread.start()
        self.threads += started
        wait_for(lambda: self.stack.rendered, "the first rendering")
        for thread in started:
            thread.join(0.05)

    def _read(self) -> None:
        self.answers.append(self.stack.get(self.path))
        connections.close_all()

    def wait(self) -> None:
        for thread in self.threads:
            thread.join(30)
        assert len(self.answers) == len(self.threads)


def test_others_wait_for_the_first(stack: Stack, slow: Slow) -> None:
    readers = Readers(stack, "/about/")
    readers.ask(READERS)
    slow.first_may_go.set()
    readers.wait()
    assert all(answer == readers.answers[0] for answer in readers.answers)
    assert stack.rendered == ["/about/"]


def test_who_comes_to_the_lock_late_looks_again(stack: Stack, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking for the page and taking the lock, a request of another process has rendered it."""
    slow.first_may_go.set()
    single_flight = layer.single_flight

    def late(*args: object) -> object:
        monkeypatch.setattr(layer, "single_flight", single_flight)
        stack.get("/about/")
        return single_flight(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(layer, "single_flight", late)
    assert stack.get("/about/").status == HTTPStatus.OK
    assert stack.rendered == ["/about/"]


def test_after_a_publication_one_of_those_who_wait_renders(stack: Stack, slow: Slow) -> None:
    """The page that they have waited for is of the former version, so nobody finds it."""
    readers = Readers(stack, "/about/")
    readers.ask(READERS)
    bump()
    readers.ask(READERS)
    slow.first_may_go.set()
    readers.wait()
    assert {answer.status for answer in readers.answers} == {HTTPStatus.OK}
    assert stack.rendered == ["/about/"] * 2


@pytest.mark.parametrize("meanwhile", [lambda: None, bump], ids=["same version", "next version"])
def test_a_page_that_cannot_be_stored_is_rendered_for_all_at_once(
    stack: Stack, slow: Slow, meanwhile: Callable[[], None]
) -> None:
    """One after another, they would keep the threads of the server busy."""
    readers = Readers(stack, "/net/")
    readers.ask(READERS)
    meanwhile()
    slow.seconds = 1
    slow.first_may_go.set()
    readers.wait()
    assert {answer.status for answer in readers.answers} == {HTTPStatus.NOT_FOUND}
    assert len(stack.rendered) == READERS
    assert slow.most_at_once > READERS // 2
