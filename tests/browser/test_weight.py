"""What a reader's first view costs, from the server that production runs: bytes, requests, layout shift, blocking."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.newsroom.running import Running, copy_work_tree, environment, free_port, manage

pytestmark = pytest.mark.browser
MOST_BYTES = 40_000
"""Of the document, stylesheets and scripts as they come over the wire, headers included."""
MOST_REQUESTS = 4
"""Everything but pictures."""
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => { window.themeAt ??= performance.now(); })
  .observe(document, { attributes: true, attributeFilter: ["data-theme"], subtree: true });
"""
FIRST_PAINT = "performance.getEntriesByName('first-paint')[0].startTime"
BLOCKING_SCRIPTS = """performance.getEntriesByType("resource")
  .filter((entry) => entry.initiatorType === "script" && entry.renderBlockingStatus === "blocking")
  .map((entry) => entry.name)"""
LINKS = {"article": ".lead-article__headline a", "section": ".sections__link[href*='/sections/']"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running newsroom with the articles of the demo."""
    folder = tmp_path_factory.mktemp("weight")
    checkout = copy_work_tree(folder / "checkout")
    values = environment(folder / "var", PORT=str(free_port()))
    done = manage(checkout, "setup", "--demo", **values)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "manage.py", "serve"]
    running = Running(command, folder=checkout, log=Path(folder / "log"), environment=values)
    try:
        running.wait_until_ready()
        yield f"http://127.0.0.1:{running.port}"
    finally:
        running.kill()


class Visited:
    """A page that was opened with an empty cache, and all requests of the browser."""

    def __init__(self, browser: Browser, width: int, **options: Any) -> None:
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
        self.page.add_init_script(WATCH)
        self.kinds: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.cdp = cdp = self.page.context.new_cdp_session(self.page)
        cdp.send("Network.enable")
        cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    def slow_down(self, latency: int) -> None:
        """Give every request a latency in milliseconds, on a line of 200 KB a second."""
        speed = {"latency": latency, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
        self.cdp.send("Network.emulateNetworkConditions", {"offline": False, **speed})

    def open(self, url: str) -> None:
        for seen in (self.kinds, self.addresses, self.bytes):
            seen.clear()
        self.page.goto(url, wait_until="networkidle")

    def weights(self) -> dict[str, int]:
        """Return the bytes of everything except pictures, by address."""
        wanted = (key for key, kind in self.kinds.items() if kind != "Image")
        return {self.addresses[key]: self.bytes[key] for key in wanted}


def address_of(visited: Visited, site: str, kind: str, language: str) -> str:
    """The address of a page of this kind: the front page links to articles and sections."""
    front = f"{site}/" if language == "ru" else f"{site}/{language}/"
    if kind == "front page":
        return front
    if kind == "search":
        return f"{front}search/?q={'школа' if language == 'ru' else 'мектеп'}"
    visited.open(front)
    return str(visited.page.locator(LINKS[kind]).first.evaluate("link => link.href"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("kind", ["front page", "article", "section", "search"])
def test_a_first_view_is_light_and_steady(browser: Browser, address: str, kind: str, language: str, width: int) -> None:
    visited = Visited(browser, width)
    visited.open(address_of(visited, address, kind, language))
    weights = visited.weights()
    for url, size in weights.items():
        print(f"{size:7,}  {url}")  # noqa: T201 (explains a failure)
    print(f"{sum(weights.values()):7,}  of {MOST_BYTES:,} bytes")  # noqa: T201
    assert {"Document", "Stylesheet", "Script"} <= set(visited.kinds.values())
    assert sum(weights.values()) < MOST_BYTES
    assert len(weights) <= MOST_REQUESTS
    assert all(url.startswith((f"{address}/", "data:")) for url in visited.addresses.values())
    assert visited.page.evaluate(BLOCKING_SCRIPTS) == []
    assert visited.page.evaluate("shifts") == []


@pytest.mark.parametrize("latency", [0, 150])
def test_a_chosen_theme_is_there_at_the_first_paint(browser: Browser, address: str, latency: int) -> None:
    visited = Visited(browser, 1280, color_scheme="light")
    visited.open(f"{address}/")
    visited.page.evaluate("localStorage.setItem('theme', 'dark')")
    visited.slow_down(latency)
    visited.open(f"{address}/search/")
    assert visited.page.evaluate("themeAt") <= visited.page.evaluate(FIRST_PAINT)
