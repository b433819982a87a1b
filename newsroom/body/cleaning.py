"""The sanitiser of article bodies."""

from collections import defaultdict
from collections.abc import Mapping
from re import Pattern

from newsroom.body.arrangement import arrange
from newsroom.body.kinds import KINDS, PARTS
from newsroom.utils.html import Sanitizer
from newsroom.utils.html.grammar import Grammar


def _attributes() -> Mapping[str, Mapping[str, Pattern[str]]]:
    """Return the attributes of each element that a block consists of."""
    attributes: dict[str, dict[str, Pattern[str]]] = defaultdict(dict)
    for kind in KINDS:
        attributes[kind.element] |= kind.attributes
    return {**attributes, **PARTS}


GRAMMAR = Grammar(
    attributes=_attributes(),
    further_inline=frozenset({"small"}),
    may_be_empty=frozenset({"figure", "figcaption", "aside", "cite", "td", "th"}),
    arrange=arrange,
)
_sanitizer = Sanitizer(GRAMMAR)

clean = _sanitizer.clean
foreign_tags = _sanitizer.foreign_tags
