"""The source files that the architecture tests read."""

from collections.abc import Iterator
from pathlib import Path

PRODUCT = ("articles", "newsroom", "staff")


def python_files(*folders: str) -> Iterator[Path]:
    """Yield every module of these folders, by its path from the root; migrations record history and are left out."""
    for folder in folders:
        yield from (path for path in sorted(Path(folder).rglob("*.py")) if "migrations" not in path.parts)
