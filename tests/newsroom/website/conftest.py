import pytest
from django.test import Client

from newsroom.website.models.outlet import Outlet
from tests.newsroom.website import website_factories


@pytest.fixture(autouse=True)
def outlet(db: None) -> Outlet:
    """The site has its name in every test."""
    return website_factories.outlet()


@pytest.fixture
def reader() -> Client:
    """Somebody who reads, with nothing in the browser."""
    return Client(raise_request_exception=True)
