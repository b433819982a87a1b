"""The elements that a text may hold: those of simple text, and what a grammar adds to them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

INLINE_TAGS = frozenset({"strong", "em", "a"})
HEADINGS = frozenset({"h2", "h3"})
BLOCK_TAGS = HEADINGS | {"p", "ul", "ol", "li", "blockquote", "hr"}
VOID_TAGS = frozenset({"br", "hr"})

TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
"""A tag of serialised HTML, where attributes never contain `<` or `>`: slash, name, attributes."""


def _unchanged(html: str) -> str:
    return html


@dataclass(frozen=True)
class Grammar:
    """What the sanitiser allows beyond paragraphs, headings, lists, quotes and links.

    `attributes` maps each further element to its attributes and the pattern of their whole values. `arrange` puts the
    elements in order after each pass; it is idempotent.
    """

    attributes: Mapping[str, Mapping[str, re.Pattern[str]]] = field(default_factory=dict)
    further_inline: frozenset[str] = frozenset()
    may_be_empty: frozenset[str] = frozenset()
    arrange: Callable[[str], str] = _unchanged

    @property
    def inline(self) -> frozenset[str]:
        return INLINE_TAGS | self.further_inline

    @property
    def blocks(self) -> frozenset[str]:
        return BLOCK_TAGS | (self.attributes.keys() - self.further_inline)


SIMPLE = Grammar()
"""Texts without blocks: institutional texts, descriptions, fact boxes."""
