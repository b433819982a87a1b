"""Folders of public files, made before the commit that publishes and removed after the commit that withdraws.

A mark in `private/pending` stands for a folder whose transaction has not ended. `sweep` removes the folders that a
crash leaves. Errors of the storage are logged; they stop no publication.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress

from django.db import transaction

from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway

logger = logging.getLogger(__name__)

_PENDING_SECONDS = 60 * 60


@contextmanager
def errors_logged(failure: str) -> Iterator[None]:
    """Log an error of the storage with this sentence and go on behind the block."""
    try:
        yield
    except StorageAway:
        pass  # logged by the storage
    except OSError:
        logger.exception(failure)


def begin(folder: str) -> bool:
    """Mark a new folder until the commit, and return whether it may be filled.

    The mark is made before the folder, so that `sweep` never sees the folder without it.
    """
    mark = names.mark(folder)
    with errors_logged(f"The public folder {folder} could not be begun"):
        media.write(mark, lambda file: file.write(b"pending"))
        transaction.on_commit(lambda: _delete_mark(mark), robust=True)
        return True
    return False


def _delete_mark(mark: str) -> None:
    # `delete_old_marks` does it later if this fails.
    with suppress(OSError):
        media.delete(mark)


def remove(folder: str) -> None:
    """Remove a folder; `sweep` tries again if this fails."""
    with errors_logged(f"The public folder {folder} could not be removed"):
        media.delete_folder(names.public_folder(folder))


def remove_on_commit(folder: str) -> None:
    """Remove a folder after the commit that withdraws it."""
    transaction.on_commit(lambda: remove(folder), robust=True)


def sweep(is_ours: Callable[[str], bool], used: Callable[[], Collection[str]]) -> int:
    """Remove those of our folders that no row names, and return how many. `used()` returns the names in the rows.

    The order matters: folders first, marks second, rows last. A folder without a mark was committed before, so its row,
    if any, is visible.
    """
    found = [folder for folder in media.folders(names.PUBLIC) if is_ours(folder)]
    if not found:
        return 0
    unfinished = {names.last(mark.name) for mark in media.files(names.PENDING) if mark.age < _PENDING_SECONDS}
    kept = unfinished.union(used())
    stray = [folder for folder in found if folder not in kept]
    for folder in stray:
        remove(folder)
    return len(stray)


def delete_old_marks() -> None:
    """Delete the marks that a crash has left."""
    for mark in list(media.files(names.PENDING)):
        if mark.age >= _PENDING_SECONDS:
            media.delete(mark.name)
