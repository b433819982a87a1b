"""A person: who it is, and what the person has signed, newest first."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models.publication import PublicationByline
from articles.site import lists, structured, subjects
from articles.site.frame import Share, in_language, reading_language
from newsroom.editions.models import Redirect
from newsroom.images import public
from newsroom.lib.clock import newsroom_day
from newsroom.lib.methods import read_only
from staff.models import Person


@read_only
def person(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most six statements, however much the person has written."""
    carriers = PublicationByline.objects.filter(person=OuterRef("pk"), publication__is_live=True)
    people = Person.objects.select_related("portrait").prefetch_related("positions")
    subject = subjects.find(Redirect.Kind.PERSON, people, slug, carriers, answers_anyway="is_on_team_page")
    if instead := subject.instead_of_page(request, before, in_language(reading_language(), "team")):
        return instead
    subject.thing.part_positions(newsroom_day(timezone.now()))
    language = reading_language()
    rows = PublicationByline.objects.filter(person=subject.thing, language=language)
    listing = lists.of_rows(rows, before, subject.path)
    framed = subjects.framed(subject, before, _share(subject.thing, listing))
    context = {
        "frame": framed,
        "structured": structured.person_page(subject.thing, framed),
        "person": subject.thing,
        "bio_language": "kk" if language == "kk" and subject.thing.bio_kk else "ru",
        "subject": subject,
        "listing": listing,
    }
    return render(request, "articles/person.html", context)


def _share(person: Person, listing: lists.Listing) -> Share:
    return Share(
        kind="profile",
        headline=person.name,
        description=person.bio or listing.gist,
        image=public.beside_links(person.portrait),
        image_alt=person.name,
    )
