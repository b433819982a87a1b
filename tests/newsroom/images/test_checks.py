"""The system checks."""

from pathlib import Path

import pytest
from PIL import features
from pytest_django import Settings

from newsroom.images.checks import check_images


def test_it_accepts_this_machine():
    assert check_images() == []


def test_a_missing_format_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(features, "check", lambda feature: feature != "avif")
    assert [error.id for error in check_images()] == ["images.E001"]


@pytest.mark.parametrize("inner", ["", "private"])
def test_nested_media_folders_are_an_error(settings: Settings, tmp_path: Path, inner: str):
    settings.MEDIA_PUBLIC = tmp_path / "media"
    settings.MEDIA_PRIVATE = tmp_path / "media" / inner
    assert [error.id for error in check_images()] == ["images.E002"]
