"""A person, with the articles that they have signed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from newsroom.images import public
from newsroom.page_cache.decorators import cacheable
from newsroom.redirects.models import Redirect
from newsroom.utils.dates import local_date
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedByline
from newsroom.website.page_context import Share
from newsroom.website.public_urls import current_language, public_path
from newsroom.website.queries import lists
from newsroom.website.queries.columns import Columns
from staff.models import Person


@cacheable
def person(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    language = current_language()
    resolved = resolve_person(slug)
    if response := resolved.redirect_or_gone(request, before, public_path(language, "team")):
        return response
    person = resolved.obj
    person.split_positions(local_date(timezone.now()))
    listing = pagination.paginate(lists.OF_PERSON, [person.pk], before, resolved.path)
    layout = resolved.layout(before, _share(person, listing))
    context = {
        "layout": layout,
        "structured_data": structured_data.person_page(person, layout),
        "person": person,
        "bio_language": language if getattr(person, f"bio_{language}") else settings.LANGUAGE_CODE,
        "resolved": resolved,
        "listing": listing,
    }
    return render(request, "website/person.html", context)


PEOPLE = slug_resolution.Resolver(
    Redirect.Kind.PERSON,
    Columns(Person, *(field.attname for field in Person._meta.concrete_fields)),
    PublishedByline.objects.filter(person=slug_resolution.OBJECT_ID, article__is_live=True),
    always_shown="is_on_team_page",
    picture="portrait",
)


def resolve_person(slug: str) -> slug_resolution.ResolvedSlug[Person]:
    """Return the person with this slug. Raise Http404."""
    return PEOPLE.resolve(slug)


def _share(person: Person, listing: pagination.Listing) -> Share:
    return Share(
        kind="profile",
        headline=person.name,
        description=person.bio or listing.summary,
        image=public.og_image(person.portrait),
        image_alt=person.name,
    )
