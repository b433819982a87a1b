import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

Machine = Callable[[], dict[str, str]]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Empty folders for this test, as on a machine of its own."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of the backup of this test."""
    return tmp_path / "копия.tar"


@pytest.fixture
def empty_machine(process_environment: dict[str, str], tmp_path: Path) -> Iterator[Machine]:
    """Return the environment of a new machine: an empty folder, and an empty database of the kind of this run."""
    made: list[str] = []

    def machine() -> dict[str, str]:
        name = f"machine_{secrets.token_hex(4)}"
        made.append(name)
        folder = tmp_path / name
        folder.mkdir()
        if connection.vendor == "sqlite":
            address = f"sqlite:///{folder}/newsroom.sqlite3"
        else:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            address = process_environment["DATABASE_URL"].replace(connection.settings_dict["NAME"], name)
        return process_environment | {"VAR_DIR": str(folder), "DATABASE_URL": address}

    yield machine
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in made:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
