"""Retired words stay out of identifiers and file names; the words in their place are in GLOSSARY.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, python_files

RETIRED = (
    "door",
    "doors",
    "desk",
    "piece",
    "pieces",
    "verb",
    "verbs",
    "told",
    "telling",
    "standing",
    "holder",
    "edition",
    "editions",
    "overtaken",
    "twin",
    "gist",
    "newsstand",
    "readiness",
    "put_out",
    "take_in",
    "NotAllowed",
    "NotNow",
    "NotReady",
    "receivers",
    "Publication",
    "publication_id",
    "deadlocks",
    "readers_for",
    "approved_digest",
    "thing",
    "thumb",
)
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
# Ordinary English: the grammar of Kazakh, and the subject of a picture.
ALLOWED = {"VERB_ENDINGS", "exam-desk"}


def words_of(name: str) -> set[str]:
    """Return the words of an identifier, in small letters: `PieceForm` and `piece_form` both hold «piece»."""
    return {word.lower() for word in WORD.findall(name)}


def retired_in(name: str) -> set[str]:
    """Return the retired words that an identifier or a file name uses."""
    if name in ALLOWED:
        return set()
    words, flat = words_of(name), name.lower()
    return {word for word in RETIRED if word in words or ("_" in word and word in flat) or word == name}


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a module names: classes, functions, arguments, variables, attributes, keywords."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name


def test_no_identifier_uses_a_retired_word() -> None:
    found = [
        f"{path}:{line} {name}"
        for path in python_files(*PRODUCT, "tests")
        for line, name in identifiers(path)
        if retired_in(name)
    ]
    assert found == []


def test_no_file_is_named_by_a_retired_word() -> None:
    folders = ("articles", "newsroom", "staff", "templates", "static", "tests")
    paths = [path for folder in folders for path in Path(folder).rglob("*") if "__pycache__" not in path.parts]
    assert [str(path) for path in paths if "texts" not in path.parts and retired_in(path.stem)] == []


@pytest.mark.parametrize("folder", ["static/css", "static/js", "templates"])
def test_no_class_or_data_attribute_uses_a_retired_word(folder: str) -> None:
    pattern = re.compile(r"\.([a-z][\w-]*)|data-([\w-]+)|class=\"([^\"{]*)\"")
    found = [
        f"{path} {match.group(0)}"
        for path in Path(folder).rglob("*.*")
        if "vendor" not in path.parts and path.suffix in {".css", ".js", ".html"}
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
        if any(retired_in(name.replace("-", "_")) for name in match.groups() if name)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("PieceForm", {"piece"}), ("live_pieces", {"pieces"}), ("masterpiece", set()), ("verbose_name", set())],
)
def test_it_knows_a_word_within_a_name(name: str, expected: set[str]) -> None:
    assert retired_in(name) == expected
