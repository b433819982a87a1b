"""Where a test keeps its images: in a folder, or in a bucket on a server that lives as long as the run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:
    from tests.newsroom.images.buckets import Bucket

# The server is imported where it is needed: that takes a second, and few tests need it.


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    """The host and port of an S3-compatible server."""
    from tests.newsroom.images.buckets import server

    with server() as address:
        yield address


@pytest.fixture
def bucket(bucket_server: str, settings: Settings) -> Bucket:
    """An empty bucket in which the images of this test are stored."""
    from tests.newsroom.images.buckets import Bucket

    made = Bucket.made(bucket_server)
    settings.STORAGES = {**settings.STORAGES, "default": made.storage_setting()}
    return made


@pytest.fixture(params=["folder", "bucket"])
def either_storage(request: pytest.FixtureRequest) -> None:
    """Run the test once with images in a folder and once with images in a bucket."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
