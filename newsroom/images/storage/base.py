"""What a storage of images can do."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO, NamedTuple

Fill = Callable[[BinaryIO], object]
Content = BytesIO | BufferedReader

_YOUNG_SECONDS = 24 * 60 * 60


class StoredFile(NamedTuple):
    """The name of a file below the root of the storage, and its Unix time."""

    name: str
    modified_at: float

    @property
    def age(self) -> float:
        """Seconds since the file was written."""
        return time.time() - self.modified_at

    @property
    def is_young(self) -> bool:
        """Whether the transaction that writes its row may not have ended."""
        return self.age <= _YOUNG_SECONDS


class StorageAway(OSError):
    """The storage does not answer for the moment. The storage itself has logged it."""


class MediaStorage(ABC):
    """Files below `private/`, which only the staff see, and below `public/`, which anybody may fetch.

    Names are those of `names`, with `/` between folders. Every method raises OSError if the storage fails.
    """

    @abstractmethod
    def read(self, name: str, part: range | None = None) -> Content:
        """Open a file; it can seek. Raises FileNotFoundError.

        With `part`, the bytes of these numbers come first, and what surrounds them need not be there.
        """

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Return whether there is such a file."""

    @abstractmethod
    def write(self, name: str, fill: Fill) -> int:
        """Write a file by calling `fill` with an open one; return its size in bytes.

        The file is complete or missing, whatever happens. An empty one is an error.
        """

    @abstractmethod
    def publish(self, source: str, target: str) -> None:
        """Make the public file `target` of a private one."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Delete a file; a missing one is no error."""

    @abstractmethod
    def delete_folder(self, folder: str) -> None:
        """Delete a folder and what is in it; a missing one is no error."""

    @abstractmethod
    def files(self, folder: str) -> Iterator[StoredFile]:
        """Return every file in the folder and its subfolders."""

    @abstractmethod
    def folders(self, folder: str) -> list[str]:
        """Return the names of the subfolders, without the path of the folder."""
