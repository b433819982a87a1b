"""Removal of the pages of former versions."""

import secrets
import shutil
from pathlib import Path

from newsroom.page_cache import files, switch

REMOVED = ".removed-"


def sweep() -> int:
    """Remove every folder that the link does not lead to; return how many.

    They are renamed under the lock of the switch, which is quick, and then removed. A reader whose file
    is removed meanwhile gets the page from the application.
    """
    root = files.root()
    if root is None or not root.is_dir():
        return 0
    with switch.locked(root):
        current = files.linked(root)
        for folder in _folders(root):
            if folder.name != current and not folder.name.startswith("."):
                folder.rename(root / f"{REMOVED}{secrets.token_hex(8)}")
    removed = [folder for folder in _folders(root) if folder.name.startswith(REMOVED)]
    for folder in removed:
        shutil.rmtree(folder, ignore_errors=True)
    return len(removed)


def _folders(root: Path) -> list[Path]:
    return [path for path in root.iterdir() if path.is_dir() and not path.is_symlink()]
