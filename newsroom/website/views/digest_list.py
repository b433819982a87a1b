"""All digests of a language, newest first; older pages by the place of a digest."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.utils.http_methods import read_only
from newsroom.website.models.digest import PublishedDigest, PublishedDigestQuerySet
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language
from newsroom.website.pagination import gist_of

PAGE_SIZE = 20


@read_only
def digests(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """Two statements for the first page, three for an older one."""
    language = reading_language()
    rows = PublishedDigest.objects.listed(language)
    if before is not None:
        rows = _before(rows, before)
    found = list(rows.newest_first()[: PAGE_SIZE + 1])
    if before is not None and not found:
        raise Http404
    shown = found[:PAGE_SIZE]
    title = _("Дайджест новостей")
    path = in_language(language, "digests_before", before) if before else in_language(language, "digests")
    other = in_language(other_language(language), "digests")
    share = Share(headline=title, description=gist_of(digest.title for digest in shown))
    context = {
        "frame": frame(title, path=path, twin="" if before else other, otherwise=other, share=share),
        "digests": shown,
        "newest_url": in_language(language, "digests") if before else "",
        "older_url": in_language(language, "digests_before", shown[-1].pk) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "website/digest_list.html", context)


def _before(rows: PublishedDigestQuerySet, before: int) -> PublishedDigestQuerySet:
    place = rows.filter(pk=before).values_list("published_at", flat=True).first()
    if place is None:
        raise Http404
    return rows.filter(Q(published_at__lt=place) | Q(pk__lt=before), published_at__lte=place)
