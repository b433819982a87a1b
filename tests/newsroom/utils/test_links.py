"""Links of a body: completed where the intention is clear."""

import pytest

from newsroom.utils.html import clean
from newsroom.utils.links import complete_link, unusable_links


@pytest.mark.parametrize(
    ("typed", "complete"),
    [
        ("goszakup.gov.kz/ru/announce/1", "https://goszakup.gov.kz/ru/announce/1"),
        (" www.example.kz ", "https://www.example.kz"),
        ("//example.kz/a", "https://example.kz/a"),
        ("example.kz?q=1", "https://example.kz?q=1"),
        ("почта.қаз/хат", "https://почта.қаз/хат"),
        ("redaktsiya@example.kz", "mailto:redaktsiya@example.kz"),
        ("https://example.kz/a b", "https://example.kz/a%20b"),
        ("HTTP://EXAMPLE.KZ", "HTTP://EXAMPLE.KZ"),
        ("mailto:a@b.kz", "mailto:a@b.kz"),
        ("tel:+77010000000", "tel:+77010000000"),
        ("/about/", "/about/"),
        ("/", "/"),
    ],
)
def test_it_completes_an_address(typed: str, complete: str) -> None:
    assert complete_link(typed) == complete
    assert complete_link(complete) == complete


@pytest.mark.parametrize(
    "typed",
    ["about", "about.html", "../a/", "#note", "javascript:alert(1)", "ftp://example.kz/", "/\\example.kz", "http:x"],
)
def test_it_refuses_what_leads_nowhere(typed: str) -> None:
    assert complete_link(typed) is None
    html = f'<p><a href="{typed}">слово</a></p>'
    assert unusable_links(html) == [typed]
    assert clean(html) == "<p>слово</p>"
