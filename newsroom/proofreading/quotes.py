"""Quotation marks: «» outside, „“ inside."""

import re

from newsroom.proofreading.protection import TAG

_MARK = re.compile(r"[\"“”„«»]")
_PAIRS = ("«»", "„“")
_BEFORE_OPENING = frozenset(" \u00a0\t([{«„—–\u2026")


def quotes(text: str) -> str:
    """Return `text` with the marks of each paragraph by their depth; a paragraph that is not balanced stays."""
    return "\n".join(_paragraph(line) if _MARK.search(line) else line for line in text.split("\n"))


def _paragraph(line: str) -> str:
    changed: list[str] = []
    depth, previous = 0, " "
    for character in line:
        if _MARK.match(character):
            if character in "«„" or (character != "»" and previous in _BEFORE_OPENING):
                character = _PAIRS[depth % 2][0]
                depth += 1
            elif depth:
                depth -= 1
                character = _PAIRS[depth % 2][1]
            elif character != '"':
                return line
        changed.append(character)
        if character != TAG:
            previous = character
    return line if depth else "".join(changed)
