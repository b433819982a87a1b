"""The guide for operators: its commands are run from the first to the last, on a scratch machine."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from newsroom.env import VARIABLES
from tests.newsroom.mail_server import MailServer
from tests.newsroom.scratch_machine import ScratchMachine

DOCS = Path(settings.BASE_DIR) / "docs"
PAGES = ("operating.md", "monitoring.md", "backup.md", "scaling.md")
BLOCK = re.compile(r"^```(sh|sh tried|ini)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MAIL = "smtp://user:PASSWORD@mail.example:587?tls=1"
MOST_LINES = 300


def blocks(*kinds: str) -> list[str]:
    """Return the blocks of the guide in its order."""
    text = "".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES)
    return [block for kind, block in BLOCK.findall(text) if kind in kinds]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[ScratchMachine]:
    machine = ScratchMachine(tmp_path)
    yield machine
    machine.end()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_guide_can_be_followed(machine: ScratchMachine) -> None:
    said: list[str] = []
    releases: list[str] = []
    with MailServer() as mail:
        for block in blocks("sh tried"):
            address = f"smtp://127.0.0.1:{mail.server_address[1]}"
            done = machine.run(block.replace(MAIL, address))
            assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
            assert "Traceback" not in done.stderr
            said.append(done.stdout)
            releases.append(machine.current())
    # Installed, updated, rolled back.
    assert list(dict.fromkeys(releases)) == ["0.1.0", "0.2.0"]
    assert releases[-1] == "0.1.0"
    examinations = [text for text in said if "free disk: ok" in text]
    assert len(examinations) == 3
    assert any('newsroom_check{check="worker"} 1.0' in text for text in said)
    assert {"MAIL", "RCPT"}.isdisjoint(mail.heard)


def test_every_command_that_it_names_exists() -> None:
    text = "".join(blocks("sh", "sh tried", "ini"))
    named = set(re.findall(r"(?:^|(?<=[\s/]))newsroom (?!newsroom)([a-z_]+)(?=\s)", text, re.MULTILINE))
    assert {"setup", "doctor", "backup", "restore", "copy_database"} <= named
    assert named <= set(get_commands())


def test_every_file_that_it_copies_exists() -> None:
    text = "".join(blocks("sh", "sh tried"))
    patterns = set(re.findall(r"(?:^|\s|/current/)deploy/([\w.*-]+)", text, re.MULTILINE))
    assert {"newsroom", "newsroom-*.*", "nginx.conf", "varnish.vcl"} <= patterns
    assert all(list((settings.BASE_DIR / "deploy").glob(pattern)) for pattern in patterns)


def test_every_variable_in_its_configuration_is_read() -> None:
    block = next(block for block in blocks("sh tried") if "cat > /etc/newsroom/env" in block)
    assert set(re.findall(r"^([A-Z_]+)=", block, re.MULTILINE)) <= set(VARIABLES)


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_a_page_can_be_read_at_one_sitting_and_its_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert all((path.parent / link).exists() for link in re.findall(r"\]\(([^)#:]+)\)", text))
