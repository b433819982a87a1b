"""The body of an article: what the editor may make, the cleaner lets through, and nothing else.

`EDITOR_EXTENSIONS` is the one declaration: the editor's buttons and the cleaner's allow-list both come from it.
"""

from functools import cache
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import allowlist_from_extensions

from newsroom.utils.links import complete_link
from newsroom.utils.markup import tidy, within_bounds
from newsroom.utils.reading import blocks, link_addresses, numbers, quotations, word_count, words
from newsroom.utils.text import drop_junk

__all__ = [
    "EDITOR_EXTENSIONS",
    "MAX_BODY",
    "clean",
    "link_addresses",
    "numbers",
    "quotations",
    "to_text",
    "word_count",
    "words",
]

MAX_BODY = 400_000
"""Characters of HTML in a body: some sixty newspaper columns. Forms refuse more before anything is parsed."""

PROTOCOLS = ("http", "https", "mailto", "tel")

PULL_QUOTE = "pull-quote"
"""The class of a blockquote that repeats words of the article in large letters."""

EDITOR_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {
        "enableTarget": False,
        "protocols": list(PROTOCOLS),
        "HTMLAttributes": {"target": None, "rel": "noopener", "class": None},
    },
    "NodeClass": {
        "cssClasses": {
            "blockquote": {
                "title": _("Цитата"),
                "cssClasses": [{"className": PULL_QUOTE, "title": _("цитата-выноска")}],
            }
        }
    },
    "History": True,
}

# One pass changes what the editor did not make; the next only confirms. Hostile markup may take a few.
_PASSES = 6


@cache
def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(EDITOR_EXTENSIONS)
    # The declaration allows a blockquote any class and a link any `rel`; we know which.
    del allowed["attributes"]["blockquote"]
    return nh3.Cleaner(
        tags=allowed["tags"],
        attributes=allowed["attributes"],
        allowed_classes={"blockquote": {PULL_QUOTE}},
        url_schemes=set(PROTOCOLS),
        link_rel=None,
        attribute_filter=_complete_href,
        set_tag_attribute_values={"a": {"rel": "noopener"}},
    )


def _complete_href(tag: str, attribute: str, value: str) -> str | None:
    """Complete or drop the address of a link, so that none is published as a relative one."""
    return complete_link(value) if (tag, attribute) == ("a", "href") else value


def clean(html: str) -> str:
    """`html` as the editor could have made it: allowed marks only, NFC, nothing invisible or empty. Idempotent.

    Raises ValidationError, with a sentence for the person who pasted it, when there is more than `MAX_BODY`.
    """
    _refuse_too_long(html)
    cleaned = drop_junk(html)
    for _pass in range(_PASSES):
        # nh3 writes no-break spaces as entities; the character itself is what is typed, searched and compared.
        before, cleaned = cleaned, tidy(_cleaner().clean(within_bounds(cleaned))).replace("&nbsp;", "\u00a0")
        if cleaned == before:
            break
        _refuse_too_long(cleaned)  # a lone `<` or `&` has become four or five characters
    return cleaned


def _refuse_too_long(html: str) -> None:
    if len(html) > MAX_BODY:
        raise ValidationError(
            _("Текст слишком длинный: %(length)d знаков вместе с разметкой, а можно не больше %(limit)d."),
            code="body_too_long",
            params={"length": len(html), "limit": MAX_BODY},
        )


def to_text(html: str) -> str:
    """The text of clean `html`: no tags, entities decoded, an empty line between paragraphs. Linear in time."""
    return "\n\n".join(block.text for block in blocks(html))
