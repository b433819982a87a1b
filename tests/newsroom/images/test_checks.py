"""The system checks."""

import pytest
from PIL import features

from newsroom.images.checks import check_images


def test_it_accepts_this_machine():
    assert check_images() == []


def test_a_missing_format_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(features, "check", lambda feature: feature != "avif")
    assert [error.id for error in check_images()] == ["images.E001"]
