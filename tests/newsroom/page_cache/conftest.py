from pathlib import Path

import pytest
from pytest_django import Settings

from tests.newsroom.page_cache.stack import Stack


@pytest.fixture
def pages(settings: Settings, tmp_path: Path, transactional_db: None) -> Path:
    """The folder of stored pages. Transactions are real, so that a commit switches the version."""
    settings.PAGES_DIR = tmp_path / "pages"
    return settings.PAGES_DIR


@pytest.fixture
def stack(pages: Path) -> Stack:
    return Stack()
