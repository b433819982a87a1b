"""Repairs of HTML tags before and after the sanitiser, in linear time.

These functions do not make HTML safe: the sanitiser, which runs between the two, does.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from newsroom.utils.html.grammar import HEADINGS, SIMPLE, TAG, VOID_TAGS, Grammar
from newsroom.utils.text import drop_junk

MAX_DEPTH = 30
"""Greatest nesting of elements in a clean body: ten lists in lists."""

_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_REPLACED_TAGS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"} | dict.fromkeys(
    (
        "address", "article", "aside", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "header", "main", "nav", "pre", "section", "table", "td", "th", "tr",
    ),
    "p",
)  # fmt: skip
# The parser closes an open one of these when the next begins.
_SELF_CLOSING = frozenset({"p", "li", "tr", "td", "th"})
# The sanitiser drops these with their content.
_DROPPED_WITH_CONTENT = frozenset({"script", "style"})
# A void element that the editor never makes: a tag of this name is dropped by the sanitiser.
_DROPPED_TAG = "wbr"
# The parser's time grows with the square of the depth: 30 s for 400 KB of nested lists.
_MAX_PARSED_DEPTH = 100


def normalize_tags(html: str, grammar: Grammar = SIMPLE) -> str:
    """Rename related tags of raw `html` to allowed ones; mark foreign and too deeply nested ones to be dropped."""
    allowed = grammar.inline | grammar.blocks
    opened: Counter[str] = Counter()
    skipped: Counter[str] = Counter()

    def rename(found: re.Match[str]) -> str:
        slash, name = found[1], found[2].lower()
        name = name if name in allowed else _REPLACED_TAGS.get(name, name)
        if name in VOID_TAGS | _SELF_CLOSING | _DROPPED_WITH_CONTENT:
            return f"<{slash}{name}"
        if name not in allowed:
            return f"<{slash}{_DROPPED_TAG}"
        counter = skipped if (skipped[name] if slash else opened.total() >= _MAX_PARSED_DEPTH) else opened
        counter[name] = max(counter[name] + (-1 if slash else 1), 0)
        return f"<{slash}{name if counter is opened else _DROPPED_TAG}"

    return _TAG_NAME.sub(rename, html)


@dataclass
class _Element:
    """An element that is being copied: the index of its tag in the copy, and its content so far."""

    name: str
    position: int
    is_kept: bool = True
    is_in_heading: bool = False
    has_text: bool = False
    has_block: bool = False


class _Tidier:
    """Copy serialised HTML without elements that are empty, too deeply nested or misplaced."""

    def __init__(self, grammar: Grammar) -> None:
        self._inline, self._blocks = grammar.inline, grammar.blocks
        self._may_be_empty = grammar.may_be_empty
        self.copy: list[str] = []
        self._open: list[_Element] = [_Element("", 0)]

    def text(self, raw: str) -> None:
        # A leading solidus overlay would combine with the preceding `>` when the whole is normalised.
        text = unicodedata.normalize("NFC", drop_junk(raw)).lstrip("\u0338")
        if text:
            self.copy.append(text)
            self._open[-1].has_text |= bool(text.replace("&nbsp;", " ").strip())

    def start(self, name: str, attributes: str) -> None:
        parent = self._open[-1]
        attributes = unicodedata.normalize("NFC", drop_junk(attributes)).replace(' class=""', "")
        tag = f"<{name}{attributes}>"
        is_misplaced = name in self._blocks and parent.is_in_heading
        if name in VOID_TAGS:
            self.copy.append("" if is_misplaced else tag)
            parent.has_text |= name == "hr" and not is_misplaced
            parent.has_block |= name == "hr"
            return
        is_dead_link = name == "a" and " href=" not in attributes
        is_kept = len(self._open) <= MAX_DEPTH and not is_misplaced and not is_dead_link
        self._open.append(_Element(name, len(self.copy), is_kept, parent.is_in_heading or name in HEADINGS))
        self.copy.append(tag if is_kept else "")

    def end(self, name: str) -> None:
        element, parent = self._open.pop(), self._open[-1]
        element.has_text |= name in self._may_be_empty
        if name in self._inline:
            self._end_inline(element)
        elif not element.has_text:
            del self.copy[element.position :]
            return
        elif element.is_kept:
            self.copy.append(f"</{name}>")
        parent.has_text |= element.has_text
        parent.has_block |= element.has_block or (element.is_kept and name in self._blocks)

    def _end_inline(self, element: _Element) -> None:
        if element.is_kept and element.has_text and not element.has_block:
            self.copy.append(f"</{element.name}>")
        else:
            self.copy[element.position] = ""


def tidy(html: str, grammar: Grammar = SIMPLE) -> str:
    """Remove empty elements, dead links and invisible characters from sanitised `html`; its text becomes NFC."""
    tidier, position = _Tidier(grammar), 0
    for tag in TAG.finditer(html):
        tidier.text(html[position : tag.start()])
        position = tag.end()
        if tag[1]:
            tidier.end(tag[2])
        else:
            tidier.start(tag[2], tag[3])
    tidier.text(html[position:])
    return "".join(tidier.copy).strip()
