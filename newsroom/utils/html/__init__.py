"""The sanitiser of texts in HTML."""

import re
from functools import cached_property

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.utils.html.analysis import blocks, link_addresses, numbers, quotations, word_count, words
from newsroom.utils.html.grammar import BLOCK_TAGS, INLINE_TAGS, SIMPLE, VOID_TAGS, Grammar
from newsroom.utils.html.repair import normalize_tags, tidy
from newsroom.utils.links import complete_link
from newsroom.utils.text import clean_line, drop_junk

__all__ = [
    "MAX_BODY",
    "Sanitizer",
    "clean",
    "link_addresses",
    "numbers",
    "quotations",
    "to_text",
    "word_count",
    "words",
]

MAX_BODY = 400_000
"""Most characters of HTML in a body, some sixty newspaper columns. Forms refuse more before parsing it."""

PROTOCOLS = ("http", "https", "mailto", "tel")

PULL_QUOTE = "pull-quote"
"""The class of a blockquote that is shown as a pull quote, the only one that is allowed."""

ALLOWED_TAGS = INLINE_TAGS | BLOCK_TAGS | VOID_TAGS
ALLOWED_ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"data-type", "start", "type"}}
"""What every text may hold; a grammar adds to it."""

# The second pass usually changes nothing more; hostile markup may need a few.
_PASSES = 6
_ANGLE_BRACKETS = str.maketrans("<>", "‹›")

ELEMENT = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
HARMLESS = frozenset({"div", "span", "b", "i"})
"""Elements that cleaning replaces or drops without losing anything that is read."""


def _cleaner(grammar: Grammar) -> nh3.Cleaner:
    def filter_attribute(tag: str, attribute: str, value: str) -> str | None:
        """Complete or drop the address of a link, and drop what the grammar does not allow."""
        if (tag, attribute) == ("a", "href"):
            return complete_link(value)
        if tag not in grammar.attributes:
            return value
        # A repair of tags takes every `<` for the beginning of one.
        value = clean_line(value.translate(_ANGLE_BRACKETS))
        return value if grammar.attributes[tag][attribute].fullmatch(value) else None

    return nh3.Cleaner(
        tags=ALLOWED_TAGS | grammar.attributes.keys(),
        attributes={**ALLOWED_ATTRIBUTES, **{tag: set(names) for tag, names in grammar.attributes.items()}},
        allowed_classes={"blockquote": {PULL_QUOTE}},
        url_schemes=set(PROTOCOLS),
        link_rel=None,
        attribute_filter=filter_attribute,
        set_tag_attribute_values={"a": {"rel": "noopener"}},
    )


class Sanitizer:
    """Cleans texts of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    @cached_property
    def _cleaner(self) -> nh3.Cleaner:
        return _cleaner(self.grammar)

    def clean(self, html: str) -> str:
        """Return `html` as the editor could have made it: allowed tags, NFC, nothing invisible or empty. Idempotent.

        Raises ValidationError with a sentence for the user if it has more than `MAX_BODY` characters.
        """
        _refuse_too_long(html)
        cleaned = drop_junk(html)
        for _pass in range(_PASSES):
            before, cleaned = cleaned, self._pass(cleaned)
            if cleaned == before:
                break
            _refuse_too_long(cleaned)  # a lone `<` or `&` becomes four or five characters
        return cleaned

    def _pass(self, html: str) -> str:
        safe = self._cleaner.clean(normalize_tags(html, self.grammar))
        # nh3 writes no-break spaces as entities; text is stored, searched and compared with the character.
        return self.grammar.arrange(tidy(safe, self.grammar)).replace("&nbsp;", "\u00a0")

    def foreign_tags(self, html: str) -> list[str]:
        """Return the names of the elements that such a text cannot hold, in alphabetical order."""
        allowed = ALLOWED_TAGS | self.grammar.attributes.keys()
        return sorted({name.lower() for name in ELEMENT.findall(html)} - allowed - HARMLESS)


_simple = Sanitizer(SIMPLE)


def clean(html: str) -> str:
    """Clean a text without blocks, see `Sanitizer.clean()`.

    Raises ValidationError with a sentence for the user if it has more than `MAX_BODY` characters.
    """
    return _simple.clean(html)


def _refuse_too_long(html: str) -> None:
    if len(html) > MAX_BODY:
        raise ValidationError(
            _("Текст слишком длинный: %(length)d знаков вместе с разметкой, а можно не больше %(limit)d."),
            code="body_too_long",
            params={"length": len(html), "limit": MAX_BODY},
        )


def to_text(html: str) -> str:
    """Return the text of clean `html`: entities decoded, an empty line between paragraphs. Linear in time."""
    return "\n\n".join(block.text for block in blocks(html))
