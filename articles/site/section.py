"""A section: its pieces, newest first."""

from django.db.models import OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.models.section import Section
from articles.site import lists, structured, subjects
from articles.site.frame import Share, in_language, reading_language
from newsroom.editions.models import Redirect
from newsroom.lib.methods import read_only


@read_only
def section(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most six statements, whatever the section holds and whatever stands below it."""
    subject = find_section(slug)
    if instead := subject.instead_of_page(request, before, above(subject.thing)):
        return instead
    language = reading_language()
    below = list(subject.thing.children.carrying(language))
    listing = lists.of_sections([subject.thing.pk, *(child.pk for child in below)], language, before, subject.path)
    share = Share(headline=subject.thing.name, description=listing.gist)
    framed = subjects.framed(subject, before, share)
    context = {
        "frame": framed,
        "structured": structured.list_page(framed, subject.thing),
        "section": subject.thing,
        "below": below,
        "subject": subject,
        "listing": listing,
    }
    return render(request, "articles/section.html", context)


def above(section: Section) -> str:
    """The path of what stands above a section that answers no more: its parent, or the front page."""
    parent = section.parent
    return parent.get_absolute_url() if parent and parent.is_enabled else in_language(reading_language(), "front")


def find_section(slug: str) -> subjects.Subject[Section]:
    """What answers as a section at the slug: carried by its own pieces or by those that its page shows from below."""
    section = OuterRef(OuterRef("pk"))
    below = Q(parent=section, is_enabled=True, parent__is_enabled=True)
    family = Section.objects.filter(Q(pk=section) | below).values("pk")
    return subjects.find(
        Redirect.Kind.SECTION,
        Section.objects.select_related("parent"),
        slug,
        Publication.objects.live().filter(section__in=family),
        answers_anyway="is_enabled",
    )
