"""Public pages while another process keeps the write lock of SQLite."""

import sqlite3
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from tests.articles import test_query_counts as pages

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no lock of the whole database"),
]


@pytest.fixture
def write_lock() -> Iterator[None]:
    """Hold the write lock on another connection, as a long transaction does."""
    pages.publish_rows(3)
    pages.TestSite().publish_digests(2)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_it_stops_no_reader_on_a_new_connection(write_lock: None) -> None:
    addresses = [address for address, _limit in pages.addresses().values()]
    statuses: dict[str, int] = {}
    started = time.monotonic()

    def read() -> None:
        client = Client(raise_request_exception=False)
        statuses.update({address: client.get(address).status_code for address in addresses})
        connection.close()

    # A thread has a connection of its own, whose features Django has not tested yet.
    reader = threading.Thread(target=read)
    reader.start()
    reader.join()
    # With so few articles there are no older pages.
    assert {address for address, status in statuses.items() if status != 200 and "/before/" not in address} == set()
    assert {address for address, status in statuses.items() if status >= 500} == set()
    assert time.monotonic() - started < 20
