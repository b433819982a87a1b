"""Structured data for search engines: schema.org as JSON-LD.

Each public function returns the objects of one kind of page. An object that appears on many pages, as the outlet, has
an `@id`, by which search engines recognise it.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from newsroom.images import public
from newsroom.images.models import Image
from newsroom.utils import dates
from newsroom.website.article_page import ArticlePage, is_web_address
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.page_context import PageContext
from newsroom.website.public_urls import absolute_url, public_path
from staff.models import Person

JsonObject = dict[str, Any]
CONTEXT = "https://schema.org"
CROPS = ("social", "square")


def front_page(layout: PageContext) -> list[JsonObject]:
    """Return the outlet, and its site with the address of the search."""
    return [{"@context": CONTEXT, **_outlet(layout)}, {"@context": CONTEXT, **_site(layout)}]


def article_page(page: ArticlePage, layout: PageContext) -> list[JsonObject]:
    """Return the article and its breadcrumbs."""
    steps = [*_section_steps(page.section), (page.article.headline, layout.path)]
    return [{"@context": CONTEXT, **_article(page, layout)}, _breadcrumbs(layout, steps)]


def list_page(layout: PageContext, section: Section | None = None) -> list[JsonObject]:
    """Return the breadcrumbs of a list: a section below its parent, another list below the front page."""
    parents = _section_steps(section.parent) if section else []
    return [_breadcrumbs(layout, [*parents, (layout.title, layout.path)])]


def person_page(person: Person, layout: PageContext) -> list[JsonObject]:
    """Return the profile of a person and its breadcrumbs."""
    profile = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": layout.canonical_url,
        "inLanguage": layout.language,
        "mainEntity": _person(person, layout),
    }
    return [
        profile,
        _breadcrumbs(
            layout, [(_("Команда"), public_path(layout.language, "team")), (person.name, person.get_absolute_url())]
        ),
    ]


def _article(page: ArticlePage, layout: PageContext) -> JsonObject:
    article = page.article
    data: JsonObject = {
        "@type": "NewsArticle",
        "@id": f"{layout.canonical_url}#article",
        "url": layout.canonical_url,
        "mainEntityOfPage": layout.canonical_url,
        "headline": article.headline,
        "inLanguage": article.language,
        "datePublished": dates.iso_format(article.published_at),
        "dateModified": dates.iso_format(article.updated_at or article.published_at),
        "author": [_author(row, layout) for row in page.bylines] or [_publisher(layout)],
        "publisher": _outlet(layout),
        "isAccessibleForFree": True,
    }
    if article.lead:
        data["description"] = article.lead
    if page.section:
        data["articleSection"] = page.section.name
    if page.tags:
        data["keywords"] = [tag.local_name for tag in page.tags]
    if article.image and article.image.is_public:
        data["image"] = _pictures(article.image, article)
    if sources := [_source(row) for row in article.sources]:
        data["citation"] = sources
    if page.translation:
        data["workTranslation"] = {
            "@type": "NewsArticle",
            "@id": f"{absolute_url(page.translation.get_absolute_url())}#article",
        }
    return data


def _pictures(image: Image, article: PublishedArticle) -> list[JsonObject]:
    """Return the picture in several shapes, as Google recommends for articles."""
    original = _picture(public.largest(image))
    if article.caption:
        original["caption"] = article.caption
    if article.credit:
        original["creditText"] = article.credit
    return [original, *(_picture(public.largest(image, crop)) for crop in CROPS)]


def _picture(address: public.Address) -> JsonObject:
    size = {"width": address.width, "height": address.height}
    return {"@type": "ImageObject", "url": absolute_url(address.url), **size}


def _author(row: PublishedByline, layout: PageContext) -> JsonObject:
    if row.person is not None:
        url = absolute_url(row.person.get_absolute_url())
        return {"@type": "Person", "name": row.person.name, "url": url}
    return {"@type": "Person", "name": row.name} if row.name else _publisher(layout)


def _source(row: dict[str, str]) -> JsonObject:
    source: JsonObject = {"@type": "CreativeWork", "name": row.get("name", "")}
    url = row.get("url", "")
    return {**source, "url": url} if is_web_address(url) else source


def _publisher(layout: PageContext) -> JsonObject:
    return {"@type": "NewsMediaOrganization", "@id": absolute_url("/#outlet"), "name": layout.outlet.name}


def _outlet(layout: PageContext) -> JsonObject:
    outlet: Outlet = layout.outlet
    data = _publisher(layout) | {"url": absolute_url(public_path(layout.language, "front"))}
    if outlet.description:
        data["description"] = outlet.description
    if outlet.logo and outlet.logo.is_public:
        data["logo"] = _picture(public.largest(outlet.logo))
    for name, value in (("email", outlet.email), ("telephone", outlet.phone), ("address", outlet.address)):
        if value:
            data[name] = value
    if outlet.networks:
        data["sameAs"] = [url for _name, url in outlet.networks]
    return {**data, "masthead": absolute_url(public_path(layout.language, "about"))}


def _site(layout: PageContext) -> JsonObject:
    search = absolute_url(public_path(layout.language, "search"))
    return {
        "@type": "WebSite",
        "@id": absolute_url("/#site"),
        "url": absolute_url(public_path(layout.language, "front")),
        "name": layout.outlet.name,
        "inLanguage": layout.language,
        "publisher": {"@id": absolute_url("/#outlet")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _person(person: Person, layout: PageContext) -> JsonObject:
    data: JsonObject = {"@type": "Person", "name": person.name, "url": absolute_url(person.get_absolute_url())}
    if person.bio:
        data["description"] = person.bio
    if person.portrait and person.portrait.is_public:
        data["image"] = _picture(public.largest(person.portrait, "square"))
    if person.email:
        data["email"] = person.email
    if person.telegram:
        data["sameAs"] = [person.telegram_url]
    if titles := [position.title for position in person.current_positions]:
        data["jobTitle"] = ", ".join(titles)
        data["worksFor"] = _publisher(layout)
    return data


def _section_steps(section: Section | None) -> list[tuple[str, str]]:
    """Return name and path of the section and its parents, without disabled ones."""
    if section is None:
        return []
    own = [(section.name, section.get_absolute_url())] if section.is_enabled else []
    return [*_section_steps(section.parent), *own]


def _breadcrumbs(layout: PageContext, steps: Sequence[tuple[str, str]]) -> JsonObject:
    """Return the breadcrumbs from the front page through `steps`, pairs of name and path."""
    items = [(layout.outlet.name, public_path(layout.language, "front")), *steps]
    rows = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute_url(path)}
        for position, (name, path) in enumerate(items, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": rows}
