"""Metadata of pages: JSON-LD (validated by a schema), Open Graph, hreflang."""

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client

from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from staff.models import Position
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows, section, tag

SITE = "http://127.0.0.1:8000"
SCHEMA = json.loads((Path(__file__).parent / "schemas/structured.json").read_text())
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = '</script><script>alert(1)</script>"\\u2028&amp;'


class Head(HTMLParser):
    """The meta and link elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        data = dict(attrs)
        if tag == "meta" and (name := data.get("property") or data.get("name")):
            self.metas.append((name, data.get("content") or ""))
        if tag == "link":
            self.links.append(data)

    def all(self, name: str) -> list[str]:
        return [content for found, content in self.metas if found == name]


def read(reader: Client, address: str) -> str:
    response = reader.get(address)
    assert response.status_code == 200
    return response.content.decode()


def json_ld(reader: Client, address: str) -> dict[str, Any]:
    """Return the JSON-LD objects of a page by type, after validation."""
    found = [json.loads(block) for block in BLOCK.findall(read(reader, address))]
    for obj in found:
        jsonschema.validate(obj, SCHEMA)
    return {obj["@type"]: obj for obj in found}


@pytest.fixture
def full() -> str:
    """Publish an article with everything; return its path."""
    Outlet.objects.update(
        description_ru="О жизни.",
        email="a@example.kz",
        phone="+7 700",
        address_ru="Перекрёстная, 9",
        links="https://t.me/x",
        logo=image(),
        cover=image(),
    )
    article = publish_rows(
        7,
        slug="voda",
        headline="Вода пришла",
        lead="В селе теперь есть вода.",
        section=section("vodokanal", name_ru="Водоканал", parent=section("gorod", name_ru="Город")),
        tags=[tag("voda", name="вода")],
        signed=[person("petr", name_ru="Пётр Щегольков"), "Гостья", ""],
        image=image(),
        caption="Кран.",
        credit="Фото: И.",
        sources=[{"name": "Курьер", "url": "https://a.example/", "via_name": "", "via_url": ""}, {"name": "НИИ"}],
        at=NOON,
        updated_at=NOON + timedelta(hours=3),
    )
    publish_rows(8, slug="su", language="kk", headline="Су келді", translation_of=article)
    return "/articles/7-voda/"


class TestArticle:
    def test_it_has_structured_data(self, reader: Client, full: str) -> None:
        data = json_ld(reader, full)["NewsArticle"]
        assert data["headline"] == "Вода пришла"
        assert data["url"] == SITE + full
        assert data["datePublished"] == "2026-11-22T12:00:00+05:00"
        assert data["dateModified"] == "2026-11-22T15:00:00+05:00"
        assert data["author"] == [
            {"@type": "Person", "name": "Пётр Щегольков", "url": f"{SITE}/team/petr/"},
            {"@type": "Person", "name": "Гостья"},
            {"@type": "NewsMediaOrganization", "@id": f"{SITE}/#outlet", "name": "Девять дорог"},
        ]
        assert data["publisher"]["logo"]["url"].startswith(f"{SITE}/media/")
        assert data["image"][0]["caption"] == "Кран."
        assert data["keywords"] == ["вода"]
        assert data["workTranslation"]["@id"] == f"{SITE}/kk/articles/8-su/#article"

    def test_it_has_breadcrumbs(self, reader: Client, full: str) -> None:
        trail = json_ld(reader, full)["BreadcrumbList"]["itemListElement"]
        assert [(step["name"], step["item"]) for step in trail] == [
            ("Девять дорог", f"{SITE}/"),
            ("Город", f"{SITE}/sections/gorod/"),
            ("Водоканал", f"{SITE}/sections/vodokanal/"),
            ("Вода пришла", SITE + full),
        ]

    def test_a_disabled_section_is_not_in_the_breadcrumbs(self, reader: Client, full: str) -> None:
        Section.objects.filter(slug="gorod").update(is_enabled=False)
        trail = json_ld(reader, full)["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in trail] == ["Девять дорог", "Водоканал", "Вода пришла"]
        assert "/sections/gorod/" not in read(reader, full)

    def test_the_label_shows_the_same_sections(self, reader: Client, full: str) -> None:
        page = read(reader, full)
        assert page.index('class="label__section" href="/sections/gorod/">Город</a>') < page.index(">Водоканал</a>")

    def test_an_article_without_optional_fields_is_valid(self, reader: Client) -> None:
        publish_rows(7, slug="voda")
        data = json_ld(reader, "/articles/7-voda/")["NewsArticle"]
        assert data["author"][0]["name"] == "Девять дорог"
        assert not {"image", "description", "keywords", "citation", "workTranslation"} & set(data)

    def test_no_words_of_it_end_the_block(self, reader: Client) -> None:
        publish_rows(7, slug="voda", headline=HOSTILE, lead=HOSTILE, signed=[HOSTILE], caption=HOSTILE)
        assert json_ld(reader, "/articles/7-voda/")["NewsArticle"]["headline"] == HOSTILE
        assert "<script>alert" not in read(reader, "/articles/7-voda/")

    def test_it_has_open_graph_properties(self, reader: Client, full: str) -> None:
        head = Head(read(reader, full))
        [picture] = head.all("og:image")
        assert re.fullmatch(rf"{SITE}/media/[0-9a-f]{{32}}-\d+/social-1200\.jpeg", picture)
        assert (head.all("og:image:width"), head.all("og:image:height")) == (["1200"], ["630"])
        assert head.all("og:type") == ["article"]
        assert head.all("og:locale") == ["ru_RU"]
        assert head.all("og:locale:alternate") == ["kk_KZ"]
        assert head.all("twitter:card") == ["summary_large_image"]
        assert head.all("article:author") == [f"{SITE}/team/petr/"]
        assert head.all("article:modified_time") == ["2026-11-22T15:00:00+05:00"]
        assert head.all("robots") == ["max-image-preview:large"]

    def test_translations_have_hreflang_links(self, reader: Client, full: str) -> None:
        for address in (full, "/kk/articles/8-su/"):
            links = Head(read(reader, address)).links
            found = {link["hreflang"]: link["href"] for link in links if link.get("hreflang")}
            russian, kazakh = SITE + full, f"{SITE}/kk/articles/8-su/"
            assert found == {"ru": russian, "kk": kazakh, "x-default": russian}

    def test_an_article_without_a_picture_has_that_of_the_outlet(self, reader: Client, full: str) -> None:
        publish_rows(9, slug="bez")
        cover = Outlet.objects.get().cover
        assert cover is not None
        head = Head(read(reader, "/articles/9-bez/"))
        assert head.all("og:image") == [f"{SITE}/media/{cover.public_token}-{cover.version}/social-1200.jpeg"]
        assert head.all("og:image:alt") == ["Девять дорог"]


class TestOtherPages:
    def test_the_front_page_describes_the_outlet_and_its_search(self, reader: Client, full: str) -> None:
        data = json_ld(reader, "/")
        assert set(data) == {"NewsMediaOrganization", "WebSite"}
        assert data["NewsMediaOrganization"]["sameAs"] == ["https://t.me/x"]
        target = data["WebSite"]["potentialAction"]["target"]["urlTemplate"]
        assert reader.get(target.replace("{search_term_string}", "вода").removeprefix(SITE)).status_code == 200
        assert json_ld(reader, "/kk/")["WebSite"]["url"] == f"{SITE}/kk/"

    def test_a_section_is_below_its_parent(self, reader: Client, full: str) -> None:
        trail = json_ld(reader, "/sections/vodokanal/")["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in trail] == ["Девять дорог", "Город", "Водоканал"]

    def test_a_person_has_a_profile(self, reader: Client, full: str) -> None:
        who = person("petr")
        who.bio_ru, who.telegram, who.email, who.portrait = "Пишет.", "@petr", "p@example.kz", image()
        who.save()
        Position.objects.create(person=who, title_ru="Журналист", starts_on=date(2020, 1, 1))
        data = json_ld(reader, "/team/petr/")["ProfilePage"]["mainEntity"]
        assert (data["jobTitle"], data["sameAs"]) == ("Журналист", ["https://t.me/petr"])

    @pytest.mark.parametrize("address", ["/", "/sections/gorod/", "/tags/voda/", "/team/petr/", "/team/", "/about/"])
    def test_each_has_a_picture_and_a_canonical_address(self, reader: Client, full: str, address: str) -> None:
        head = Head(read(reader, address))
        assert head.all("og:url") == [SITE + address]
        assert len(head.all("og:image")) == 1
        kinds = {link.get("type") for link in head.links if link.get("rel") == "alternate"}
        assert {"application/rss+xml", "application/atom+xml", "application/feed+json"} <= kinds

    @pytest.mark.parametrize("address", ["/sections/gorod/", "/tags/voda/", "/team/ulpan/", "/archive/2026/11/22/"])
    def test_a_list_is_described_by_its_first_headlines(self, reader: Client, address: str) -> None:
        for number in (1, 2, 3, 4):
            publish_rows(headline=f"Весть {number}", section=section(), tags=[tag()], signed=[person()], at=NOON)
        head = Head(read(reader, address))
        assert head.all("description") == head.all("og:description") == ["Весть 4 · Весть 3 · Весть 2"]

    def test_a_page_without_a_description_has_that_of_the_outlet(self, reader: Client, full: str) -> None:
        Outlet.objects.update(description_ru="Новости без шума.")
        head = Head(read(reader, "/team/"))
        assert head.all("og:description") == ["Новости без шума."]
        assert head.all("description") == [], "one sentence for many pages describes none"

    def test_a_404_has_no_structured_data(self, reader: Client) -> None:
        page = reader.get("/articles/999-net/").content.decode()
        assert not BLOCK.search(page)
        assert Head(page).all("robots") == ["noindex"]
