"""Pages of readers and of the desk, by the rules that axe knows: WCAG 2.2 A and AA."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from articles.models import Article, Outlet, Publication
from tests import pieces
from tests.browser.conftest import Visit
from tests.images.pictures import taken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# The stock autocomplete calls its box by what is chosen in it, and by nothing while it is empty.
NOT_OURS = {"exclude": [[".select2"]]}


@pytest.fixture
def live(transactional_db: None, media: None) -> Article:
    """A site with pieces in every state, and the newest of those on it."""
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for make in (pieces.draft, pieces.returned, pieces.submitted, pieces.approved, pieces.scheduled, pieces.forced):
        make(signed="author")
    for number in range(4):
        article = pieces.published(
            headline=f"Открыли центр № {number}",
            image=taken((1500, 1000)),
            alt="Четыре цвета",
            tags=("паводок", "школа"),
            source="Вестник степи",
            signed="author",
        )
    return article


def complaints(page: Page, *addresses: str, tags: tuple[str, ...]) -> str:
    """What axe has against the pages, a line each: the rule, and the first places."""
    rules = {"runOnly": {"type": "tag", "values": tags}}
    lines = []
    for address in addresses:
        page.goto(address)
        # A colour on its way from one to another is nobody's contrast.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))")
        found: dict[str, Any] = Axe().run(page, context=NOT_OURS, options=rules).response
        for one in found["violations"]:
            places = [node["target"] for node in one["nodes"]]
            lines.append(f"{address} {one['impact']} {one['id']} × {len(places)}: {places[:4]}")
    return "\n".join(lines)


@pytest.mark.parametrize(("prefix", "scheme"), [("", "light"), ("/kk", "dark")])
def test_readers_pages(visit: Visit, live: Article, prefix: str, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    piece = Publication.objects.get(pk=live.pk).get_absolute_url()
    lists = ["/sections/gorod/", "/search/?q=центр"]
    lists += [f"{prefix}/{path}" for path in ("", "team/", "about/", "archive/", "digests/", "corrections/", "search/")]
    found = complaints(page, piece, *lists, "/nothing-here/", tags=(*WCAG, "best-practice"))
    assert not found, found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desks_pages(desk: Visit, live: Article, scheme: str) -> None:
    page = desk("editor", color_scheme=scheme)
    draft = Article.objects.filter(state="draft")[0]
    addresses = (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/articles/frontpick/",
        "/admin/articles/digest/add/",
        "/admin/articles/section/",
        f"/admin/articles/section/{live.section_id}/merge/",
        draft.get_absolute_url(),
        live.get_absolute_url(),
        f"/admin/articles/article/{live.pk}/withdraw/",
    )
    found = complaints(page, *addresses, tags=WCAG)
    assert not found, found
