"""Plain text as people type and paste it: one normal form, and nothing in it that cannot be seen."""

import re
import unicodedata

# What a reader cannot see but a search, a comparison or a right-to-left trick can: control characters (tab and line
# breaks apart), soft hyphens, zero-width and bidirectional marks, fillers, tags, halves of surrogate pairs (which no
# database stores) and non-characters. Arabic number signs are formats too, but visible, and stay.
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINER = "\u200d"
# A zero-width joiner belongs between the parts of one emoji and nowhere else.
_LONE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")
_LINE_END = re.compile(r"[ \t]+\n")
_EMPTY_LINES = re.compile(r"\n{3,}")


def drop_junk(text: str) -> str:
    """`text` without invisible characters; line breaks become `\\n`. Letters, order and composition stay."""
    text = _LINE_BREAK.sub("\n", text)
    if _JOINER in text:  # rare, and looking around for it takes longer than all the rest
        text = _LONE_JOINER.sub("", text)
    return _JUNK.sub("", text)


def clean_line(text: str) -> str:
    """One line of text (a headline, a name): NFC, nothing invisible, runs of spaces and breaks made one space.

    No-break spaces are typography and stay.
    """
    visible = unicodedata.normalize("NFC", drop_junk(text))
    return _SPACES.sub(" ", visible).strip()


def clean_text(text: str) -> str:
    """Text of several lines (a lead, a remark): as `clean_line`, but lines stay, at most one empty line between."""
    visible = unicodedata.normalize("NFC", drop_junk(text))
    without_tails = _LINE_END.sub("\n", visible.strip())
    return _EMPTY_LINES.sub("\n\n", without_tails)
