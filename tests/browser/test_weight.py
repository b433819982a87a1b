"""The compressed size of an article with its styles and scripts, without pictures."""

import gzip

import pytest
from playwright.sync_api import Response

from newsroom.website.models import PublishedArticle
from tests.browser import screens
from tests.browser.conftest import Visit
from tests.browser.stocked import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stocked")]
MOST = 60_000
BODY = 8_000
# The usual level of web servers for responses that are not compressed beforehand.
LEVEL = 6


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_full_article_is_light(visit: Visit, language: str) -> None:
    page = visit()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(screens.readers_pages(language)["article"])
    for block in (".related", ".outlet__digest", ".outlet__mission", ".outlet__team", ".tags", ".sources"):
        assert page.locator(block).count()
    assert len(PublishedArticle.objects.get(headline=told(language).headline).text) >= BODY
    weights = {response.url: weight(response) for response in responses if response.request.resource_type != "image"}
    for url, bytes_ in sorted(weights.items(), key=lambda row: -row[1]):
        print(f"{bytes_:7,}  {url.partition('//')[2]}")  # noqa: T201 (explains a failure)
    print(f"{sum(weights.values()):7,}  of {MOST:,} bytes")  # noqa: T201
    assert {"document", "stylesheet", "script"} <= {response.request.resource_type for response in responses}
    assert sum(weights.values()) < MOST


def weight(response: Response) -> int:
    return len(gzip.compress(response.body(), LEVEL))
