"""Style sheets and templates: contrast, one set of dark colours, layers, no inline code."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css" / "site"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
LAYERED = re.compile(r"\A(?:/\*.*?\*/\s*)?@layer (?:reset|base|components|utilities)\b", re.DOTALL)
PAIRS = (
    ("ink", "paper"),
    ("ink", "paper-deep"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-deep"),
    ("accent", "paper"),
    ("accent", "paper-deep"),
    ("accent", "accent-wash"),
    ("accent-strong", "paper"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("warning", "warning-wash"),
)


def blocks() -> list[dict[str, str]]:
    """Return three sets of colours: light, dark by the system, dark by choice."""
    css = (CSS / "base" / "tokens.css").read_text(encoding="utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r"\{([^{}]*)\}", css)]
    return [block for block in found if block]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "background"), PAIRS)
def test_text_has_enough_contrast(text: str, background: str) -> None:
    for colours in blocks():
        assert contrast(colours[text], colours[background]) >= 4.5


def test_the_dark_colours_are_the_same_by_system_and_by_choice() -> None:
    light, system, chosen = blocks()
    assert system == chosen
    assert system.keys() == light.keys()


@pytest.mark.parametrize("path", sorted(CSS.rglob("*.css")), ids=lambda path: path.name)
def test_every_file_is_in_a_layer(path: Path) -> None:
    assert LAYERED.match(path.read_text(encoding="utf-8"))


def site_templates() -> list[Path]:
    folders = ("website", "includes")
    return [
        *TEMPLATES.glob("*.html"),
        *(path for folder in folders for path in (TEMPLATES / folder).glob("*.html")),
    ]


@pytest.mark.parametrize("path", site_templates(), ids=lambda path: path.name)
def test_no_template_is_inline_or_personal(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    forbidden = (" style=", "<style", "onclick", "<script>", "csrf_token", "request.", "user.", "{% now")
    # The page of a database that is away is never stored, and its form sends an admin form again.
    for absent in (text for text in forbidden if (path.name, text) != ("503.html", "csrf_token")):
        assert absent not in html
