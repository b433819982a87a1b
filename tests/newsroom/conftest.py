from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.newsroom.images.buckets import Bucket, server


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    """The address of an S3-compatible server that lives as long as the run."""
    with server() as address:
        yield address


@pytest.fixture
def bucket(bucket_server: str, settings: Settings) -> Bucket:
    """An empty bucket in which the images of this test are stored."""
    made = Bucket.made(bucket_server)
    settings.STORAGES = {**settings.STORAGES, "default": made.storage_setting()}
    return made


@pytest.fixture(params=["folder", "bucket"])
def either_storage(request: pytest.FixtureRequest) -> None:
    """Run the test once with images in a folder and once with images in a bucket."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
