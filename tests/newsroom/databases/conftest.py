"""A second database that plays the replica: a copy of the first as of the last `catch_up`."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.databases import replica as module
from newsroom.databases.address import REPLICA


class Replica:
    """The replica of the test database."""

    def __init__(self, name: str) -> None:
        self.name = name

    def connect(self) -> None:
        """Register the second database under its alias."""
        config = {**connection.settings_dict, "NAME": self.name, "TEST": {}}
        both = {"default": config, REPLICA: config}
        connections.settings[REPLICA] = connections.configure_settings(both)[REPLICA]

    def disconnect(self) -> None:
        """Forget the second database."""
        connections[REPLICA].close()
        del connections[REPLICA], connections.settings[REPLICA]

    def catch_up(self) -> None:
        """Copy everything that is committed on the primary."""
        connections[REPLICA].close()
        if connection.vendor == "sqlite":
            Path(self.name).unlink(missing_ok=True)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [self.name])
        else:
            self.remove()
            connection.close()
            self._on_server(f"CREATE DATABASE {self.name} TEMPLATE {connection.settings_dict['NAME']}")

    def remove(self) -> None:
        """Delete the second database."""
        connections[REPLICA].close()
        if connection.vendor == "postgresql":
            self._on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def stop(self) -> None:
        """Let nobody connect to it."""
        connections[REPLICA].close()
        connections[REPLICA].settings_dict["NAME"] = "/nowhere/at/all" if connection.vendor == "sqlite" else "none"

    def execute(self, statement: str, parameters: list[Any]) -> None:
        """Change the replica alone, to see which database a page is read from."""
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(statement, parameters)

    def _on_server(self, statement: str) -> None:
        parameters = connection.get_connection_params()
        server = {name: parameters[name] for name in ("host", "port", "user", "password") if parameters.get(name)}
        with psycopg.connect(dbname="postgres", autocommit=True, **server) as maintenance:
            maintenance.execute(statement)


def connect_if_necessary(wrapper: BaseDatabaseWrapper) -> None:
    if wrapper.connection is None:
        with wrapper.wrap_database_errors:
            wrapper.connect()


@pytest.fixture
def replica(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """An up-to-date replica."""
    monkeypatch.setattr(module, "_paused_until", {})
    # Tests may not connect to an alias that was not there when they began.
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", connect_if_necessary)
    name = str(tmp_path / "replica.sqlite3") if connection.vendor == "sqlite" else f"replica_{secrets.token_hex(4)}"
    made = Replica(name)
    made.connect()
    made.catch_up()
    yield made
    made.remove()
    made.disconnect()
