"""A section: its pieces, newest first."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models.publication import Publication
from articles.models.section import Section
from newsroom.editions.models import Redirect

from . import lists, subjects
from .frame import Share, frame, reading_language


@require_safe
def section(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most five statements, whatever the section holds."""
    carriers = Publication.objects.live().filter(section=OuterRef("pk"))
    subject = subjects.find(
        Redirect.Kind.SECTION,
        Section.objects.all(),
        slug,
        carriers,
        answers_anyway="is_enabled",
    )
    if moved := subject.moved_from(slug, before):
        return moved
    language = reading_language()
    rows = Publication.objects.live(language).filter(section=subject.thing)
    listing = lists.of_publications(rows, before, subject.path)
    context = {
        "frame": frame(
            subject.thing.name,
            path=subject.path(before),
            twin=subject.twin(),
            share=Share(headline=subject.thing.name),
        ),
        "section": subject.thing,
        "subject": subject,
        "listing": listing,
    }
    return render(request, "articles/section.html", context)
