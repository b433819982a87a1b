from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Empty folders for this test, as on a machine of its own."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_PRIVATE = tmp_path / "media" / "private"
    settings.MEDIA_PUBLIC = tmp_path / "media" / "public"
    return tmp_path / "media"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup of this test is written to."""
    return tmp_path / "копия.tar"
