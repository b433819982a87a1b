"""Where backups are kept, and how many of them."""

from datetime import datetime
from pathlib import Path

PATTERN = "newsroom-*.tar"


def new_file(folder: Path, *, at: datetime) -> Path:
    """Return the path of a backup made at that time; the names sort by age."""
    return folder / f"newsroom-{at:%Y-%m-%d-%H%M%S}.tar"


def newest(folder: Path) -> Path | None:
    """Return the last backup in the folder."""
    return max(folder.glob(PATTERN), default=None, key=lambda path: path.name)


def remove_old(folder: Path, *, keep: int) -> None:
    """Delete all backups of the folder but the last `keep`. Raises OSError."""
    for path in sorted(folder.glob(PATTERN), reverse=True)[keep:]:
        path.unlink()
