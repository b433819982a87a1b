"""Images in a bucket of an S3-compatible storage."""

from __future__ import annotations

import errno
import io
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from newsroom.images.storage import names
from newsroom.images.storage.base import Content, Fill, MediaStorage, StorageAway, StoredFile
from newsroom.images.storage.content_types import content_type, is_shown_in_page

logger = logging.getLogger(__name__)

PUBLIC_CACHE = "public, max-age=600, must-revalidate"
"""Short, because an image may be withdrawn."""
PAUSE_SECONDS = 15.0
"""After a failed call, how long others fail at once: readers must not wait for a dead storage in turn.

Longer than a call can take, so that at most one thread of a process waits.
"""
_CONFIG = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 2, "mode": "standard"},
    max_pool_connections=16,
    # Not every storage knows the checksums that the library would send by default.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_MISSING = {"404", "NoSuchKey", "NotFound"}
_DELETED_AT_ONCE = 1000


class BucketStorage(MediaStorage):
    """A bucket with `private/` and `public/` below `location`.

    No object gets an access list: the policy of the bucket decides who reads what, and may open `public/` only.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._bucket: str = options["bucket_name"]
        self._location: str = options.get("location", "")
        self._pause_lock = threading.Lock()
        self._paused_until = 0.0

    @cached_property
    def _client(self) -> Any:
        # One for all threads: clients of boto3 are thread-safe, its resources are not.
        return S3Storage(**self._options, client_config=_CONFIG).connection.meta.client

    def read(self, name: str, part: range | None = None) -> Content:
        wanted = {"Range": f"bytes={part.start}-{part.stop - 1}"} if part else {}
        with self._call(name) as place:
            # Read to its end, so that a broken connection fails before anything is answered.
            return io.BytesIO(self._client.get_object(**place, **wanted)["Body"].read())

    def exists(self, name: str) -> bool:
        try:
            with self._call(name) as place:
                self._client.head_object(**place)
        except FileNotFoundError:
            return False
        return True

    def write(self, name: str, fill: Fill) -> int:
        file = io.BytesIO()
        fill(file)
        size = file.tell()
        if not size:
            raise OSError(errno.EIO, "nothing was written", name)
        with self._call(name) as place:
            self._client.put_object(**place, Body=file.getvalue(), ContentType=content_type(name))
        return size

    def publish(self, source: str, target: str) -> None:
        """Copy the object within the storage."""
        with self._call(target) as place:
            self._client.copy_object(
                **place,
                CopySource={"Bucket": self._bucket, "Key": self._key(source)},
                MetadataDirective="REPLACE",
                ContentType=content_type(target),
                CacheControl=PUBLIC_CACHE,
                **({} if is_shown_in_page(target) else {"ContentDisposition": "attachment"}),
            )

    def delete(self, name: str) -> None:
        with self._call(name) as place:
            self._client.delete_object(**place)

    def delete_folder(self, folder: str) -> None:
        found = [{"Key": self._key(file.name)} for file in self.files(folder)]
        for start in range(0, len(found), _DELETED_AT_ONCE):
            batch = {"Objects": found[start : start + _DELETED_AT_ONCE], "Quiet": True}
            with self._call(folder):
                errors = self._client.delete_objects(Bucket=self._bucket, Delete=batch).get("Errors", [])
            if errors:
                raise OSError(errno.EREMOTEIO, str(errors[0].get("Code")), folder)

    def files(self, folder: str) -> Iterator[StoredFile]:
        for page in self._pages(folder):
            for found in page.get("Contents", []):
                yield StoredFile(self._name(found["Key"]), found["LastModified"].timestamp())

    def folders(self, folder: str) -> list[str]:
        pages = self._pages(folder, Delimiter="/")
        return [names.last(found["Prefix"]) for page in pages for found in page.get("CommonPrefixes", [])]

    def is_readable_by_anybody(self, name: str) -> bool:
        """Return whether a request without a signature gets the file. Raises OSError if the storage is away."""
        storage = S3Storage(**self._options, client_config=_CONFIG.merge(Config(signature_version=UNSIGNED)))
        try:
            storage.connection.meta.client.get_object(Bucket=self._bucket, Key=self._key(name), Range="bytes=0-0")
        except ClientError:
            return False
        except BotoCoreError as error:
            raise StorageAway(errno.EREMOTEIO, type(error).__name__, name) from error
        return True

    def _pages(self, folder: str, **options: Any) -> Iterator[dict[str, Any]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._key(f"{folder}/" if folder else ""), **options
        )
        waiting = iter(pages)
        while True:
            with self._call(folder):
                page = next(waiting, None)
            if page is None:
                return
            yield page

    def _key(self, name: str) -> str:
        return f"{self._location}/{name}" if self._location else name

    def _name(self, key: str) -> str:
        return key.removeprefix(f"{self._location}/") if self._location else key

    @contextmanager
    def _call(self, name: str) -> Iterator[dict[str, str]]:
        """Give the place of an object, and turn the errors of the library into OSError."""
        self._take_turn()
        try:
            yield {"Bucket": self._bucket, "Key": self._key(name)}
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in _MISSING:
                self._resume()
                raise FileNotFoundError(errno.ENOENT, "no such object", name) from error
            raise self._pause(error, name) from error
        except BotoCoreError as error:
            raise self._pause(error, name) from error
        else:
            self._resume()

    def _pause(self, error: Exception, name: str) -> StorageAway:
        if not self._paused_until:
            logger.error("The storage of images does not answer: %s", error)
        self._paused_until = time.monotonic() + PAUSE_SECONDS
        return StorageAway(errno.EREMOTEIO, type(error).__name__, name)

    def _resume(self) -> None:
        if self._paused_until:
            logger.warning("The storage of images answers again")
            self._paused_until = 0.0

    def _take_turn(self) -> None:
        """While the storage is away, or refuses, let one call in PAUSE_SECONDS try it."""
        if not self._paused_until:
            return
        with self._pause_lock:
            now = time.monotonic()
            if now < self._paused_until:
                raise StorageAway(errno.EREMOTEIO, "the storage of images does not answer")
            self._paused_until = now + PAUSE_SECONDS
