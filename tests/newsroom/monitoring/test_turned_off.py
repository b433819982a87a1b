"""Without settings there is neither an address for metrics nor a library that reports errors."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.newsroom.running import environment

LOADED = "import sys, django; django.setup(); print(sorted({'prometheus_client', 'sentry_sdk'} & set(sys.modules)))"


@pytest.mark.django_db
def test_there_is_no_such_page(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("values", "loaded"),
    [({}, []), ({"SENTRY_DSN": "https://key@sentry.example/1"}, ["sentry_sdk"])],
)
def test_a_library_is_loaded_where_it_is_wanted(tmp_path: Path, values: dict[str, str], loaded: list[str]) -> None:
    variables = environment(tmp_path, DJANGO_SETTINGS_MODULE="newsroom.settings", **values)
    command = [sys.executable, "-c", LOADED]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)
