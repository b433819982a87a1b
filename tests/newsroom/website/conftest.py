import pytest
from django.test import Client

from newsroom.website.models.outlet import Outlet
from tests.newsroom.website import website_factories


@pytest.fixture(autouse=True)
def outlet(db: None) -> Outlet:
    """The outlet, in every test."""
    return website_factories.outlet()


@pytest.fixture
def reader() -> Client:
    """A reader without cookies."""
    return Client(raise_request_exception=True)
