"""The texts in the XMP packet of a file: caption, credit and description, as photo agencies write them."""

from __future__ import annotations

from xml.etree import ElementTree

_MAX_BYTES = 512 * 1024
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CAPTION = (f"{_DC}description",)
CREDIT = (f"{_DC}creator", f"{_PHOTOSHOP}Credit")
ALT = (f"{_IPTC}AltTextAccessibility",)
# A declaration could define entities that grow without end. No program writes one.
_DECLARATIONS = (b"<!doctype", b"<!entity")


def read(packet: object) -> dict[str, str]:
    """Return the first text of each property by its name. Raises SyntaxError for a damaged packet."""
    if isinstance(packet, str):
        packet = packet.encode()
    if not isinstance(packet, bytes) or len(packet) > _MAX_BYTES:
        return {}
    packet = packet.strip(b"\x00 \r\n\t")
    # A zero byte is of UTF-16, in which the marks would not be found.
    if any(mark in packet.lower() for mark in (*_DECLARATIONS, b"\x00")):
        return {}
    root = ElementTree.fromstring(packet)  # noqa: S314 - it declares no entities
    texts: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        texts.update(description.attrib)
        texts.update({element.tag: _text(element) for element in description})
    return texts


def _text(element: ElementTree.Element) -> str:
    """Return the text of a property, or of the first item in its list: that of the default language."""
    item = element.find(f".//{_RDF}li")
    return ((element if item is None else item).text or "").strip()
