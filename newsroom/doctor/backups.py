"""The age of the last backup."""

import time
from collections.abc import Iterator

from django.conf import settings

from newsroom.backup import retention

LONGEST_HOURS = 26
"""A nightly backup may take up to two hours longer than the one before."""


def backups() -> Iterator[str]:
    """There is a backup, and the last one is at most LONGEST_HOURS old."""
    newest = retention.newest(settings.VAR_DIR / "backups")
    if newest is None:
        yield (
            "Резервной копии нет: выполните manage.py backup и включите newsroom-backup.timer / "
            "there is no backup: run manage.py backup and enable newsroom-backup.timer"
        )
        return
    hours = (time.time() - newest.stat().st_mtime) / 3600
    if hours > LONGEST_HOURS:
        yield (
            f"Последней резервной копии {hours:.0f} ч: проверьте newsroom-backup.timer / "
            f"the last backup is {hours:.0f} hours old: check newsroom-backup.timer"
        )
