"""A person, with the articles that they have signed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from newsroom.images import public
from newsroom.page_cache.validators import cacheable
from newsroom.redirects.models import Redirect
from newsroom.utils.dates import local_date
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedByline
from newsroom.website.page_context import Share
from newsroom.website.public_urls import current_language, public_path
from staff.models import Person


@cacheable
def person(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    language = current_language()
    resolved = resolve_person(slug)
    if response := resolved.redirect_or_gone(request, before, public_path(language, "team")):
        return response
    person = resolved.obj
    person.split_positions(local_date(timezone.now()))
    rows = PublishedByline.objects.filter(person=person, language=language)
    listing = pagination.paginate_article_rows(rows, before, resolved.path)
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


def resolve_person(slug: str) -> slug_resolution.ResolvedSlug[Person]:
    """Return the person with this slug. Raise Http404."""
    return slug_resolution.resolve(
        Redirect.Kind.PERSON,
        Person.objects.select_related("portrait"),
        slug,
        PublishedByline.objects.filter(person=slug_resolution.OBJECT_ID, article__is_live=True),
        always_shown="is_on_team_page",
    )


def _share(person: Person, listing: pagination.Listing) -> Share:
    return Share(
        kind="profile",
        headline=person.name,
        description=person.bio or listing.summary,
        image=public.og_image(person.portrait),
        image_alt=person.name,
    )
