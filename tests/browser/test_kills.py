"""Server or browser is killed while somebody types: at most two seconds of words are lost, nothing is overwritten.

KILLS=200 makes so many kills instead of a few, and KILLS_LOG names a file for a line of each.
"""

import os
import random
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.chromium import CHROMIUM
from tests.installations import copy_prepared
from tests.newsroom.running import Running, command_line, environment, family, free_port, manage
from tests.users import PASSWORD

pytestmark = pytest.mark.browser

KILLS = int(os.environ.get("KILLS", "3"))
MOST_SECONDS_LOST = 2.0
WITHOUT_SERVER = 1.5
"""Seconds that somebody types on after the server was killed."""
STOCK = """
from tests import factories
from tests.users import member
print(factories.draft(member("journalist"), signed="author", body="<p>0.</p>").pk)
"""


class Newsroom:
    """A server that can be killed and started again, and the profile of a browser that outlives its kills."""

    def __init__(self, folder: Path, prepared: Path, browser: Browser) -> None:
        self.folder, self.browser = folder, browser
        self.values = environment(folder / "var", PORT=str(free_port()))
        copy_prepared(prepared, folder / "var")
        done = manage(settings.BASE_DIR, "shell", "-c", STOCK, **self.values)
        self.article = done.stdout.split()[-1]
        self.server = self.start()
        self.context: BrowserContext | None = None

    def start(self) -> Running:
        command = [sys.executable, "manage.py", "serve"]
        log = self.folder / f"log-{time.monotonic_ns()}"
        server = Running(command, folder=settings.BASE_DIR, log=log, environment=self.values)
        server.wait_until_ready()
        return server

    def open(self) -> Page:
        """Return the form of the article, opened as after a kill: with a login where the session is gone."""
        if self.context is None:
            kind = self.browser.browser_type
            options: Any = {"executable_path": CHROMIUM, "args": ["--no-sandbox"], "locale": "ru-RU"}
            self.context = kind.launch_persistent_context(str(self.folder / "profile"), **options)
            self.context.set_default_timeout(60_000)
        page = self.context.new_page()
        address = f"http://127.0.0.1:{self.server.port}/admin/articles/article/{self.article}/change/"
        page.goto(address)
        if page.locator("#id_username").count():
            page.fill("#id_username", "journalist")
            page.fill("#id_password", PASSWORD)
            page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Текст").wait_for()
        # What the browser kept is brought back a moment later, or offered where the article has changed.
        page.wait_for_timeout(1500)
        page.get_by_role("textbox", name="Текст").wait_for()
        compare = page.get_by_role("button", name="Сравнить с сохранённым")
        if compare.is_visible():
            compare.click()
            page.get_by_role("textbox", name="Текст").wait_for()
        return page

    def kill_browser(self) -> None:
        profile = f"--user-data-dir={self.folder / 'profile'}"
        for pid in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()):
            line = command_line(pid)
            if profile in line and "--type=" not in line:
                for one in [pid, *family(pid)]:
                    with suppress(ProcessLookupError):
                        os.kill(one, signal.SIGKILL)

    def stop(self) -> None:
        if self.context:
            with suppress(Error):
                self.context.close()
        self.server.kill()


@pytest.fixture
def newsroom(tmp_path: Path, prepared: Path, browser: Browser) -> Iterator[Newsroom]:
    found = Newsroom(tmp_path, prepared, browser)
    yield found
    found.stop()


def numbers_in(page: Page) -> list[int]:
    """Return the finished numbers of the text: a kill may come in the middle of one.

    They are read until they stay the same for a second: on a busy machine a copy is brought back later.
    """
    text = page.get_by_role("textbox", name="Текст")
    read, before, deadline = text.inner_text(), "", time.monotonic() + 30
    while (read != before or not read) and time.monotonic() < deadline:
        page.wait_for_timeout(1000)
        read, before = text.inner_text(), read
    return [int(number) for number in re.findall(r"(\d+)\.", read)]


def type_until_killed(newsroom: Newsroom, page: Page, first: int, *, kills: str) -> tuple[list[float], float]:
    """Type numbers until the kill; return when each was typed, and when the kill was."""
    killed_at: list[float] = []

    def kill() -> None:
        killed_at.append(time.monotonic())
        newsroom.kill_browser() if kills == "browser" else newsroom.server.kill()

    page.get_by_role("textbox", name="Текст").click()
    # The editor reads the place of the click a moment later.
    page.wait_for_timeout(200)
    page.keyboard.press("Control+End")
    timer = threading.Timer(random.uniform(0.5, 8), kill)  # noqa: S311
    timer.start()
    typed: list[float] = []
    with suppress(Error):
        while not killed_at or time.monotonic() < killed_at[0] + (WITHOUT_SERVER if kills == "server" else 60):
            page.keyboard.type(f" {first + len(typed)}.", delay=20)
            typed.append(time.monotonic())
    timer.join()
    return typed, killed_at[0]


def seconds_lost(typed: list[float], kept: int, end: float) -> float:
    """Return how long before the end the first lost number was typed."""
    return end - typed[kept] if kept < len(typed) else 0.0


def test_at_most_two_seconds_of_words_are_lost(newsroom: Newsroom) -> None:
    page = newsroom.open()
    shown = numbers_in(page)
    worst = {"browser": 0.0, "server": 0.0}
    for number in range(KILLS):
        kills = random.choice(("browser", "server"))  # noqa: S311
        typed, killed_at = type_until_killed(newsroom, page, shown[-1] + 1, kills=kills)
        if kills == "browser":
            newsroom.context = None
            end = killed_at
        else:
            page.close()
            end = time.monotonic()
            newsroom.server = newsroom.start()
        page = newsroom.open()
        before, shown = shown, numbers_in(page)
        lost = seconds_lost(typed, len(shown) - len(before), end)
        worst[kills] = max(worst[kills], lost)
        note(f"{number + 1} {kills}: typed {len(typed)}, kept {len(shown) - len(before)}, {lost:.2f} s lost; {worst}")
        # All that was there is there still, and no number is missing in between.
        assert shown == list(range(len(shown)))
        assert len(shown) >= len(before)
        assert lost <= MOST_SECONDS_LOST


def note(line: str) -> None:
    print(line)  # noqa: T201 (explains a failure)
    if name := os.environ.get("KILLS_LOG"):
        with Path(name).open("a") as log:
            log.write(line + "\n")
