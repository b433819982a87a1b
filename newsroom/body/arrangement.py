"""Puts the elements of a body in order: blocks stand at the top, with the parts that their kind has and no others.

Nothing that can be read is lost: what has no place in a block follows it as paragraphs.
"""

import re
from collections.abc import Callable, Iterable
from html import escape

from newsroom.body.kinds import CARD, EMBED, FACT_BOX, FILE, GALLERY, PHOTO, SPEECH, TABLE, BlockKind, kind_of
from newsroom.utils import embeds
from newsroom.utils.html import PULL_QUOTE
from newsroom.utils.html.grammar import INLINE_TAGS
from newsroom.utils.html.tree import Element, Node, parse, serialize

_HAS_BLOCKS = re.compile("<(?:figure|section|aside|table|figcaption|cite|footer|tbody|tr|t[hd])[ >]")
_INLINE = INLINE_TAGS | {"small", "br"}
_SIMPLE = frozenset({"p", "h2", "h3", "ul", "ol", "li", "blockquote", "hr"})


def arrange(html: str) -> str:
    """Return sanitised `html` with valid blocks. Idempotent."""
    return serialize(_flow(parse(html), is_top=True)) if _HAS_BLOCKS.search(html) else html


def _flow(nodes: Iterable[Node], *, is_top: bool = False) -> list[Node]:
    """Return the content of the body, or of a list item, a quote or a cell, where no blocks may stand."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.name in _INLINE:
            result.append(node)
        elif is_top and (kind := kind_of(node)):
            result += _ARRANGE[kind.name](kind, node)
        elif node.name == "blockquote":
            result.append(_quote(node))
        elif node.name in _SIMPLE:
            result.append(Element(node.name, node.attributes, _flow(node.children)))
        else:
            result += _paragraphs(_flow(node.children))
    return result


def _paragraphs(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes with loose text in paragraphs."""
    result: list[Node] = []
    run: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and (isinstance(node, str) or node.name in _INLINE):
            run.append(node)
            continue
        if any(isinstance(part, Element) or part.strip() for part in run):
            result.append(Element("p", {}, run))
        run = []
        if node is not None:
            result.append(node)
    return result


def _inline(nodes: Iterable[Node]) -> list[Node]:
    """Return running text: blocks in it become words between spaces."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.name in _INLINE:
            result.append(node)
        else:
            result += [" ", *_inline(node.children)] if result else _inline(node.children)
    return result


def _part(element: Element, name: str) -> tuple[Element | None, list[Node]]:
    """Return the first child of this name, and the other children."""
    found = next((node for node in element.children if isinstance(node, Element) and node.name == name), None)
    return found, [node for node in element.children if node is not found]


def _plain(element: Element | None) -> list[Node]:
    """Return the text of an element without marks, on one line."""
    text = " ".join(element.text.split(" ")).strip() if element else ""
    return [escape(text, quote=False)] if text else []


def _attributes(kind: BlockKind, element: Element) -> dict[str, str]:
    return {
        name: element.attributes.get(name, kind.fixed.get(name, ""))
        for name in kind.attributes
        if name in element.attributes or name in kind.fixed
    }


def _quote(quote: Element) -> Element:
    """Keep the speaker of a pull quote as its last part; other quotes have none."""
    speaker, others = _part(quote, "footer") if quote.attributes.get("class") == PULL_QUOTE else (None, quote.children)
    name = _plain(speaker)
    footer: list[Node] = [Element("footer", {}, name)] if name else []
    return Element("blockquote", quote.attributes, [*_flow(others), *footer])


def _figure(kind: BlockKind, figure: Element) -> list[Node]:
    caption, others = _part(figure, "figcaption")
    figcaption = Element("figcaption", {}, _inline(caption.children) if caption else [])
    return [Element("figure", _attributes(kind, figure), [figcaption]), *_after(others)]


def _after(nodes: Iterable[Node]) -> list[Node]:
    """Return what has no place in a block as blocks after it."""
    return _paragraphs(_flow(nodes, is_top=True))


def _embed(kind: BlockKind, figure: Element) -> list[Node]:
    """An address that is no embed becomes a link."""
    url = figure.attributes[kind.marker]
    if embed := embeds.parse(url):
        figure.attributes[kind.marker] = embed.url
        return _figure(kind, figure)
    link = Element("a", {"href": url, "rel": "noopener"}, [escape(url, quote=False)])
    return [Element("p", {}, [link]), *_after(figure.children)]


def _gallery(kind: BlockKind, section: Element) -> list[Node]:
    """A gallery of one photo is that photo."""
    photos: list[Node] = []
    others: list[Node] = []
    for node in section.children:
        is_photo = isinstance(node, Element) and kind_of(node) is PHOTO
        arranged = _figure(PHOTO, node) if is_photo and isinstance(node, Element) else [node]
        photos += arranged[:1] if is_photo else []
        others += arranged[1:] if is_photo else arranged
    gallery: list[Node] = [Element("section", _attributes(kind, section), photos)] if len(photos) > 1 else photos
    return [*gallery, *_after(others)]


def _speech(kind: BlockKind, section: Element) -> list[Node]:
    cite, others = _part(section, "cite")
    name = Element("cite", {}, _plain(cite))
    said = list(_said(_paragraphs(_flow(others))))
    if not said:
        return _paragraphs(name.children)
    return [Element("section", _attributes(kind, section), [name, *said])]


def _said(nodes: Iterable[Node]) -> Iterable[Node]:
    """Yield paragraphs and lists: headings become paragraphs, a quote its paragraphs."""
    for node in nodes:
        if isinstance(node, str) or node.name in ("p", "ul", "ol"):
            yield node
        elif node.name in ("h2", "h3"):
            yield Element("p", {}, node.children)
        else:
            yield from _said(_paragraphs(node.children))


def _atom(kind: BlockKind, aside: Element) -> list[Node]:
    return [Element("aside", _attributes(kind, aside)), *_after(aside.children)]


def _table(_kind: BlockKind, table: Element) -> list[Node]:
    rows: list[Node] = [Element("tr", {}, _cells(row)) for row in _rows(table) if _cells(row)]
    if not table.text.strip():
        return []
    return [Element("table", {}, [Element("tbody", {}, rows)])]


def _rows(element: Element) -> list[Element]:
    rows: list[Element] = []
    for node in element.children:
        if isinstance(node, Element):
            rows += [node] if node.name == "tr" else _rows(node) if node.name == "tbody" else []
    return rows


def _cells(row: Element) -> list[Node]:
    return [_cell(node) for node in row.children if isinstance(node, Element) and node.name in ("td", "th")]


def _cell(cell: Element) -> Element:
    return Element(cell.name, cell.attributes, list(_said(_paragraphs(_flow(cell.children)))))


_ARRANGE: dict[str, Callable[[BlockKind, Element], list[Node]]] = {
    PHOTO.name: _figure,
    FILE.name: _figure,
    EMBED.name: _embed,
    GALLERY.name: _gallery,
    SPEECH.name: _speech,
    FACT_BOX.name: _atom,
    CARD.name: _atom,
    TABLE.name: _table,
}
