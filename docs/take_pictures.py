"""Take the pictures of the README: `make pictures`.

Start a demo newsroom in a temporary folder, open its pages in Chromium and write docs/pictures/.
"""

import io
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
FOLDER = HERE / "pictures"
PORT = "8765"
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "for-the-pictures"  # noqa: S105
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Picture(NamedTuple):
    """A page as the user `username` sees it. `link` is the text of a link to follow from `path`."""

    name: str
    path: str
    username: str = ""
    link: str = ""
    width: int = 1280
    height: int = 860
    scheme: str = "light"


PICTURES = (
    Picture("front", "/"),
    Picture("front-phone-dark", "/kk/", width=390, height=844, scheme="dark"),
    Picture("article", "/", link="Вода пришла"),
    Picture("digest", "/digests/", link="Неделя, когда пришла вода"),
    Picture("search", "/search/?q=паводки"),
    Picture("front-places", "/admin/website/frontpick/", username="editor"),
    Picture("start", "/admin/", username="corrector"),
    Picture("form", "/admin/", username="editor", link="Прививочный автобус"),
    Picture("start-phone-dark", "/admin/", username="head", width=390, height=844, scheme="dark"),
)


@contextmanager
def newsroom() -> Iterator[None]:
    """Run a demo newsroom while the block runs."""
    with tempfile.TemporaryDirectory(prefix="newsroom-pictures-", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "PORT": PORT, "VAR_DIR": folder, "DEMO_PASSWORD": PASSWORD}
        server = subprocess.Popen(["make", "run"], cwd=HERE.parent, env=environment)  # noqa: S607
        try:
            wait_for_the_first_page(server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for_the_first_page(server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(SITE, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The newsroom did not start.")


def take(browser: Browser, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=size, color_scheme=picture.scheme, locale="ru-RU")
    page = context.new_page()
    if picture.username:
        page.goto(f"{SITE}/admin/login/")
        page.fill("[name=username]", picture.username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
    page.goto(SITE + picture.path)
    if picture.link:
        page.locator("main a, #content a").filter(has_text=picture.link).first.click()
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.save(FOLDER / f"{picture.name}.webp", quality=80, method=6)
    context.close()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with newsroom(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), env={**os.environ, "LANGUAGE": "ru"}
        )
        for picture in PICTURES:
            take(browser, picture)
        browser.close()


if __name__ == "__main__":
    main()
