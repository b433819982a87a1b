"""The kinds of blocks: one declaration each, from which sanitiser, editor, page and feed follow.

The pages show a block by the template `body/<name>.html`, feeds by `body/<name>_feed.html`. In the stored HTML a block
names its target (a photo, a fact box) by its id.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.utils.html.tree import Element

ID = re.compile(r"[1-9][0-9]{0,17}")
EMPTY = re.compile("")


def text_up_to(length: int) -> re.Pattern[str]:
    """Return the pattern of a line with at least one visible character."""
    return re.compile(rf"(?=[^\n]*\S)[^\n]{{1,{length}}}")


@dataclass(frozen=True)
class BlockKind:
    """A kind of block: its element, the attribute that tells it from others, and all attributes with their patterns.

    `fixed` are values of an attribute that is always there.
    """

    name: str
    element: str
    marker: str
    attributes: Mapping[str, re.Pattern[str]]
    fixed: Mapping[str, str] = field(default_factory=dict)
    has_caption: bool = False


PHOTO = BlockKind(
    "photo",
    "figure",
    "data-photo",
    {
        "data-photo": ID,
        "data-layout": re.compile("text|wide|side"),
        "data-alt": text_up_to(500),
        "data-credit": text_up_to(200),
    },
    fixed={"data-layout": "text"},
    has_caption=True,
)
EMBED = BlockKind(
    "embed",
    "figure",
    "data-embed",
    {"data-embed": re.compile(r"https?://\S{1,500}"), "data-title": text_up_to(300), "data-picture": ID},
    has_caption=True,
)
FILE = BlockKind("file", "figure", "data-file", {"data-file": ID}, has_caption=True)
GALLERY = BlockKind("gallery", "section", "data-gallery", {"data-gallery": EMPTY})
SPEECH = BlockKind("speech", "section", "data-speech", {"data-speech": re.compile("question|answer")})
FACT_BOX = BlockKind("fact_box", "aside", "data-fact", {"data-fact": ID})
CARD = BlockKind("card", "aside", "data-card", {"data-card": ID})
TABLE = BlockKind("table", "table", "", {})

KINDS = (PHOTO, EMBED, FILE, GALLERY, SPEECH, FACT_BOX, CARD, TABLE)

SPAN = re.compile("[2-9]|[1-9][0-9]")
PARTS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "figcaption": {},
    "cite": {},
    "footer": {},
    "small": {},
    "tbody": {},
    "tr": {},
    "th": {"colspan": SPAN, "rowspan": SPAN},
    "td": {"colspan": SPAN, "rowspan": SPAN},
}
"""Elements inside blocks: captions, names, table cells; `small` is a footnote."""

MAX_CELLS = 500
MAX_PHOTOS = 40


def kind_of(element: Element) -> BlockKind | None:
    """Return the kind of block that this element is."""
    for kind in KINDS:
        if kind.element == element.name and (not kind.marker or kind.marker in element.attributes):
            return kind
    return None
