"""The limit of uploaded bytes."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.test import RequestFactory

from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.intake.upload_limit import UploadLimit

Received = Callable[[dict[str, int]], dict[str, Any]]


@pytest.fixture
def received() -> Iterator[Received]:
    """Receive named files of the given sizes in bytes, and close them at the end."""
    request = HttpRequest()

    def receive(sizes: dict[str, int]) -> dict[str, Any]:
        nonlocal request
        files = {name: _named(name, size) for name, size in sizes.items()}
        request = RequestFactory().post("/admin/login/", files)
        request.upload_handlers = [UploadLimit(request), TemporaryFileUploadHandler(request)]
        return {name: request.FILES[name] for name in sizes}

    yield receive
    request.close()


def _named(name: str, size: int) -> io.BytesIO:
    file = io.BytesIO(b"x" * size)
    file.name = f"{name}.jpg"
    return file


def test_an_ordinary_file_passes(received: Received):
    file = received({"photo": 300_000})["photo"]
    assert file.read() == b"x" * 300_000


def test_a_too_large_file_is_dropped_with_its_true_size(received: Received):
    file = received({"photo": MAX_BYTES + 70_000})["photo"]
    assert file.size == MAX_BYTES + 70_000
    assert file.read() == b""
    assert not hasattr(file, "temporary_file_path")


def test_all_files_of_a_request_count(received: Received):
    files = received({"one": MAX_BYTES - 10, "two": 500})
    assert files["one"].size == MAX_BYTES - 10
    assert files["two"].size > MAX_BYTES
    assert files["two"].read() == b""


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES - 1])
def test_the_largest_allowed_file_passes(received: Received, size: int):
    assert received({"photo": size})["photo"].size == size
