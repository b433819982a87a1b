"""A request cannot fill the disk with a file that nobody takes."""

import io
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from newsroom.images.refusals import MAX_BYTES
from newsroom.images.upload_limit import UploadLimit


def received(sizes: dict[str, int]) -> dict[str, Any]:
    files = {name: _named(name, size) for name, size in sizes.items()}
    request = RequestFactory().post("/admin/login/", files)
    request.upload_handlers = [UploadLimit(request), TemporaryFileUploadHandler(request)]
    return {name: request.FILES[name] for name in sizes}


def _named(name: str, size: int) -> io.BytesIO:
    file = io.BytesIO(b"x" * size)
    file.name = f"{name}.jpg"
    return file


def test_it_lets_an_ordinary_file_through():
    file = received({"photo": 300_000})["photo"]
    assert file.read() == b"x" * 300_000


def test_it_drops_what_is_too_big_and_tells_its_true_size():
    file = received({"photo": MAX_BYTES + 70_000})["photo"]
    assert file.size == MAX_BYTES + 70_000
    assert file.read() == b""
    assert not hasattr(file, "temporary_file_path")


def test_it_counts_all_files_of_a_request_together():
    files = received({"one": MAX_BYTES - 10, "two": 500})
    assert files["one"].size == MAX_BYTES - 10
    assert files["two"].size > MAX_BYTES
    assert files["two"].read() == b""


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES - 1])
def test_it_takes_the_largest_that_is_allowed(size: int):
    assert received({"photo": size})["photo"].size == size
