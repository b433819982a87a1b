"""What the blocks of a body refer to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from newsroom.utils import embeds

# Outside of a tag these are words that somebody has typed.
_BLOCK = re.compile(r"<(?:figure|aside)( [^<>]*)>")
_REFERENCE = re.compile(r' data-(photo|picture|file|fact|card)="([1-9][0-9]*)"')
_CELL = re.compile(r"<t[dh][ >]")
_PHOTO = re.compile(r"<figure data-photo=[^<>]*>")
_WORDS = re.compile(r' data-(?:alt|title)="([^"]*)"')
_CREDIT = re.compile(r' data-credit="([^"]*)"')
_EMBED = re.compile(r'<figure\b[^>]* data-embed="([^"]*)"')


@dataclass(frozen=True)
class References:
    """Ids in their order, each once. `photos` are those that are shown as photos, `images` all images."""

    photos: tuple[int, ...] = ()
    images: tuple[int, ...] = ()
    files: tuple[int, ...] = ()
    fact_boxes: tuple[int, ...] = ()
    cards: tuple[int, ...] = ()


def references(body: str) -> References:
    """Return what clean HTML refers to."""
    found: dict[str, dict[int, None]] = {name: {} for name in ("photo", "picture", "file", "fact", "card")}
    for name, number in _named(body):
        found[name][int(number)] = None
    return References(
        photos=tuple(found["photo"]),
        images=tuple(found["photo"] | found["picture"]),
        files=tuple(found["file"]),
        fact_boxes=tuple(found["fact"]),
        cards=tuple(found["card"]),
    )


def _named(body: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of each reference, in their order."""
    for attributes in _BLOCK.findall(body):
        yield from _REFERENCE.findall(attributes)


def reference_list(body: str) -> list[str]:
    """Return all references, embedded addresses and credits, repeated ones too, to compare two bodies."""
    names = [f"{name} {number}" for name, number in _named(body)]
    credits = [credit for attributes in _BLOCK.findall(body) for credit in _CREDIT.findall(attributes)]
    return names + [unescape(text) for text in (*_EMBED.findall(body), *credits)]


def words_in_attributes(body: str) -> list[str]:
    """Return the descriptions of photos and the titles of embeds in their order, encoded as in the body."""
    return [words for attributes in _BLOCK.findall(body) for words in _WORDS.findall(attributes)]


def photos_lacking(body: str, attribute: str) -> int:
    """Return how many photos have no such attribute: `data-alt` or `data-credit`."""
    return sum(f' {attribute}="' not in photo for photo in _PHOTO.findall(body))


def foreign_embeds(body: str) -> list[str]:
    """Return the addresses that are embedded in raw HTML and belong to no known service, each once."""
    addresses = (unescape(address) for address in _EMBED.findall(body))
    return list(dict.fromkeys(address for address in addresses if embeds.parse(address) is None))


def largest_gallery(body: str) -> int:
    """Return the number of photos of the largest gallery."""
    galleries = (gallery.partition("</section>")[0] for gallery in body.split("<section data-gallery")[1:])
    return max((len(_PHOTO.findall(gallery)) for gallery in galleries), default=0)


def largest_table(body: str) -> int:
    """Return the number of cells of the largest table."""
    return max((len(_CELL.findall(table)) for table in body.split("<table>")[1:]), default=0)
