"""What stands around every page: masthead, footer, and what robots read in its head."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from newsroom.images import public
from newsroom.images.models import Image
from newsroom.images.public import Address
from newsroom.utils.dates import local_date
from newsroom.utils.together import Question, together
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import PICTURES, Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.text import PublishedText, TextKind
from staff.models import Person, Position

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
        return reverse(f"website:{name}", args=args)


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
    properties: Sequence[tuple[str, str]] = ()
    """Further properties by name, as `article:section`."""


@dataclass(frozen=True)
class Standing:
    """What the outlet says of itself around its pages, as it is now."""

    outlet: Outlet
    sections: Sequence[Section]
    digest: PublishedDigest | None
    mission: PublishedText | None
    team: Sequence[Person]


@dataclass(frozen=True)
class Frame:
    """The typed context of base.html. `path` is empty where a page has no address of its own."""

    outlet: Outlet
    sections: Sequence[Section]
    digest: PublishedDigest | None
    mission: PublishedText | None
    team: Sequence[Person]
    language: str
    twin: Twin
    title: str = ""
    path: str = ""
    is_found: bool = True
    """Whether robots are to keep the page."""
    share: Share = field(default_factory=Share)

    @property
    def team_by_position(self) -> list[tuple[str, list[Person]]]:
        """Titles held today with who holds them; somebody of two titles stands under both."""
        held = [(position, person) for person in self.team for position in person.current_positions]
        held.sort(key=lambda pair: pair[0].order)
        titles: dict[str, list[Person]] = {}
        for position, person in held:
            titles.setdefault(position.title, []).append(person)
        return list(titles.items())

    @property
    def canonical(self) -> str:
        return absolute(self.path) if self.path else ""

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    @property
    def share_description(self) -> str:
        """What goes with a link to the page: its own words, or the outlet's."""
        return self.share.description or self.outlet.description

    @property
    def share_image(self) -> Address | None:
        """The picture that goes with a link to the page: its own, or the outlet's."""
        return self.share.image or public.og_image(self.outlet.cover)

    @property
    def share_image_url(self) -> str:
        return absolute(self.share_image.url) if self.share_image else ""

    @property
    def share_image_alt(self) -> str:
        return self.share.image_alt if self.share.image else self.outlet.name

    @property
    def default_url(self) -> str:
        """The page for whoever speaks neither language: the Russian one."""
        return self.canonical if self.language == settings.LANGUAGE_CODE else self.twin.absolute_url


def frame(
    title: str = "",
    *,
    path: str = "",
    twin: str = "",
    otherwise: str = "",
    is_found: bool = True,
    share: Share | None = None,
) -> Frame:
    """Frame a page in the active language; one statement.

    `twin` is the path of the same page in the other language, empty where it does not answer:
    the switch leads to `otherwise` then, or to that language's front page.
    """
    language = reading_language()
    other = other_language(language)
    standing = _standing(language)
    return Frame(
        outlet=standing.outlet,
        sections=standing.sections,
        digest=standing.digest,
        mission=standing.mission,
        team=standing.team,
        language=language,
        twin=Twin(other, twin or otherwise or in_language(other, "front"), is_same_page=bool(twin)),
        title=title,
        path=path,
        is_found=is_found,
        share=share or Share(),
    )


def _standing(language: str) -> Standing:
    """The outlet, its sections, newest digest, mission and team, asked as one."""
    people = Person.objects.on_team()
    mission = PublishedText.objects.current(language).filter(kind=TextKind.MISSION)
    outlets, logos, covers, sections, digests, missions, team, held = together(
        Question(Outlet.objects.all()),
        *(Question(Image.objects.filter(pk__in=Outlet.objects.values(name))) for name in PICTURES),
        Question(Section.objects.listed(language)),
        Question(PublishedDigest.objects.listed(language).newest_first()[:1], ("language", "slug", "title", "intro")),
        Question(mission, ("kind", "title", "body")),
        Question(people, ("slug", "name_ru", "name_kk")),
        Question(Position.objects.current_on(local_date(timezone.now())).filter(person__on_team=True)),
    )
    for person in team:
        person.current_positions = [position for position in held if position.person_id == person.pk]
    return Standing(
        outlet=_with_pictures(outlets[0], *logos, *covers) if outlets else Outlet.unnamed(),
        sections=sections,
        digest=digests[0] if digests else None,
        mission=missions[0] if missions else None,
        team=team,
    )


def _with_pictures(outlet: Outlet, *pictures: Image) -> Outlet:
    found = {image.pk: image for image in pictures}
    outlet.logo, outlet.cover = found.get(outlet.logo_id or 0), found.get(outlet.cover_id or 0)
    return outlet
