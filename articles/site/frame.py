"""What stands around every page: masthead, footer, and what robots read in its head."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from articles.models.outlet import Outlet
from articles.models.section import Section
from newsroom.images.public import Address

LOCALES = {"ru": "ru_RU", "kk": "kk_KZ"}


def reading_language() -> str:
    """The language of the address, and so of the page."""
    return get_language() or settings.LANGUAGE_CODE


def other_language(language: str) -> str:
    """The outlet's other language."""
    return next(code for code, _name in settings.LANGUAGES if code != language)


def absolute(path: str) -> str:
    """The full public address of a path from the root of the site."""
    return f"{settings.SITE_URL}{path}"


def in_language(language: str, name: str, *args: object) -> str:
    """The path of a named page under the prefix of a language."""
    with override(language):
        return reverse(f"articles:{name}", args=args)


@dataclass(frozen=True)
class Twin:
    """The other language: where the switch leads, and whether the same page is there."""

    language: str
    url: str
    is_same_page: bool

    @property
    def name(self) -> str:
        """The language as it calls itself."""
        return dict(settings.LANGUAGES)[self.language]

    @property
    def absolute_url(self) -> str:
        return absolute(self.url)

    @property
    def locale(self) -> str:
        return LOCALES[self.language]


@dataclass(frozen=True)
class Share:
    """What a messenger or a search engine shows of a page (Open Graph)."""

    kind: str = "website"
    headline: str = ""
    description: str = ""
    image: Address | None = None
    image_alt: str = ""


@dataclass(frozen=True)
class Frame:
    """The typed context of base.html. `path` is empty where a page has no address of its own."""

    outlet: Outlet
    sections: Sequence[Section]
    language: str
    twin: Twin
    title: str = ""
    path: str = ""
    share: Share = field(default_factory=Share)

    @property
    def canonical(self) -> str:
        return absolute(self.path) if self.path else ""

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    @property
    def share_image(self) -> str:
        return absolute(self.share.image.url) if self.share.image else ""


def frame(
    title: str = "",
    *,
    path: str = "",
    twin: str = "",
    share: Share | None = None,
    sections: Sequence[Section] | None = None,
) -> Frame:
    """Frame a page in the active language; two statements, one where the sections are at hand.

    `twin` is the path of the same page in the other language, empty where it does not answer:
    the switch leads to that language's front page then.
    """
    language = reading_language()
    other = other_language(language)
    if sections is None:
        sections = list(Section.objects.listed(language))
    return Frame(
        outlet=Outlet.objects.current(),
        sections=sections,
        language=language,
        twin=Twin(other, twin or in_language(other, "front"), is_same_page=bool(twin)),
        title=title,
        path=path,
        share=share or Share(),
    )
