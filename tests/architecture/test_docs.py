"""README.md, ARCHITECTURE.md and docs/ name paths, commands and targets that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
PAGES = {page.relative_to(ROOT).as_posix(): page for page in (
    ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted(ROOT.glob("docs/*.md")),
)}  # fmt: skip
BASES = (ROOT, ROOT / "newsroom", ROOT / "newsroom" / "page_cache")
"""The folders that paths on the pages start from."""

BLOCK = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)#:]+)[^)]*\)")
PATH = re.compile(r"(?<![\w/.~-])(?:[\w-]+/)*[\w*-]+(?:\.[\w*-]+)*/?(?![\w/])")
FILE = re.compile(r".+\.(?:py|md|toml|lock|css|js|html|sh|yml|vcl)")
COMMAND = re.compile(r"(?:manage\.py|(?:^|\s|/)newsroom) (?!newsroom)([a-z_]+)(?=\s|$)", re.MULTILINE)
COMMENT = re.compile(r"\s# .*")
TARGET = re.compile(r"(?:^|\s)make ([a-z-]+)", re.MULTILINE)


def code(page: Path) -> list[str]:
    """Return what a page writes as code: blocks without their comments, and words between backticks."""
    text = page.read_text(encoding="utf-8")
    return [*(COMMENT.sub("", block) for block in BLOCK.findall(text)), *SPAN.findall(BLOCK.sub("", text))]


def paths_of_the_repository(words: str) -> set[str]:
    """Return what can only be a path of the repository: by its first folder or by the kind of the file."""
    return {path for path in PATH.findall(words) if FILE.fullmatch(path) or ("/" in path and is_folder(path))}


def is_folder(path: str) -> bool:
    first = path.partition("/")[0]
    return any((base / first).is_dir() for base in BASES)


def exists(path: str) -> bool:
    return any(next(base.glob(path.rstrip("/")), None) for base in BASES)


def named(pattern: re.Pattern[str], page: Path) -> set[str]:
    return {name for words in code(page) for name in pattern.findall(words)}


@pytest.mark.parametrize("name", PAGES)
def test_paths(name: str) -> None:
    page = PAGES[name]
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
    paths = {path for words in code(page) for path in paths_of_the_repository(words)}
    assert {path for path in paths if not exists(path)} == set()


@pytest.mark.parametrize("name", PAGES)
def test_commands(name: str) -> None:
    assert named(COMMAND, PAGES[name]) <= set(get_commands())


def test_the_table_of_commands() -> None:
    table = PAGES["README.md"].read_text(encoding="utf-8").partition("## Commands")[2]
    first_column = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    commands = {SPAN.findall(cell)[n].split()[0] for cell in first_column for n in range(cell.count("`") // 2)}
    assert {"setup", "doctor", "bump_site_version"} <= commands
    assert commands <= set(get_commands())


@pytest.mark.parametrize("name", PAGES)
def test_targets_of_make(name: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named(TARGET, PAGES[name]) <= set(targets)


def test_they_are_found_at_all() -> None:
    """Otherwise a pattern that finds nothing would please every test above."""
    readme, architecture = PAGES["README.md"], PAGES["ARCHITECTURE.md"]
    assert {"run", "test", "bench", "fill", "pictures"} <= named(TARGET, readme)
    assert {"check_staffing", "show_config"} <= named(COMMAND, readme)
    assert {"backup", "doctor"} <= named(COMMAND, PAGES["docs/operating.md"])
    paths = set[str]().union(*map(paths_of_the_repository, code(architecture)))
    assert {"articles/workflow.py", "newsroom/website", "worker/cdn.py", "layer.py", "website/queries"} <= paths
