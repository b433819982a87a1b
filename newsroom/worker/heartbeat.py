"""The worker's sign of life: the time of one file, which needs no database."""

from pathlib import Path

NAME = "worker-heartbeat"


def beat(var_dir: Path) -> None:
    """Record that the worker is alive now."""
    (var_dir / NAME).touch()


def age_seconds(var_dir: Path, *, now: float) -> float | None:
    """How many seconds before `now` (Unix time) the worker was last alive; None if it never was."""
    try:
        return max(0.0, now - (var_dir / NAME).stat().st_mtime)
    except FileNotFoundError:
        return None
