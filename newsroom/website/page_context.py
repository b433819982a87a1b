"""The context of `base.html`: header, footer, navigation and the metadata of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.images import public
from newsroom.images.public import Address
from newsroom.page_cache.memory import per_site_version
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.text import PublishedText
from newsroom.website.public_urls import absolute_url, current_language, other_language, public_path
from newsroom.website.queries import site
from newsroom.website.queries.sections import section_tree
from staff.models import Person

# Open Graph and JSON-LD want the country too, which settings.LANGUAGES lacks.
LOCALES = {"ru": "ru_RU", "kk": "kk_KZ"}
SWITCH_PATH = f"/{token_hex()}/"
"""Stands for a path in HTML that is kept in memory. Nobody can guess it, so no text contains it."""


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

    @property
    def outlet(self) -> Outlet:
        return site.current_outlet()

    @property
    def sections(self) -> Sequence[Section]:
        return section_tree().menu(self.language)

    @property
    def digest(self) -> PublishedDigest | None:
        return site.newest_digest(self.language)

    @property
    def mission(self) -> PublishedText | None:
        return site.mission(self.language)

    @property
    def team(self) -> Sequence[Person]:
        return site.team()

    @property
    def team_by_position(self) -> Iterable[tuple[str, Sequence[Person]]]:
        return site.team_by_position().items()


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
    def masthead(self) -> SafeString:
        return self._with_switch(_masthead(self.language, self._section_path, is_front=False))

    @property
    def front_masthead(self) -> SafeString:
        return self._with_switch(_masthead(self.language, "", is_front=True))

    @property
    def footer(self) -> SafeString:
        return self._with_switch(_footer(self.language))

    @property
    def _section_path(self) -> str:
        """The path, if this is the page of a section in the menu."""
        is_section = any(self.path == section.get_absolute_url() for section in self.site.sections)
        return self.path if is_section else ""

    def _with_switch(self, html: str) -> SafeString:
        return mark_safe(html.replace(SWITCH_PATH, escape(self.alternate.path)))  # noqa: S308 - rendered by templates

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


@per_site_version
def _masthead(language: str, section_path: str, *, is_front: bool) -> str:
    """Render the header with SWITCH_PATH in the place of the path to which the language switch leads."""
    layout = _layout_of_all_pages(language, section_path)
    return render_to_string("includes/_masthead.html", {"layout": layout, "is_front": is_front})


@per_site_version
def _footer(language: str) -> str:
    """Render the footer, with SWITCH_PATH in the same place."""
    return render_to_string("includes/_footer.html", {"layout": _layout_of_all_pages(language)})


def _layout_of_all_pages(language: str, path: str = "") -> PageContext:
    alternate = Alternate(other_language(language), SWITCH_PATH, is_same_page=False)
    return PageContext(SiteContext(language), alternate, path=path)


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
