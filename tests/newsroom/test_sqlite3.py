"""The SQLite backend: files for their owner, whose locks hold for as long as SQLite holds them."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

WRITE = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"


def connect(path: Path) -> sqlite3.Connection:
    handler = ConnectionHandler({"default": {"ENGINE": "newsroom.sqlite3", "NAME": str(path)}})
    wrapper = handler["default"]
    connection: sqlite3.Connection = wrapper.get_new_connection(wrapper.get_connection_params())
    return connection


def test_another_connection_of_the_process_drops_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.sqlite3"
    writing = connect(path)
    writing.execute("BEGIN EXCLUSIVE")
    connect(path).close()
    elsewhere = subprocess.run([sys.executable, "-c", WRITE, path], capture_output=True, text=True, check=False)
    assert "database is locked" in elsewhere.stderr


def test_a_new_file_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.sqlite3"
    connect(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_path_that_is_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match=str(tmp_path)):
        connect(tmp_path)
