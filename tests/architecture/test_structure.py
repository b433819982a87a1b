"""The structure of the tree: small folders, small files, imports at the top of modules."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, python_files

MOST_FILES = 16
MOST_LINES = 300


def test_a_folder_has_at_most_sixteen_modules() -> None:
    modules = Counter(path.parent for path in python_files(*PRODUCT) if path.name != "__init__.py")
    assert {str(folder): count for folder, count in modules.items() if count > MOST_FILES} == {}


@pytest.mark.parametrize("suffix", [".css", ".js"])
def test_a_folder_has_at_most_sixteen_stylesheets_or_scripts(suffix: str) -> None:
    files = Counter(path.parent for path in _front_end(suffix))
    assert {str(folder): count for folder, count in files.items() if count > MOST_FILES} == {}


@pytest.mark.parametrize("suffix", [".py", ".js", ".css", ".html"])
def test_a_file_has_at_most_three_hundred_lines(suffix: str) -> None:
    paths = python_files(*PRODUCT, "tests") if suffix == ".py" else _front_end(suffix)
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def _front_end(suffix: str) -> list[Path]:
    found = [path for folder in ("static", "templates") for path in Path(folder).rglob(f"*{suffix}")]
    return [path for path in found if "vendor" not in path.parts]


def test_our_own_code_is_imported_at_the_top_of_a_module() -> None:
    """`ready()` is the exception that Django asks for: models may not be imported before it."""
    hidden = [place for path in python_files(*PRODUCT) for place in _hidden_imports(path)]
    assert hidden == []


def _hidden_imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path}:{node.lineno} in {function.name}()"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PRODUCT
    ]
