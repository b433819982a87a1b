"""A tag: the articles that carry it, newest first."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.redirects.models import Redirect
from newsroom.utils.http_methods import read_only
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedTag
from newsroom.website.models.tag import Tag
from newsroom.website.page_context import Share, reading_language


@read_only
def tag(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    """At most five statements, however many articles carry the tag."""
    carriers = PublishedTag.objects.filter(tag=OuterRef("pk"), article__is_live=True)
    subject = slug_resolution.find(Redirect.Kind.TAG, Tag.objects.all(), slug, carriers)
    if instead := subject.instead_of_page(request, before):
        return instead
    language = reading_language()
    rows = PublishedTag.objects.filter(tag=subject.thing, language=language)
    listing = pagination.of_rows(rows, before, subject.path)
    share = Share(headline=subject.thing.local_name, description=listing.gist)
    framed = slug_resolution.framed(subject, before, share)
    context = {
        "frame": framed,
        "structured": structured_data.list_page(framed),
        "tag": subject.thing,
        "subject": subject,
        "listing": listing,
    }
    return render(request, "website/tag.html", context)
