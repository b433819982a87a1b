"""Serialised HTML as a tree. It reads what the sanitiser has written, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape

from newsroom.utils.html.grammar import TAG, VOID_TAGS

_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')


@dataclass
class Element:
    """An element with its attributes, decoded, and its content. Texts in it stay encoded."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it, decoded, without marks."""
        return "".join(child.text if isinstance(child, Element) else unescape(child) for child in self.children)


Node = Element | str


def parse(html: str) -> list[Node]:
    """Return the top-level nodes of well-formed `html`, in linear time."""
    root = Element("")
    open_elements = [root]
    position = 0
    for tag in TAG.finditer(html):
        _append_text(open_elements[-1], html[position : tag.start()])
        position = tag.end()
        name = tag[2].lower()
        if tag[1]:
            open_elements.pop()
            continue
        element = Element(name, {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag[3])})
        open_elements[-1].children.append(element)
        if name not in VOID_TAGS:
            open_elements.append(element)
    _append_text(open_elements[-1], html[position:])
    return root.children


def _append_text(parent: Element, text: str) -> None:
    if text:
        parent.children.append(text)


def serialize(nodes: Iterable[Node]) -> str:
    """Return the HTML of these nodes."""
    parts: list[str] = []
    _write(nodes, parts)
    return "".join(parts)


def _write(nodes: Iterable[Node], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
            continue
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
        parts.append(f"<{node.name}{attributes}>")
        if node.name not in VOID_TAGS:
            _write(node.children, parts)
            parts.append(f"</{node.name}>")
