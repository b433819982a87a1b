"""A digest: its own words, and the retold articles that are live now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.utils.dates import format_date_range
from newsroom.utils.http_methods import read_only
from newsroom.website import structured_data
from newsroom.website.models.digest import PublishedDigest, PublishedDigestItem
from newsroom.website.page_context import Share, frame


@dataclass(frozen=True)
class DigestPage:
    """A digest as its page shows it. For a preview all rows may be unsaved."""

    digest: PublishedDigest
    items: Sequence[PublishedDigestItem]
    preview: bool = False

    @property
    def title(self) -> str:
        return self.digest.title

    @property
    def period(self) -> str:
        return format_date_range(*self.digest.period, self.digest.language)


@read_only
def digest(request: HttpRequest, slug: str) -> HttpResponse:
    """Three statements, one for a wrong address."""
    found = PublishedDigest.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    if not found.is_live:
        return _withdrawn(request)
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    items = found.items.filter(article__is_live=True).select_related("article__section", "article__image")
    long = (f"article__{column}" for column in ("body", "text", "sources"))
    return render_digest(DigestPage(found, list(items.defer(*long))), request)


def render_digest(page: DigestPage, request: HttpRequest) -> HttpResponse:
    """The page in the digest's language, for readers or, with `page.preview`, the desk."""
    with override(page.digest.language):
        path = "" if page.preview else page.digest.get_absolute_url()
        share = Share(kind="article", headline=page.title, description=page.digest.intro)
        framed = frame(page.title, path=path, share=share)
        told = [] if page.preview else structured_data.list_page(framed)
        context = {"frame": framed, "page": page, "structured": told}
        response = render(request, "website/digest.html", context)
    response["Content-Language"] = page.digest.language
    if page.preview:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "website/withdrawn.html", {"frame": frame(_("Дайджест снят"))}, status=410)
