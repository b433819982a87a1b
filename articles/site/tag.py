"""A tag: the pieces that carry it, newest first."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import PublicationTag
from articles.models.tag import Tag
from articles.site import lists, structured, subjects
from articles.site.frame import Share, reading_language
from newsroom.editions.models import Redirect
from newsroom.lib.methods import read_only


@read_only
def tag(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most five statements, however many pieces carry the tag."""
    carriers = PublicationTag.objects.filter(tag=OuterRef("pk"), publication__is_live=True)
    subject = subjects.find(Redirect.Kind.TAG, Tag.objects.all(), slug, carriers)
    if instead := subject.instead_of_page(request, before):
        return instead
    language = reading_language()
    rows = PublicationTag.objects.filter(tag=subject.thing, language=language)
    listing = lists.of_rows(rows, before, subject.path)
    share = Share(headline=subject.thing.local_name, description=listing.gist)
    framed = subjects.framed(subject, before, share)
    context = {
        "frame": framed,
        "structured": structured.list_page(framed),
        "tag": subject.thing,
        "subject": subject,
        "listing": listing,
    }
    return render(request, "articles/tag.html", context)
