"""What the outlet shows around every page."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from newsroom.page_cache.memory import per_site_version
from newsroom.utils.dates import local_date
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.text import PublishedText, TextKind
from newsroom.website.queries.cards import IMAGE
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import PreparedQuery
from staff.models import Person

OUTLET = Columns(Outlet, *(field.attname for field in Outlet._meta.concrete_fields))
OUTLETS = PreparedQuery(
    lambda: Outlet.objects.values_list(*OUTLET.paths(), *IMAGE.paths("logo__"), *IMAGE.paths("cover__"))
)


@per_site_version
def current_outlet() -> Outlet:
    """Return the outlet with its pictures."""
    for row in OUTLETS.rows():
        own, logo, cover = split(row, len(OUTLET), len(IMAGE), len(IMAGE))
        outlet = Outlet.from_db(None, OUTLET.names, own)
        outlet.logo, outlet.cover = IMAGE.instance(logo), IMAGE.instance(cover)
        return outlet
    return Outlet.unnamed()


@per_site_version
def newest_digest(language: str) -> PublishedDigest | None:
    return PublishedDigest.objects.listed(language).newest_first().first()


@per_site_version
def mission(language: str) -> PublishedText | None:
    return PublishedText.objects.current(language).filter(kind=TextKind.MISSION).first()


@per_site_version
def team() -> Sequence[Person]:
    """The people of the team page with their `current_positions`."""
    people = tuple(Person.objects.on_team().prefetch_related("positions"))
    today = local_date(timezone.now())
    for person in people:
        person.split_positions(today)
    return people


@per_site_version
def team_by_position() -> Mapping[str, Sequence[Person]]:
    """Titles with the people that have them today; a person with two titles is listed under both."""
    pairs = [(position, person) for person in team() for position in person.current_positions]
    pairs.sort(key=lambda pair: pair[0].order)
    titles: dict[str, list[Person]] = {}
    for position, person in pairs:
        titles.setdefault(position.title, []).append(person)
    return titles
