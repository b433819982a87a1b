"""A person: who it is, and what the person has signed, newest first."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from newsroom.images import public
from newsroom.redirects.models import Redirect
from newsroom.utils.dates import local_date
from newsroom.utils.http_methods import read_only
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedByline
from newsroom.website.page_context import Share, in_language, reading_language
from staff.models import Person


@read_only
def person(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most six statements, however much the person has written."""
    carriers = PublishedByline.objects.filter(person=OuterRef("pk"), article__is_live=True)
    people = Person.objects.select_related("portrait").prefetch_related("positions")
    subject = slug_resolution.find(Redirect.Kind.PERSON, people, slug, carriers, answers_anyway="is_on_team_page")
    if instead := subject.instead_of_page(request, before, in_language(reading_language(), "team")):
        return instead
    subject.thing.split_positions(local_date(timezone.now()))
    language = reading_language()
    rows = PublishedByline.objects.filter(person=subject.thing, language=language)
    listing = pagination.of_rows(rows, before, subject.path)
    framed = slug_resolution.framed(subject, before, _share(subject.thing, listing))
    context = {
        "frame": framed,
        "structured": structured_data.person_page(subject.thing, framed),
        "person": subject.thing,
        "bio_language": "kk" if language == "kk" and subject.thing.bio_kk else "ru",
        "subject": subject,
        "listing": listing,
    }
    return render(request, "website/person.html", context)


def _share(person: Person, listing: pagination.Listing) -> Share:
    return Share(
        kind="profile",
        headline=person.name,
        description=person.bio or listing.gist,
        image=public.og_image(person.portrait),
        image_alt=person.name,
    )
