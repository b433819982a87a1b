"""Articles found by what was typed, for the palette and for dialogs that choose one, as JSON."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.text import smart_split, unescape_string_literal
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.models.finding.search import Query
from articles.workflow import State
from newsroom.language import query_words
from newsroom.utils.dates import iso_format
from newsroom.utils.form_fields import ids_in
from newsroom.utils.text import clean_line
from newsroom.website.models import PublishedArticle, SearchDocument
from newsroom.website.models.search_document import LAST_POSITION
from staff.auth import current_user
from staff.models import User

LONGEST_QUERY = 100
MOST_PARTS = 8
MOST_IDS = 100
MOST_FOUND = 10
SHOWN = ("headline", "state", "is_live", "language", "edited_at", "unread")


def parts_of(typed: str) -> list[str]:
    """Return the parts of what was typed that an article must have; words in quotes are one part."""
    line = clean_line(typed)[:LONGEST_QUERY]
    return [_unquoted(part) for part in smart_split(line)][:MOST_PARTS]


def _unquoted(part: str) -> str:
    is_quoted = part[:1] in "\"'" and part[:1] == part[-1:] and len(part) > 1
    return unescape_string_literal(part) if is_quoted else part


def found(
    user: User, typed: str, *, live_only: bool = False, language: str = "", most: int = MOST_FOUND
) -> list[Article]:
    """Return articles that this user may see: those with the words in the headline first, then the last edited.

    Without anything typed they are the last edited ones; with `language` only those in it.
    """
    visible = Article.objects.visible_to(user).only(*SHOWN).order_by("-edited_at", "-pk")
    if live_only:
        visible = visible.filter(is_live=True)
    if language:
        visible = visible.filter(language=language)
    parts = parts_of(typed)
    if not parts:
        return list(visible[:most])
    query = Query.of(parts)
    first = list(query.filter(visible, in_headlines=True)[:most])
    if len(first) == most:
        return first
    known = {article.pk for article in first}
    others: ArticleQuerySet = query.filter(visible)
    return first + [article for article in others[:most] if article.pk not in known][: most - len(first)]


@require_safe
def find_articles(request: HttpRequest) -> JsonResponse:
    """Answer with articles that match `q`; with `live=1` only with those that readers see, all of these.

    `language` keeps to one language. With `ids` answer with the articles of these numbers that the user may see or
    that readers see.
    """
    if "ids" in request.GET:
        return JsonResponse({"results": _records_by_id(current_user(request), request.GET["ids"])})
    user, typed, live_only = current_user(request), request.GET.get("q", ""), request.GET.get("live") == "1"
    language = request.GET.get("language", "")
    records = records_of(found(user, typed, live_only=live_only, language=language))
    if live_only and len(records) < MOST_FOUND and user.has_perm("articles.view_article"):
        known = {record["id"] for record in records}
        others = [_public_record(one) for one in _as_readers_find(typed, language) if one.pk not in known]
        records += others[: MOST_FOUND - len(records)]
    return JsonResponse({"results": records})


def _records_by_id(user: User, typed: str) -> list[dict[str, Any]]:
    if not user.has_perm("articles.view_article"):
        return []
    keys = ids_in(typed, most=MOST_IDS)
    records = records_of(Article.objects.visible_to(user).filter(pk__in=keys))
    known = {record["id"] for record in records}
    return records + [
        _public_record(one) for one in PublishedArticle.objects.live().filter(pk__in=keys).exclude(pk__in=known)
    ]


def _as_readers_find(typed: str, language: str) -> list[PublishedArticle]:
    """Return live articles by their published words: of one under revision, others may not see the working copy."""
    groups = [sorted(word.terms) for word in query_words(" ".join(parts_of(typed)))]
    if not groups:
        return []
    matching = SearchDocument.objects.newest_matching(groups, (0, LAST_POSITION), 2 * MOST_FOUND)
    live = PublishedArticle.objects.live(language or None).only("headline", "language", "slug", "published_at")
    return list(live.filter(pk__in=list(matching.values_list("article", flat=True))).order_by("-published_at", "-pk"))


def records_of(articles: Iterable[Article]) -> list[dict[str, Any]]:
    """Return the articles as JSON objects; one statement reads the public addresses of live ones."""
    articles = list(articles)
    live = [article.pk for article in articles if article.is_live]
    columns = PublishedArticle.objects.live().only("language", "slug", "published_at")
    public = columns.in_bulk(live) if live else {}
    return [_record(article, public.get(article.pk)) for article in articles]


def _record(article: Article, published: PublishedArticle | None) -> dict[str, Any]:
    return {
        "id": article.pk,
        "headline": str(article),
        "state": article.state,
        "state_label": str(article.get_state_display()),
        "is_live": published is not None,
        "language": article.language,
        "admin_url": article.admin_url,
        "public_url": published.get_absolute_url() if published else "",
        "published_at": iso_format(published.published_at) if published else "",
    }


def _public_record(published: PublishedArticle) -> dict[str, Any]:
    """Return the record of an article whose working copy the user may not see."""
    return {
        "id": published.pk,
        "headline": published.headline,
        "state": State.PUBLISHED.value,
        "state_label": str(State.PUBLISHED.label),
        "is_live": True,
        "language": published.language,
        "admin_url": "",
        "public_url": published.get_absolute_url(),
        "published_at": iso_format(published.published_at),
    }


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the address that answers with found articles, behind the admin login."""
    return [path("find/", admin.admin_site.admin_view(find_articles), name="find_articles")]
