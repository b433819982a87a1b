"""Normalisation of typed and pasted text: NFC, no invisible characters."""

import re
import unicodedata

# Invisible characters, which would spoil search and comparison or reverse the reading order: control characters (except
# tab and line breaks), soft hyphens, zero-width and bidirectional marks, fillers, tags, lone surrogates (which no
# database stores) and non-characters. Arabic number signs are format characters too, but visible, and stay.
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINER = "\u200d"
# A zero-width joiner is kept only between the parts of one emoji.
_LONE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")
_LINE_END = re.compile(r"[ \t]+\n")
_EMPTY_LINES = re.compile(r"\n{3,}")


def drop_junk(text: str) -> str:
    """Remove invisible characters and make line breaks `\\n`; do not normalise the rest."""
    text = _LINE_BREAK.sub("\n", text)
    if _JOINER in text:  # rare, and its lookarounds are slower than all the rest
        text = _LONE_JOINER.sub("", text)
    return _JUNK.sub("", text)


def clean_line(text: str) -> str:
    """Normalise one line of text (a headline, a name): NFC, no invisible characters, single spaces.

    No-break spaces are typography and stay.
    """
    visible = unicodedata.normalize("NFC", drop_junk(text))
    return _SPACES.sub(" ", visible).strip()


def clean_text(text: str) -> str:
    """Normalise a text of several lines (a lead, a remark): line breaks stay, with at most one empty line between."""
    visible = unicodedata.normalize("NFC", drop_junk(text))
    without_tails = _LINE_END.sub("\n", visible.strip())
    return _EMPTY_LINES.sub("\n\n", without_tails)
