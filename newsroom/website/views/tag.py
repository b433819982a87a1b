"""A tag, with its articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.page_cache.validators import cacheable
from newsroom.redirects.models import Redirect
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedTag
from newsroom.website.models.tag import Tag
from newsroom.website.page_context import Share
from newsroom.website.public_urls import current_language


@cacheable
def tag(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    resolved = resolve_tag(slug)
    if response := resolved.redirect_or_gone(request, before):
        return response
    rows = PublishedTag.objects.filter(tag=resolved.obj, language=current_language())
    listing = pagination.paginate_article_rows(rows, before, resolved.path)
    layout = resolved.layout(before, Share(headline=resolved.obj.local_name, description=listing.summary))
    context = {
        "layout": layout,
        "structured_data": structured_data.list_page(layout),
        "resolved": resolved,
        "listing": listing,
    }
    return render(request, "website/tag.html", context)


def resolve_tag(slug: str) -> slug_resolution.ResolvedSlug[Tag]:
    """Return the tag with this slug. Raise Http404."""
    article_rows = PublishedTag.objects.filter(tag=slug_resolution.OBJECT_ID, article__is_live=True)
    return slug_resolution.resolve(Redirect.Kind.TAG, Tag.objects.all(), slug, article_rows)
