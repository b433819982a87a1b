"""A tag, with its articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.page_cache.decorators import cacheable
from newsroom.redirects.models import Redirect
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedTag
from newsroom.website.models.tag import Tag
from newsroom.website.page_context import Share
from newsroom.website.queries import lists
from newsroom.website.queries.columns import Columns


@cacheable
def tag(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    resolved = resolve_tag(slug)
    if response := resolved.redirect_or_gone(request, before):
        return response
    listing = pagination.paginate(lists.OF_TAG, [resolved.obj.pk], before, resolved.path)
    layout = resolved.layout(before, Share(headline=resolved.obj.local_name, description=listing.summary))
    context = {
        "layout": layout,
        "structured_data": structured_data.list_page(layout),
        "resolved": resolved,
        "listing": listing,
    }
    return render(request, "website/tag.html", context)


TAGS = slug_resolution.Resolver(
    Redirect.Kind.TAG,
    Columns(Tag, "id", "slug", "name", "name_kk"),
    PublishedTag.objects.filter(tag=slug_resolution.OBJECT_ID, article__is_live=True),
)


def resolve_tag(slug: str) -> slug_resolution.ResolvedSlug[Tag]:
    """Return the tag with this slug. Raise Http404."""
    return TAGS.resolve(slug)
