"""Faults of a page by axe and by `touch`: WCAG 2.2 A and AA, in light and dark, on a wide screen and on a phone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import touch

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST = (*WCAG, "best-practice")
# The stock autocomplete calls its box by what is chosen in it, and by nothing while it is empty.
NOT_OURS = {"exclude": [[".select2"]]}
SOURCE = Axe().axe_script


class Look(NamedTuple):
    """A language, theme and width. The window is as high as the page, so that no fixed element covers another."""

    scheme: str
    width: int
    height: int = 9000


PHONE = 390
# Readers' pages: each language in light and in dark, wide and on a phone; the page is loaded once for both looks.
LOOKS = {
    "ru": (Look("light", 1280), Look("dark", PHONE)),
    "kk": (Look("dark", 1280), Look("light", PHONE)),
}
# The sixty screens of the admin take most of the time: each is seen once in a language.
ADMIN_LOOKS = {"ru": (Look("light", 1280),), "kk": (Look("dark", PHONE),)}


def against(page: Page, addresses: Mapping[str, str], looks: tuple[Look, ...], tags: tuple[str, ...]) -> str:
    """Return the faults of pages, a line each; `addresses` are by kind of page."""
    lines = []
    for kind, address in addresses.items():
        page.goto(address)
        lines += against_open(page, kind, looks, tags)
    return "\n".join(lines)


def against_open(page: Page, kind: str, looks: tuple[Look, ...], tags: tuple[str, ...] = WCAG) -> list[str]:
    """Return the faults of the page that is open: the rule, and the first places."""
    page.evaluate(SOURCE)
    lines = []
    for look in looks:
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": look.height})
        for one in violations(page, tags):
            places = [node["html"][:120] for node in one["nodes"][:4]]
            lines.append(f"{kind}, {look.scheme}, {look.width}: {one['id']} × {len(one['nodes'])}: {places}")
        if look.width == PHONE:
            lines += [f"{kind}, on a phone: {place}" for place in touch.faults_of(page)]
    return lines


def violations(page: Page, tags: tuple[str, ...]) -> list[dict[str, Any]]:
    # A colour on its way from one to another is nobody's contrast.
    page.evaluate("document.getAnimations().forEach(one => one.finish())")
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"], "preload": False}
    run = "([context, options]) => axe.run(context, options).then(({ violations }) => violations)"
    found: list[dict[str, Any]] = page.evaluate(run, [NOT_OURS, options])
    return found
