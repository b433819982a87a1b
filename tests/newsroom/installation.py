"""Read the settings of an installation, or run its commands."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from newsroom import env

SETTINGS = settings.BASE_DIR / "newsroom" / "settings.py"


class Installation:
    """A newsroom in a folder of its own, with the given variables and nothing else in its environment."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def read(self, **values: str) -> dict[str, Any]:
        variables = {"VAR_DIR": str(self.folder / "var"), "ENV_FILE": os.devnull, **values}
        self.monkeypatch.setattr(os, "environ", variables)
        return runpy.run_path(str(SETTINGS))

    def database(self, url: str) -> dict[str, Any]:
        found: dict[str, Any] = self.read(DATABASE_URL=url)["DATABASES"]["default"]
        return found


def manage(folder: Path, *arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with a folder of its own."""
    variables = {name: value for name, value in os.environ.items() if name not in env.VARIABLES}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={
            **variables,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "ENV_FILE": os.devnull,
            "VAR_DIR": str(folder),
            **values,
        },
        capture_output=True,
        text=True,
        check=False,
    )
