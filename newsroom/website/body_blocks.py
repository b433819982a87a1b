"""The HTML of a body for pages and feeds: its blocks filled with what they refer to, its footnotes numbered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from newsroom.body import files
from newsroom.body.kinds import CARD, EMBED, FACT_BOX, FILE, GALLERY, PHOTO, SPEECH, TABLE, kind_of
from newsroom.images import public
from newsroom.utils import embeds
from newsroom.utils.html import PULL_QUOTE
from newsroom.utils.html.tree import Element, Node, parse, serialize
from newsroom.website.body_targets import Targets, find_targets
from newsroom.website.public_urls import absolute_url

Context = dict[str, Any]
_SIGNS_OF_BLOCKS = (" data-", "<table", "<small", "<footer")


def page_html(body: str, *, is_private: bool = False) -> SafeString:
    """Return the body for an article's page. With `is_private` it shows the staff what is not public yet."""
    return _html(body, "", is_private=is_private)


def feed_html(body: str) -> SafeString:
    """Return the body for feeds: no scripts, no players, images by their absolute addresses."""
    return _html(body, "_feed", is_private=False)


def _html(body: str, variant: str, *, is_private: bool) -> SafeString:
    if not any(sign in body for sign in _SIGNS_OF_BLOCKS):
        return mark_safe(body)  # noqa: S308 - sanitised when it was stored
    writer = _Writer(find_targets(body, is_private=is_private), variant)
    return mark_safe(writer.body(parse(body)))  # noqa: S308


@dataclass
class _Writer:
    targets: Targets
    variant: str
    notes: list[SafeString] = field(default_factory=list)

    def body(self, nodes: Iterable[Node]) -> str:
        written = "".join(self._top(node) for node in self._number_notes(nodes))
        if not self.notes:
            return written
        return written + self._template("footnotes", {"notes": self.notes})

    def _number_notes(self, nodes: Iterable[Node]) -> list[Node]:
        """Replace each footnote by its number, and keep its words for the end."""
        result: list[Node] = []
        for node in nodes:
            if isinstance(node, str):
                result.append(node)
            elif node.name == "small":
                self.notes.append(_safe(node.children))
                result.append(_note_mark(len(self.notes)))
            else:
                result.append(Element(node.name, node.attributes, self._number_notes(node.children)))
        return result

    def _top(self, node: Node) -> str:
        if isinstance(node, str):
            return node
        if node.attributes.get("class") == PULL_QUOTE:
            return self._template("pull_quote", _pull_quote(node))
        kind = kind_of(node)
        return serialize([node]) if kind is None else self.block(kind.name, node)

    def block(self, name: str, element: Element) -> str:
        """Return the HTML of a block; empty if its target is not there, or a note of that for the staff."""
        context = _CONTEXTS[name](element, self)
        if context is not None:
            return self._template(name, context)
        return self._template("missing", {"name": name}) if self.targets.is_private else ""

    def _template(self, name: str, context: Context) -> str:
        return render_to_string(f"body/{name}{self.variant}.html", {**context, "is_private": self.targets.is_private})


def _safe(nodes: Iterable[Node]) -> SafeString:
    return mark_safe(serialize(nodes))  # noqa: S308 - parts of a sanitised body


def _note_mark(number: int) -> Element:
    link = Element("a", {"href": f"#note-{number}", "id": f"note-{number}-mark"}, [str(number)])
    return Element("sup", {"class": "footnote-mark"}, [link])


def _child(element: Element, name: str) -> Element | None:
    return next((node for node in element.children if isinstance(node, Element) and node.name == name), None)


def _caption(element: Element) -> SafeString:
    caption = _child(element, "figcaption")
    return _safe(caption.children if caption else [])


def _pull_quote(quote: Element) -> Context:
    """Return the quote and its speaker; what follows the first comma is the position."""
    footer = _child(quote, "footer")
    name, _comma, position = (footer.text if footer else "").partition(",")
    content = _safe(node for node in quote.children if node is not footer)
    return {"content": content, "name": name.strip(), "position": position.strip()}


def _photo(element: Element, writer: _Writer) -> Context | None:
    attributes = element.attributes
    image = writer.targets.images.get(int(attributes[PHOTO.marker]))
    if image is None:
        return None
    return {
        "image": image,
        "largest": public.largest(image) if image.is_public else None,
        "url": absolute_url(public.largest(image).url) if image.is_public else "",
        "layout": attributes.get("data-layout", "text"),
        "alt": attributes.get("data-alt", ""),
        "credit": attributes.get("data-credit", ""),
        "caption": _caption(element),
    }


def _gallery(element: Element, writer: _Writer) -> Context | None:
    photos = [_photo(node, writer) for node in element.children if isinstance(node, Element)]
    shown: Sequence[Context] = [photo for photo in photos if photo]
    return {"photos": shown} if shown else None


def _embed(element: Element, writer: _Writer) -> Context | None:
    attributes = element.attributes
    embed = embeds.parse(attributes[EMBED.marker])
    picture = writer.targets.images.get(int(attributes.get("data-picture", 0)))
    if embed is None:
        return None
    title = attributes.get("data-title", "") or embed.url
    return {"embed": embed, "title": title, "picture": picture, "caption": _caption(element)}


def _file(element: Element, writer: _Writer) -> Context | None:
    attachment = writer.targets.attachments.get(int(element.attributes[FILE.marker]))
    if attachment is None:
        return None
    address = files.admin_address(attachment) if writer.targets.is_private else files.address(attachment)
    title = _caption(element) or attachment.title
    return {"file": attachment, "title": title, "address": address, "url": absolute_url(address)}


def _fact_box(element: Element, writer: _Writer) -> Context | None:
    version = writer.targets.fact_boxes.get(int(element.attributes[FACT_BOX.marker]))
    return {"fact": version, "content": mark_safe(version.body)} if version else None  # noqa: S308


def _card(element: Element, writer: _Writer) -> Context | None:
    article = writer.targets.articles.get(int(element.attributes[CARD.marker]))
    return {"article": article, "url": absolute_url(article.get_absolute_url())} if article else None


def _speech(element: Element, writer: _Writer) -> Context:
    cite = _child(element, "cite")
    return {
        "role": element.attributes[SPEECH.marker],
        "name": cite.text if cite else "",
        "content": _safe(node for node in element.children if node is not cite),
    }


def _table(element: Element, writer: _Writer) -> Context:
    return {"table": _safe([element])}


_CONTEXTS: dict[str, Callable[[Element, _Writer], Context | None]] = {
    PHOTO.name: _photo,
    GALLERY.name: _gallery,
    EMBED.name: _embed,
    FILE.name: _file,
    FACT_BOX.name: _fact_box,
    CARD.name: _card,
    SPEECH.name: _speech,
    TABLE.name: _table,
}
