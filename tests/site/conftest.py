import pytest
from django.test import Client

from articles.models.outlet import Outlet
from tests.site import newsstand


@pytest.fixture(autouse=True)
def outlet(db: None) -> Outlet:
    """The site has its name in every test."""
    return newsstand.outlet()


@pytest.fixture
def reader() -> Client:
    """Somebody who reads, with nothing in the browser."""
    return Client(raise_request_exception=True)
