from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Empty media folders."""
    settings.MEDIA_PRIVATE = tmp_path / "media" / "private"
    settings.MEDIA_PUBLIC = tmp_path / "media" / "public"
    return tmp_path / "media"
