"""A section: its articles, newest first."""

from django.db.models import OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.redirects.models import Redirect
from newsroom.utils.http_methods import read_only
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share, in_language, reading_language


@read_only
def section(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most six statements, whatever the section holds and whatever stands below it."""
    subject = find_section(slug)
    if instead := subject.instead_of_page(request, before, above(subject.thing)):
        return instead
    language = reading_language()
    below = list(subject.thing.children.carrying(language))
    listing = pagination.of_sections([subject.thing.pk, *(child.pk for child in below)], language, before, subject.path)
    share = Share(headline=subject.thing.name, description=listing.gist)
    framed = slug_resolution.framed(subject, before, share)
    context = {
        "frame": framed,
        "structured": structured_data.list_page(framed, subject.thing),
        "section": subject.thing,
        "below": below,
        "subject": subject,
        "listing": listing,
    }
    return render(request, "website/section.html", context)


def above(section: Section) -> str:
    """The path of what stands above a section that answers no more: its parent, or the front page."""
    parent = section.parent
    return parent.get_absolute_url() if parent and parent.is_enabled else in_language(reading_language(), "front")


def find_section(slug: str) -> slug_resolution.Subject[Section]:
    """What answers as a section at the slug: carried by its own articles or by those that its page shows from below."""
    section = OuterRef(OuterRef("pk"))
    below = Q(parent=section, is_enabled=True, parent__is_enabled=True)
    family = Section.objects.filter(Q(pk=section) | below).values("pk")
    return slug_resolution.find(
        Redirect.Kind.SECTION,
        Section.objects.select_related("parent"),
        slug,
        PublishedArticle.objects.live().filter(section__in=family),
        answers_anyway="is_enabled",
    )
