"""A page shows the last change, in a process that keeps in memory what earlier pages shared."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.actions import Pick
from articles.models import Article
from articles.models.text import Text
from newsroom.utils.dates import local_date
from newsroom.website.models import Outlet, PublishedArticle, Tag
from newsroom.website.views import about
from staff import team
from staff.models import Person, Position
from tests import digest_factories, factories
from tests.users import client_of, member

PREFIXES = ("", "/kk")
Change = Callable[[Article], None]


def warm(article: Article) -> Callable[[str], str]:
    """Read every kind of page twice; return a function that reads one again."""
    address = published(article).get_absolute_url()
    pages = ("/", address, "/about/", "/team/", "/sections/gorod/", "/feed/", "/sitemaps/0.xml", "/sitemaps/1.xml")
    for _ in range(2):
        for page in (*pages, "/kk/", "/kk/about/", "/kk/feed/"):
            assert Client().get(page).status_code == 200
    return read


def read(address: str) -> str:
    return Client().get(address).content.decode()


def published(article: Article) -> PublishedArticle:
    return PublishedArticle.objects.get(pk=article.pk)


def rename_section(article: Article) -> None:
    section = factories.section("gorod")
    section.name_ru = section.name_kk = "Новое имя"
    actions.save_section(section, by=member("editor"))


def rename_outlet(article: Article) -> None:
    outlet = Outlet.objects.get()
    outlet.name_ru = outlet.name_kk = "Новое имя"
    actions.save_outlet(outlet, by=member("head"))


def publish_digest(article: Article) -> None:
    digest_factories.published(article, title="Новое имя")


def publish_mission(article: Article) -> None:
    text = Text.objects.get_or_create(kind="mission", language="ru")[0]
    text.title, text.body = "Новое имя", "<p>Зачем мы.</p>"
    actions.publish_text(text, by=member("head"))


def join_team(article: Article) -> None:
    person = Person(name_ru="Новое имя", name_kk="Новое имя", on_team=True)
    team.save_person(person, by=None)
    team.save_position(Position(person=person, title_ru="Редактор"), by=None)


def publish_another(article: Article) -> None:
    factories.published(headline="Новое имя", tags=("мост",))


def pick_lead(article: Article) -> None:
    other = published(factories.published(headline="Новое имя", language="ru"))
    factories.published(headline="Позже")
    actions.set_front("ru", [Pick(0, other, timezone.now() + timedelta(hours=1))], by=member("editor"))


def rename_tag(article: Article) -> None:
    tag = Tag.objects.get(name="мост")
    tag.name = "Новое имя"
    actions.save_tag(tag, by=member("editor"))


CHANGES: dict[Change, tuple[str, ...]] = {
    rename_section: ("/", "ARTICLE", "/about/", "/sections/gorod/", "/feed/"),
    rename_outlet: ("/", "ARTICLE", "/about/", "/sections/gorod/", "/feed/", "/kk/", "/kk/feed/"),
    publish_digest: ("ARTICLE",),
    publish_mission: ("ARTICLE", "/about/"),
    join_team: ("ARTICLE", "/team/"),
    publish_another: ("/", "ARTICLE", "/sections/gorod/", "/feed/", "/feed.json"),
    pick_lead: ("/",),
    rename_tag: ("ARTICLE", "/feed/"),
}


@pytest.fixture
def article(outlet: Outlet) -> Article:
    return factories.published(tags=("мост",))


@pytest.mark.parametrize(("change", "pages"), CHANGES.items())
def test_the_next_page_shows_a_change(article: Article, change: Change, pages: tuple[str, ...]) -> None:
    read_again = warm(article)
    change(article)
    for page in pages:
        address = published(article).get_absolute_url() if page == "ARTICLE" else page
        assert "Новое имя" in read_again(address), page


def test_a_withdrawn_article_is_nowhere(article: Article) -> None:
    other = factories.published(headline="Снятый материал", tags=("мост",))
    read_again = warm(article)
    pages = ("/", published(article).get_absolute_url(), "/sections/gorod/", "/feed/")
    assert all("Снятый материал" in read_again(page) for page in pages)
    actions.withdraw(other, by=member("editor"), reason="Ошибка")
    assert not [page for page in pages if "Снятый материал" in read_again(page)]
    assert f"/{other.pk}-" not in read_again("/sitemaps/1.xml")


def test_a_pick_ends_at_its_hour_without_a_new_version(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    pick_lead(article)
    lead = 'class="lead-article__headline"'
    assert "Новое имя" in read("/").partition(lead)[2][:300]
    later = timezone.now() + timedelta(minutes=61)
    day = local_date(timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: later)
    if local_date(timezone.now()) != day:
        pytest.skip("midnight is less than an hour away")
    assert "Позже" in read("/").partition(lead)[2][:300]


def test_a_page_that_takes_long_does_not_bring_back_the_old(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outlet is renamed, and read, while a page of the version before is being rendered."""
    simple_page_context = about.simple_page_context

    def slow(*args: Any) -> Any:
        monkeypatch.setattr(about, "simple_page_context", simple_page_context)
        layout = simple_page_context(*args)
        assert layout.outlet.name == "Девять дорог"
        rename_outlet(article)
        assert "Новое имя" in read("/about/")
        assert "Девять дорог" not in read("/about/")
        return layout

    monkeypatch.setattr(about, "simple_page_context", slow)
    assert "Девять дорог" in read("/about/")
    assert "Девять дорог" not in read("/about/")


def test_a_preview_shows_the_present_state(article: Article) -> None:
    draft = factories.draft(headline="Черновик")
    warm(article)
    Outlet.objects.update(name_ru="Не для читателей")
    page = client_of(member("editor")).get(f"/admin/articles/article/{draft.pk}/preview/").content.decode()
    assert "Не для читателей" in page
    assert "Не для читателей" not in read("/about/")
