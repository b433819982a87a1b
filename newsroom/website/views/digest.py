"""A digest, with those of its articles that are live."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.page_cache.decorators import cacheable, store_status
from newsroom.utils.dates import format_date_range
from newsroom.website import structured_data
from newsroom.website.models.digest import PublishedDigest, PublishedDigestItem
from newsroom.website.page_context import Share, page_context

LONG_COLUMNS = ("article__body", "article__text", "article__sources")


@dataclass(frozen=True)
class DigestPage:
    """The variable `page` of the digest's template. In a preview the rows may be unsaved."""

    digest: PublishedDigest
    items: Sequence[PublishedDigestItem]
    preview: bool = False

    @property
    def title(self) -> str:
        return self.digest.title

    @property
    def period(self) -> str:
        return format_date_range(*self.digest.period, self.digest.language)


@cacheable
def digest(request: HttpRequest, slug: str) -> HttpResponse:
    digest = PublishedDigest.objects.filter(slug=slug).first()
    if digest is None:
        raise Http404
    if not digest.is_live:
        context = {"layout": page_context(_("Дайджест снят"))}
        return store_status(render(request, "website/withdrawn.html", context, status=410))
    path = digest.get_absolute_url()
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    items = digest.items.filter(article__is_live=True).select_related("article__section", "article__image")
    return render_digest(DigestPage(digest, list(items.defer(*LONG_COLUMNS))), request)


def render_digest(page: DigestPage, request: HttpRequest) -> HttpResponse:
    """Render the page in the digest's language. With `page.preview` it is for the staff: not stored, not indexed."""
    with override(page.digest.language):
        path = "" if page.preview else page.digest.get_absolute_url()
        share = Share(kind="article", headline=page.title, description=page.digest.intro)
        layout = page_context(page.title, path=path, share=share)
        structured = [] if page.preview else structured_data.list_page(layout)
        context = {"layout": layout, "page": page, "structured_data": structured}
        response = render(request, "website/digest.html", context)
    response["Content-Language"] = page.digest.language
    if page.preview:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
