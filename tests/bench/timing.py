"""How pages are measured: statements, time beside an empty view's in the same rounds, weight."""

import gzip
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staff.models import User
from tests.bench.pages import Kind

FLOOR = "/health/live"
"""Answers without database and template: what the framework and this measuring cost."""

ROUNDS = 30
LONGEST = 20.0
"""Seconds after which a slow kind has been asked often enough."""

STATIC = re.compile('(?:href|src)="(/static/[^"]+)"')


@dataclass
class Times:
    """Of one kind: seconds of each answer, and the bytes of the last."""

    seconds: list[float] = field(default_factory=list)
    raw: int = 0
    compressed: int = 0

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]


def statements(kinds: Mapping[str, Kind]) -> dict[str, int]:
    """How many statements each kind takes, at its first address."""
    return {name: _statements(kind) for name, kind in kinds.items()}


def _statements(kind: Kind) -> int:
    client = client_of(kind.login)
    ask(client, kind.addresses[0])  # What a process asks only once is not the page's.
    with CaptureQueriesContext(connection) as captured:
        ask(client, kind.addresses[0])
    return len(captured)


def times(kinds: Mapping[str, Kind], rounds: int = ROUNDS) -> dict[str, Times]:
    """Time each kind, and the floor, once a round: whatever disturbs the machine disturbs all alike."""
    asked = {FLOOR: Kind((FLOOR,)), **kinds}
    clients = {login: client_of(login) for login in {kind.login for kind in asked.values()}}
    found = {name: Times() for name in asked}
    for number in range(rounds):
        for name, kind in asked.items():
            if sum(found[name].seconds) < LONGEST:
                _time(clients[kind.login], kind.addresses[number % len(kind.addresses)], found[name])
    return found


def _time(client: Client, address: str, times: Times) -> None:
    begun = time.perf_counter()
    content = ask(client, address).content
    times.seconds.append(time.perf_counter() - begun)
    times.raw, times.compressed = len(content), len(gzip.compress(content))


def ask(client: Client, address: str) -> HttpResponse:
    """Refuses to measure a page that failed; what is not there and what is refused are answers."""
    response = client.get(address)
    assert isinstance(response, HttpResponse)
    assert response.status_code in (200, 400, 404), f"{response.status_code} {address[:100]}"
    return response


def client_of(login: str) -> Client:
    """A browser, logged in where somebody asks."""
    client = Client(headers={"host": "127.0.0.1"})
    if login:
        client.force_login(User.objects.get(username=login))
    return client


def weight_of_all(address: str) -> int:
    """The compressed bytes of a page with its stylesheets and scripts, without pictures."""
    client = client_of("")
    page = ask(client, address).content
    parts = [b"".join(client.get(path)) for path in sorted(set(STATIC.findall(page.decode())))]
    return sum(len(gzip.compress(part)) for part in (page, *parts))
