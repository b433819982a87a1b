"""A static file that is named must be there: with the manifest of production a missing one is a 500."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
IMPORTED = re.compile(r"""^\s*(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["'](;?)""", re.MULTILINE)


def named() -> Iterator[tuple[str, str]]:
    for path in sorted(settings.BASE_DIR.glob("**/templates/**/*.html")):
        if not any(part.startswith(".") for part in path.relative_to(settings.BASE_DIR).parts):
            for name in NAMED.findall(path.read_text(encoding="utf-8")):
                yield str(path.relative_to(settings.BASE_DIR)), name


def modules() -> list[Path]:
    return sorted((settings.BASE_DIR / "static").glob("**/*.js"))


@pytest.mark.parametrize(("template", "name"), sorted(set(named())))
def test_it_is_there(template: str, name: str) -> None:
    assert finders.find(name) is not None, f"{template} names {name}"


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.name)
def test_it_imports_what_is_there(module: Path) -> None:
    for target, semicolon in IMPORTED.findall(module.read_text(encoding="utf-8")):
        assert (module.parent / target).resolve().is_file(), f"{module.name} imports {target}"
        assert semicolon, f"{module.name}: the import of {target} ends without a semicolon"
