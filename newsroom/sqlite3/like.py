"""A case-insensitive LIKE for SQLite, whose own ignores case only for Latin letters.

Django compiles `iexact`, `icontains`, `istartswith` and `iendswith` to LIKE with ESCAPE, so one function corrects all
of them, including the admin's search. UPPER and LOWER are not replaced, because an index that uses them must mean the
same to every other program that opens the file.
"""

import re
import sqlite3
from functools import lru_cache

Value = str | bytes | int | float | None


class _Part:
    """The part of a pattern between two `%`: case-folded characters, and None for `_` (any one character)."""

    def __init__(self, chars: list[str | None]) -> None:
        self.length = sum(1 if char is None else len(char) for char in chars)
        self._literal = "".join(char or "" for char in chars)
        self._regex: re.Pattern[str] | None = None
        if None in chars:
            self._regex = re.compile("".join("." if char is None else re.escape(char) for char in chars), re.DOTALL)

    def is_at(self, text: str, start: int) -> bool:
        if self._regex:
            return self._regex.match(text, start) is not None
        return text.startswith(self._literal, start)

    def find(self, text: str, start: int, end: int) -> int:
        """Return the first position of the part within `text[start:end]`, or -1."""
        if self._regex:
            found = self._regex.search(text, start, end)
            return found.start() if found else -1
        return text.find(self._literal, start, end)


@lru_cache(maxsize=512)
def _parts(pattern: str, escape: str) -> tuple[_Part, ...]:
    """Split a LIKE pattern into its parts; none if it ends in a lone escape character, which matches nothing."""
    parts: list[list[str | None]] = [[]]
    escaped = False
    for char in pattern:
        if escaped:
            parts[-1].append(char.casefold())
            escaped = False
        elif char == escape:
            escaped = True
        elif char == "%":
            parts.append([])
        else:
            parts[-1].append(None if char == "_" else char.casefold())
    return () if escaped else tuple(map(_Part, parts))


def _matches(text: str, parts: tuple[_Part, ...]) -> bool:
    """Return whether folded `text` is the parts in order with anything between them.

    Without backtracking: each part is matched at its first position, which is enough.
    """
    if not parts:
        return False
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return len(text) == first.length and first.is_at(text, 0)
    position, end = first.length, len(text) - last.length
    if position > end or not first.is_at(text, 0) or not last.is_at(text, end):
        return False
    for part in parts[1:-1]:
        found = part.find(text, position, end)
        if found < 0:
            return False
        position = found + part.length
    return True


def _as_text(value: Value) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def like(pattern: Value, value: Value, escape: str | None = "") -> bool | None:
    """Evaluate `value LIKE pattern [ESCAPE escape]` for every alphabet; None if any of them is None (NULL).

    The arguments are in SQLite's order. Raises ValueError if `escape` is longer than one character.
    """
    if pattern is None or value is None or escape is None:
        return None
    if len(escape) > 1:
        raise ValueError("ESCAPE expression must be a single character")
    return _matches(_as_text(value).casefold(), _parts(_as_text(pattern), escape))


def register_like(connection: sqlite3.Connection) -> None:
    """Replace LIKE on this connection."""
    for arguments in (2, 3):
        connection.create_function("like", arguments, like, deterministic=True)
