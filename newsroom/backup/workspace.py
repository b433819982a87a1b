"""A folder for one restore at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from newsroom.backup.exceptions import BackupError
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.storage.locks import locked


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """Lock the folder and empty it before and after. Raises BackupError if another process has it."""
    try:
        with locked(folder, 1):
            # Before too: a killed process may have left something.
            _empty(folder)
            try:
                yield folder
            finally:
                _empty(folder)
    except Busy:
        raise BackupError(_("Другая копия ещё делается или восстанавливается.")) from None


def _empty(folder: Path) -> None:
    folder.chmod(0o700)
    for path in folder.iterdir():
        path.unlink()
