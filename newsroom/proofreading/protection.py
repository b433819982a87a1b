"""Parts of a text that typography never touches: markup, code, addresses, telephones, dates."""

import re
from collections.abc import Callable

TAG = "\ue000"
"""Stands for markup: what is before and after it touch."""
WORD = "\ue001"
"""Stands for an address or a number of another kind: a word."""

# Quantifiers are bounded, so that the time stays linear on any text.
_PROTECTED = re.compile(
    r"(?P<tag>\ue000|</?[A-Za-z](?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'){0,2000}>|<!--[^<]{0,2000}?-->)"
    r"|\ue001"
    r"|\b(?:https?|ftp)://[^\s<>«»]+|\bwww\.[^\s<>«»]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<!\w)[@#]\w+"
    r"|(?<![\w+])(?:\+\d|8)[ \u00a0-]?\(?\d{3}\)?[ \u00a0-]?\d{2,3}(?:[ \u00a0-]?\d{2}){2}(?!\d)"
    r"|(?<![\w-])\d{4}-\d\d-\d\d(?!\d)|(?<![\w.])\d{1,4}(?:\.\d{1,4}){2,5}(?![\w])"
)
_CODE_OPENS = re.compile(r"<(code|pre|script|style|kbd|samp)\b", re.IGNORECASE)


def protected(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with everything changed but the protected parts."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[0])
        return TAG if match["tag"] else WORD

    parts = []
    for stretch, is_code in _split_code(text):
        if is_code:
            kept.append(stretch)
        parts.append(WORD if is_code else _PROTECTED.sub(hide, stretch))
    saved = iter(kept)
    return re.sub("[\ue000\ue001]", lambda _match: next(saved), change("".join(parts)))


def _split_code(text: str) -> list[tuple[str, bool]]:
    """Return the stretches of `text`, and of each whether it is an element of code."""
    stretches, position = [], 0
    lowered = text.lower() if len(text.lower()) == len(text) else text
    unclosed: set[str] = set()
    for match in _CODE_OPENS.finditer(text):
        name = match[1].lower()
        if match.start() < position or name in unclosed:
            continue
        end = lowered.find(f"</{name}>", match.end())
        if end < 0:
            unclosed.add(name)
            continue
        end += len(name) + 3
        stretches += [(text[position : match.start()], False), (text[match.start() : end], True)]
        position = end
    return [*stretches, (text[position:], False)]
