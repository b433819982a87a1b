"""The key that signs sessions and links."""

import os
import secrets
from pathlib import Path

from newsroom import env

MIN_KEY_LENGTH = 50


def read_secret_key(name: str, *, var_dir: Path) -> str:
    """Return the key that signs sessions and links: the given one, or that of `VAR_DIR/secret-key`, made if missing."""
    given = os.environ.get(name, "").strip()
    if len(given) >= MIN_KEY_LENGTH:
        return given
    if given:
        expected = f"нужно не меньше {MIN_KEY_LENGTH} знаков / must have at least {MIN_KEY_LENGTH} characters"
        env.refuse(name, "…", expected)
    path = var_dir / "secret-key"
    try:
        return _kept_key(path) or _make_key(path)
    except (OSError, UnicodeDecodeError):
        expected = (
            "файл secret-key в этой папке нельзя прочитать или записать / "
            "the file secret-key in this folder cannot be read or written"
        )
        env.refuse("VAR_DIR", str(var_dir), expected)


def _kept_key(path: Path) -> str:
    """Return the key in the file; nothing if there is none, or an empty one left by a full disk."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _make_key(path: Path) -> str:
    """Write a new key for its owner only; of several processes that start at once all get the key of the first."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        if path.exists() and not _kept_key(path):
            path.unlink()
        try:
            os.link(fresh, path)
        except FileExistsError:
            return _kept_key(path)
    finally:
        fresh.unlink(missing_ok=True)
    return _kept_key(path)
