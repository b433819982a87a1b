"""The context of `base.html`: header, footer, navigation and the metadata of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from newsroom.images import public
from newsroom.images.public import Address
from newsroom.utils.dates import local_date
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.text import PublishedText, TextKind
from newsroom.website.public_urls import absolute_url, current_language, other_language, public_path
from staff.models import Person

# Open Graph and JSON-LD want the country too, which settings.LANGUAGES lacks.
LOCALES = {"ru": "ru_RU", "kk": "kk_KZ"}


@dataclass(frozen=True)
class Alternate:
    """The target of the language switch. `is_same_page` is false if it leads to another page."""

    language: str
    path: str
    is_same_page: bool

    @property
    def name(self) -> str:
        """The name of the language, in that language."""
        return dict(settings.LANGUAGES)[self.language]

    @property
    def url(self) -> str:
        return absolute_url(self.path)

    @property
    def locale(self) -> str:
        return LOCALES[self.language]


@dataclass(frozen=True)
class Share:
    """The Open Graph properties of a page, which messengers and search engines show.

    `properties` holds further properties as pairs of name and content, as `("article:section", "Город")`.
    """

    kind: str = "website"
    headline: str = ""
    description: str = ""
    image: Address | None = None
    image_alt: str = ""
    properties: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class SiteContext:
    """What the outlet shows around every page of a language. Each part is queried when a template first uses it."""

    language: str

    @cached_property
    def outlet(self) -> Outlet:
        return Outlet.objects.select_related("logo", "cover").current()

    @cached_property
    def sections(self) -> list[Section]:
        return list(Section.objects.in_menu(self.language))

    @cached_property
    def digest(self) -> PublishedDigest | None:
        """The newest digest."""
        return PublishedDigest.objects.listed(self.language).newest_first().first()

    @cached_property
    def mission(self) -> PublishedText | None:
        return PublishedText.objects.current(self.language).filter(kind=TextKind.MISSION).first()

    @cached_property
    def team(self) -> list[Person]:
        """The people of the team page with their `current_positions`."""
        people = list(Person.objects.on_team().prefetch_related("positions"))
        today = local_date(timezone.now())
        for person in people:
            person.split_positions(today)
        return people

    @property
    def team_by_position(self) -> list[tuple[str, list[Person]]]:
        """Titles with the people that have them today; a person with two titles is listed under both."""
        pairs = [(position, person) for person in self.team for position in person.current_positions]
        pairs.sort(key=lambda pair: pair[0].order)
        titles: dict[str, list[Person]] = {}
        for position, person in pairs:
            titles.setdefault(position.title, []).append(person)
        return list(titles.items())


@dataclass(frozen=True)
class PageContext:
    """The variable `layout` of `base.html`. `path` is empty for a page without an address of its own."""

    site: SiteContext
    alternate: Alternate
    title: str = ""
    path: str = ""
    is_indexed: bool = True
    share: Share = field(default_factory=Share)

    @property
    def language(self) -> str:
        return self.site.language

    @property
    def outlet(self) -> Outlet:
        return self.site.outlet

    @property
    def head_title(self) -> str:
        """The title element: the page and the outlet, or the outlet and its motto."""
        parts = (self.title, self.outlet.name) if self.title else (self.outlet.name, self.outlet.motto)
        return " — ".join(part for part in parts if part)

    @property
    def canonical_url(self) -> str:
        return absolute_url(self.path) if self.path else ""

    @property
    def default_url(self) -> str:
        """The page in the default language (`hreflang="x-default"`)."""
        return self.canonical_url if self.language == settings.LANGUAGE_CODE else self.alternate.url

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    @property
    def share_description(self) -> str:
        return self.share.description or self.outlet.description

    @property
    def share_image(self) -> Address | None:
        """The picture of the page, or the cover of the outlet."""
        return self.share.image or public.og_image(self.outlet.cover)

    @property
    def share_image_url(self) -> str:
        return absolute_url(self.share_image.url) if self.share_image else ""

    @property
    def share_image_alt(self) -> str:
        return self.share.image_alt if self.share.image else self.outlet.name


def page_context(
    title: str = "",
    *,
    path: str = "",
    alternate_path: str = "",
    fallback_path: str = "",
    is_indexed: bool = True,
    share: Share | None = None,
) -> PageContext:
    """Return the context of a page in the active language.

    `alternate_path` is the same page in the other language, empty if there is none. The language switch then leads
    to `fallback_path`, or to the front page of that language.
    """
    language = current_language()
    other = other_language(language)
    switch_path = alternate_path or fallback_path or public_path(other, "front")
    return PageContext(
        site=SiteContext(language),
        alternate=Alternate(other, switch_path, is_same_page=bool(alternate_path)),
        title=title,
        path=path,
        is_indexed=is_indexed,
        share=share or Share(),
    )


def simple_page_context(name: str, title: str) -> PageContext:
    """Return the context of a page that has the same URL pattern in both languages and no arguments."""
    language = current_language()
    return page_context(
        title,
        path=public_path(language, name),
        alternate_path=public_path(other_language(language), name),
        share=Share(headline=title),
    )
