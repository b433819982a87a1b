"""The key that signs sessions and links: given, or made once and kept."""

import os
import secrets
from pathlib import Path

from newsroom.environment.unreadable import Unreadable

LEAST = 32


def read_secret_key(given: str, *, var_dir: Path) -> str:
    """The given key, or the one in ``VAR_DIR/secret-key``, made at the first start for its owner only."""
    if given:
        if len(given) < LEAST:
            raise Unreadable(
                "SECRET_KEY", "…", f"нужно не меньше {LEAST} знаков", f"must have at least {LEAST} characters"
            )
        return given
    path = var_dir / "secret-key"
    try:
        return kept(path) or make(path)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            "VAR_DIR",
            str(var_dir),
            "файл secret-key в этой папке нельзя прочитать или записать",
            "the file secret-key in this folder cannot be read or written",
        ) from error


def kept(path: Path) -> str:
    """The key in the file; nothing if there is none, or an empty one left by a full disk."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def make(path: Path) -> str:
    """A new key in the file. Of several processes that start at once the first wins, and all get its key."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        if path.exists() and not kept(path):
            path.unlink()
        try:
            os.link(fresh, path)
        except FileExistsError:
            return kept(path)
    finally:
        fresh.unlink(missing_ok=True)
    return kept(path)
