"""Mistakes of the machine are found at the start."""

from pathlib import Path

import pytest
from PIL import features
from pytest_django import Settings

from newsroom.images.checks import check_images


def test_it_is_content_with_this_machine():
    assert check_images() == []


def test_it_misses_a_format(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(features, "check", lambda feature: feature != "avif")
    assert [error.id for error in check_images()] == ["images.E001"]


@pytest.mark.parametrize("inner", ["", "private"])
def test_it_wants_private_and_public_files_apart(settings: Settings, tmp_path: Path, inner: str):
    settings.MEDIA_PUBLIC = tmp_path / "media"
    settings.MEDIA_PRIVATE = tmp_path / "media" / inner
    assert [error.id for error in check_images()] == ["images.E002"]
