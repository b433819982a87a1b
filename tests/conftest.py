"""Fixtures of all tests."""

import gc
import os
import signal
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as hypothesis_settings

from newsroom.page_cache import memory

pytest_plugins = ["tests.users", "tests.storages", "tests.chromium", "tests.installations"]

# A busy machine is no falsified property.
hypothesis_settings.register_profile("newsroom", deadline=None)
hypothesis_settings.load_profile("newsroom")

# Nearly everything dies with its test: to look for cycles more seldom makes the suite a twentieth quicker.
gc.set_threshold(100_000, 50, 50)

# A run in the background ignores Ctrl+C and the end of the terminal, and so would the processes that the tests start.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True)
def empty_memory() -> None:
    """Empty the memory of the site version: the rollback after a test resets the number of the version."""
    memory.forget()


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """Return the environment in which another process uses the database and the folder of this test.

    Use it to start `manage.py` for real: what the test has saved is committed, as the other process must see it.
    """
    names = ("PATH", "HOME", "LANG", "PG_DUMP", "VIRTUAL_ENV", "ENV_FILE")
    kept = {name: value for name, value in os.environ.items() if name in names}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "VAR_DIR": str(settings.VAR_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def database_url() -> str:
    """The address of the database that this process tests with."""
    parameters = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parameters['NAME']}"
    user = quote(parameters["USER"], safe="")
    password = f":{quote(parameters['PASSWORD'], safe='')}" if parameters["PASSWORD"] else ""
    port = f"&port={parameters['PORT']}" if parameters["PORT"] else ""
    return f"postgres://{user}{password}@/{parameters['NAME']}?host={quote(parameters['HOST'], safe='')}{port}"
