"""What a paste from other programs becomes: samples of their clipboards, and hostile ones."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from playwright.sync_api import Page

from newsroom.body.cleaning import clean, foreign_tags
from newsroom.body.paste_words import PASTE_WORDS
from newsroom.middleware import private_policy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parent / "clipboard"
SCRIPTS = Path(__file__).parents[2] / "static" / "js"
NONCE = "of-the-page"

WORDS = """(words) => (key, values = {}) =>
    (words[key] ?? key).replace(/\\{(\\w+)\\}/g, (whole, name) => values[name] ?? whole)"""


def page_of_scripts() -> str:
    modules = sorted((SCRIPTS / "editor").glob("paste*.js")) + sorted((SCRIPTS / "editor" / "paste").glob("*.js"))
    names = {
        str(path.relative_to(SCRIPTS).with_suffix("")): f"/static/js/{path.relative_to(SCRIPTS)}" for path in modules
    }
    head = f'<script type="importmap" nonce="{NONCE}">{json.dumps({"imports": names})}</script>'
    return f'<!doctype html><html lang="ru"><head><meta charset="utf-8">{head}</head><body></body></html>'


@pytest.fixture
def bench(visit: Any) -> Page:
    """A page under the admin's content policy that can import the modules of the editor."""
    page: Page = visit()
    headers = {"content-type": "text/html", "content-security-policy": private_policy(NONCE)}
    page.route("**/bench/", lambda route: route.fulfill(body=page_of_scripts(), headers=headers))
    page.goto("/bench/")
    return page


def transform(page: Page, html: str) -> Any:
    return page.evaluate('async (html) => (await import("editor/paste")).transformPasted(html)', html)


def sentence(page: Page, dropped: list[dict[str, Any]], language: str = "ru") -> str:
    with translation.override(language):
        words = json.loads(json.dumps(PASTE_WORDS, cls=DjangoJSONEncoder))
    said: str = page.evaluate(
        f"""async ({{ dropped, words, language }}) => {{
            document.documentElement.lang = language;
            return (await import("editor/paste")).pasteSentence(dropped, ({WORDS})(words));
        }}""",
        {"dropped": dropped, "words": words, "language": language},
    )
    return said


def lines(html: str) -> str:
    """The HTML with each block on a line of its own, as the expected files have it."""
    for name in ("p", "h2", "h3", "li", "ul", "ol", "blockquote", "tr", "table", "hr"):
        html = html.replace(f"</{name}>", f"</{name}>\n")
    for name in ("ul", "ol", "blockquote", "table", "tbody", "tr", "hr"):
        html = html.replace(f"<{name}>", f"<{name}>\n")
    return html.strip() + "\n"


@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.html") if ".expected" not in path.name))
def test_a_sample_becomes_the_html_of_a_body(bench: Page, sample: str) -> None:
    result = transform(bench, (SAMPLES / f"{sample}.html").read_text())
    found = lines(result["html"])
    if said := sentence(bench, result["dropped"]):
        found += f"<!-- {said} -->\n"
    expected = SAMPLES / f"{sample}.expected.html"
    assert found == expected.read_text()
    if not foreign_tags(result["html"]):
        assert clean(result["html"]) == result["html"]
    # Except for notes, which a document has at its end, what is pasted once more stays.
    if "<small>" not in result["html"]:
        assert transform(bench, result["html"])["html"] == result["html"]


def table(rows: int, cells: int) -> str:
    return "<table>" + f"<tr>{'<td>7</td>' * cells}</tr>" * rows + "</table>"


@pytest.mark.parametrize(
    ("rows", "cells", "kept"), [(50, 10, 50), (1000, 10, 50), (51, 2, 51), (60, 20, 25), (2, 251, 1), (2, 501, 0)]
)
def test_a_table_has_at_most_500_cells(bench: Page, rows: int, cells: int, kept: int) -> None:
    result = transform(bench, f"<p>До</p>{table(rows, cells)}<p>После</p>")
    assert result["html"].count("<tr>") == kept
    assert result["html"].startswith("<p>До</p>")
    assert result["html"].endswith("<p>После</p>")
    if kept == rows:
        assert result["dropped"] == []
    elif kept:
        assert result["dropped"] == [{"what": "table", "count": 1, "kept": kept, "rows": rows}]
    else:
        assert result["dropped"] == [{"what": "wide-table", "count": 1}]


def test_more_than_a_million_characters_are_refused_before_they_are_parsed(bench: Page) -> None:
    result = transform(bench, "<p>слово</p>" * 100_000)
    assert result["html"] == ""
    assert "больше миллиона знаков" in sentence(bench, result["dropped"])
    # The bytes of a picture do not count.
    picture = f'<img src="data:image/png;base64,{"A" * 2_000_000}">'
    result = transform(bench, f"<p>слово</p>{picture}")
    assert result["html"] == "<p>слово</p>"
    assert result["dropped"] == [{"what": "picture", "count": 1, "files": [{}]}]


@pytest.mark.parametrize(
    "html",
    [
        "<style>" + "/*" * 400_000,
        "<style>" + "a" * 900_000 + "</style>",
        f'<p style="{"a" * 900_000}">слово',
        "<a " * 300_000,
        "<!--" * 200_000,
        "<p>" + " " * 900_000 + "слово",
        "<p>a<br>" * 100_000,
    ],
)
def test_hostile_html_takes_no_long_time(bench: Page, html: str) -> None:
    bench.set_default_timeout(20_000)
    took = bench.evaluate(
        """async (html) => {
            const { transformPasted } = await import("editor/paste");
            const start = performance.now();
            transformPasted(html);
            return performance.now() - start;
        }""",
        html,
    )
    assert took < 15_000  # a machine that is busy; quadratic time would be minutes


def test_nothing_of_a_paste_runs_or_is_asked_for(bench: Page) -> None:
    transform(bench, (SAMPLES / "hostile-scripts.html").read_text())
    bench.wait_for_timeout(300)
    assert bench.evaluate("window.hacked") is None


def test_what_was_copied_in_an_editor_of_ours_stays_as_it_is(bench: Page) -> None:
    own = '<p data-pm-slice="1 1 []">слово</p><figure data-photo="12"><figcaption>подпись</figcaption></figure>'
    assert transform(bench, own) == {"html": own, "dropped": []}


def test_the_sentence_names_everything_in_the_language_of_the_admin(bench: Page) -> None:
    dropped = [
        {"what": "formula", "count": 1},
        {"what": "picture", "count": 3},
        {"what": "comment", "count": 21},
        {"what": "struck", "count": 2},
        {"what": "table", "count": 1, "kept": 50, "rows": 1000},
    ]
    assert sentence(bench, dropped) == (
        "Не перенесено: 3 картинки, 1 формула, 21 примечание. Картинки вставьте файлами. "
        "В таблице больше 500 ячеек: вставлены первые строки, 50 из 1000. Целиком приложите её документом. "
        "Зачёркнутое вставлено обычным текстом: 2 места."
    )
    assert sentence(bench, [{"what": "picture", "count": 5}]).startswith("Не перенесено: 5 картинок.")
    assert sentence(bench, [{"what": "picture", "count": 0}]) == sentence(bench, []) == ""
    in_kazakh = sentence(bench, dropped, "kk")
    assert "{" not in in_kazakh
    assert "paste." not in in_kazakh
