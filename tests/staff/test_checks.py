"""The system checks."""

import pytest
from django.contrib import admin
from django.test import override_settings
from django.urls import path

from staff import checks

urlpatterns = [path("admin/", admin.site.urls)]


def test_the_settings_pass() -> None:
    assert checks.check_backend() == []
    assert checks.check_login() == []
    assert checks.check_language_middleware() == []


@pytest.mark.parametrize("backends", [[], ["django.contrib.auth.backends.ModelBackend"]])
def test_another_backend_is_an_error(backends: list[str]) -> None:
    with override_settings(AUTHENTICATION_BACKENDS=backends):
        assert [error.id for error in checks.check_backend()] == ["staff.E001"]


@pytest.mark.parametrize("urls", [__name__, "newsroom.images.urls"])
def test_a_login_without_throttle_is_an_error(urls: str) -> None:
    with override_settings(ROOT_URLCONF=urls):
        assert [error.id for error in checks.check_login()] == ["staff.E002"]


@override_settings(MIDDLEWARE=[])
def test_a_missing_middleware_is_an_error() -> None:
    assert [error.id for error in checks.check_language_middleware()] == ["staff.E003"]
