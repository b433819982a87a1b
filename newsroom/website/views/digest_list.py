"""The digests of a language, newest first. An older page starts before the id of a digest."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import cacheable
from newsroom.website.models.digest import PublishedDigest, PublishedDigestQuerySet
from newsroom.website.page_context import Share, page_context
from newsroom.website.pagination import summarize
from newsroom.website.public_urls import current_language, other_language, public_path

PAGE_SIZE = 20


@cacheable
def digests(request: HttpRequest, before: int | None = None) -> HttpResponse:
    language = current_language()
    rows = PublishedDigest.objects.listed(language)
    if before is not None:
        rows = _older(rows, before)
    found = list(rows.newest_first()[: PAGE_SIZE + 1])
    if before is not None and not found:
        raise Http404
    shown = found[:PAGE_SIZE]
    title = _("Дайджест новостей")
    newest_path = public_path(language, "digests")
    other_path = public_path(other_language(language), "digests")
    context = {
        "layout": page_context(
            title,
            path=public_path(language, "digests_before", before) if before else newest_path,
            alternate_path="" if before else other_path,
            fallback_path=other_path,
            share=Share(headline=title, description=summarize(digest.title for digest in shown)),
        ),
        "digests": shown,
        "newest_path": newest_path if before else "",
        "older_path": public_path(language, "digests_before", shown[-1].pk) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "website/digest_list.html", context)


def _older(rows: PublishedDigestQuerySet, before: int) -> PublishedDigestQuerySet:
    instant = rows.filter(pk=before).values_list("published_at", flat=True).first()
    if instant is None:
        raise Http404
    return rows.filter(Q(published_at__lt=instant) | Q(pk__lt=before), published_at__lte=instant)
