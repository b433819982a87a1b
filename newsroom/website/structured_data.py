"""What search engines read of a page as data: schema.org in JSON-LD.

Each function returns the objects of one kind of page. Whoever publishes and whatever is one thing on many pages has
an `@id`, so that engines know it again.
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
from newsroom.website.page_context import Frame, absolute, in_language
from staff.models import Person

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
CROPS = ("social", "square")


def front_page(frame: Frame) -> list[Thing]:
    """The outlet and its site with its search."""
    return [{"@context": CONTEXT, **_outlet(frame)}, {"@context": CONTEXT, **_site(frame)}]


def article_page(page: ArticlePage, frame: Frame) -> list[Thing]:
    """The article, and where it stands."""
    trail = [*_above(page.section), (page.article.headline, frame.path)]
    return [{"@context": CONTEXT, **_article(page, frame)}, _trail(frame, trail)]


def list_page(frame: Frame, section: Section | None = None) -> list[Thing]:
    """Where a list stands: a section below its parent, any other below the front page."""
    above = _above(section.parent) if section else []
    return [_trail(frame, [*above, (frame.title, frame.path)])]


def person_page(person: Person, frame: Frame) -> list[Thing]:
    """A person's profile, and where it stands."""
    profile = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": frame.canonical,
        "inLanguage": frame.language,
        "mainEntity": _person(person, frame),
    }
    return [
        profile,
        _trail(frame, [(_("Команда"), in_language(frame.language, "team")), (person.name, person.get_absolute_url())]),
    ]


def _article(page: ArticlePage, frame: Frame) -> Thing:
    article = page.article
    told: Thing = {
        "@type": "NewsArticle",
        "@id": f"{frame.canonical}#article",
        "url": frame.canonical,
        "mainEntityOfPage": frame.canonical,
        "headline": article.headline,
        "inLanguage": article.language,
        "datePublished": dates.iso_format(article.published_at),
        "dateModified": dates.iso_format(article.updated_at or article.published_at),
        "author": [_author(row, frame) for row in page.bylines] or [_publisher(frame)],
        "publisher": _outlet(frame),
        "isAccessibleForFree": True,
    }
    if article.lead:
        told["description"] = article.lead
    if page.section:
        told["articleSection"] = page.section.name
    if page.tags:
        told["keywords"] = [tag.local_name for tag in page.tags]
    if article.image and article.image.is_public:
        told["image"] = _pictures(article.image, article)
    if cited := [_source(row) for row in article.sources]:
        told["citation"] = cited
    if page.pair:
        told["workTranslation"] = {"@type": "NewsArticle", "@id": f"{absolute(page.pair.get_absolute_url())}#article"}
    return told


def _pictures(image: Image, article: PublishedArticle) -> list[Thing]:
    """The picture in several shapes, as search engines ask for it."""
    found = [_picture(public.largest(image))]
    if article.caption:
        found[0]["caption"] = article.caption
    if article.credit:
        found[0]["creditText"] = article.credit
    return found + [_picture(public.largest(image, crop)) for crop in CROPS]


def _picture(address: public.Address) -> Thing:
    size = {"width": address.width, "height": address.height}
    return {"@type": "ImageObject", "url": absolute(address.url), **size}


def _author(row: PublishedByline, frame: Frame) -> Thing:
    if row.person is not None:
        url = absolute(row.person.get_absolute_url())
        return {"@type": "Person", "name": row.person.name, "url": url}
    return {"@type": "Person", "name": row.name} if row.name else _publisher(frame)


def _source(row: dict[str, str]) -> Thing:
    cited: Thing = {"@type": "CreativeWork", "name": row.get("name", "")}
    url = row.get("url", "")
    return {**cited, "url": url} if is_web_address(url) else cited


def _publisher(frame: Frame) -> Thing:
    return {"@type": "NewsMediaOrganization", "@id": absolute("/#outlet"), "name": frame.outlet.name}


def _outlet(frame: Frame) -> Thing:
    outlet: Outlet = frame.outlet
    told = _publisher(frame) | {"url": absolute(in_language(frame.language, "front"))}
    if outlet.description:
        told["description"] = outlet.description
    if outlet.logo and outlet.logo.is_public:
        told["logo"] = _picture(public.largest(outlet.logo))
    for name, value in (("email", outlet.email), ("telephone", outlet.phone), ("address", outlet.address)):
        if value:
            told[name] = value
    if outlet.networks:
        told["sameAs"] = [url for _name, url in outlet.networks]
    about = absolute(in_language(frame.language, "about"))
    corrections = absolute(in_language(frame.language, "corrections"))
    return {**told, "masthead": about, "correctionsPolicy": corrections}


def _site(frame: Frame) -> Thing:
    found = absolute(in_language(frame.language, "search"))
    return {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "url": absolute(in_language(frame.language, "front")),
        "name": frame.outlet.name,
        "inLanguage": frame.language,
        "publisher": {"@id": absolute("/#outlet")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{found}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _person(person: Person, frame: Frame) -> Thing:
    told: Thing = {"@type": "Person", "name": person.name, "url": absolute(person.get_absolute_url())}
    if person.bio:
        told["description"] = person.bio
    if person.portrait and person.portrait.is_public:
        told["image"] = _picture(public.largest(person.portrait, "square"))
    if person.email:
        told["email"] = person.email
    if person.telegram:
        told["sameAs"] = [person.telegram_url]
    if titles := [position.title for position in person.current_positions]:
        told["jobTitle"] = ", ".join(titles)
        told["worksFor"] = _publisher(frame)
    return told


def _above(section: Section | None) -> list[tuple[str, str]]:
    """The way through the sections to this one, those that are switched off left out."""
    if section is None:
        return []
    own = [(section.name, section.get_absolute_url())] if section.is_enabled else []
    return [*_above(section.parent), *own]


def _trail(frame: Frame, steps: Sequence[tuple[str, str]]) -> Thing:
    """The way from the front page to this one."""
    way = [(frame.outlet.name, in_language(frame.language, "front")), *steps]
    rows = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(way, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": rows}
