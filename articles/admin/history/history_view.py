"""The history of an article: its timeline, the comparison of two texts, restoring an earlier one."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions, permissions
from articles.admin.article.toolbar import status_line
from articles.admin.history.compare import Names, compare
from articles.admin.history.timeline import page_of
from articles.models import Article, Revision
from articles.workflow import State
from newsroom.exceptions import ActionRefused, Incomplete
from newsroom.utils.optimistic_locking.admin import posted_version
from staff.auth import current_user


def _visible(request: HttpRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(current_user(request)).select_related("claimed_by"), pk=pk)


@require_safe
def history(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Show the timeline; with `from` and `to`, redirect to the comparison of these two revisions."""
    article = _visible(request, pk)
    if "from" in request.GET and "to" in request.GET:
        return _to_comparison(article, request.GET["from"], request.GET["to"])
    return _history(request, article, admin)


def _to_comparison(article: Article, old: str, new: str) -> HttpResponse:
    numbers = [typed for typed in (old, new) if typed.isascii() and typed.isdigit() and len(typed) < 10]
    if len(numbers) != 2:
        raise Http404
    first, second = sorted(map(int, numbers))
    return HttpResponseRedirect(reverse("admin:articles_article_compare", args=[article.pk, first, second]))


def _history(
    request: HttpRequest, article: Article, admin: ModelAdmin[Article], refusal: ActionRefused | None = None
) -> HttpResponse:
    page = page_of(article, request.GET.get("page"))
    numbers = [event.revision.number for event in page.paginator.object_list if event.revision]
    context = {
        **_context(request, article, admin),
        "title": _("История"),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "numbers": numbers,
        "newest": numbers[:1],
        "reasons": refusal.reasons if refusal else [],
    }
    status = refusal.http_status if refusal else HTTPStatus.OK
    return TemplateResponse(request, "admin/articles/article/history.html", context, status=status)


@require_safe
def comparison(request: HttpRequest, pk: int, old: int, new: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Show the differences of two revisions field by field. Number 0 is the empty text before the first."""
    article = _visible(request, pk)
    stored = article.revisions.filter(Q(number=old) | Q(number=new)).select_related("user")
    revisions: dict[int, Revision] = {revision.number: revision for revision in stored}
    if new not in revisions or (old and old not in revisions):
        raise Http404
    texts = {number: revision.snapshot for number, revision in revisions.items()}
    numbers = article.revisions.order_by("number").values_list("number", flat=True)
    context = {
        **_context(request, article, admin),
        "title": _("Что изменилось"),
        "old": revisions.get(old),
        "new": revisions[new],
        "fields": compare(texts.get(old), texts[new], Names(list(texts.values()))),
        "following": numbers.filter(number__gt=new).first() if new - old == 1 else None,
        "is_last": not numbers.filter(number__gt=new).exists(),
        "parent_title": _("История"),
        "parent_url": reverse("admin:articles_article_history", args=[pk]),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


@require_POST
def restore(request: HttpRequest, pk: int, number: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Restore an earlier text. That is an edit, which makes the user a writer."""
    article = _visible(request, pk)
    get_object_or_404(article.revisions, number=number)
    try:
        actions.restore_revision(article, number, by=current_user(request), version=posted_version(request.POST))
    except ActionRefused as refusal:
        return _history(request, _visible(request, pk), admin, refusal)
    except IntegrityError:
        missing = Incomplete(_("В этой версии есть снимок или человек, которых больше нет."))
        return _history(request, _visible(request, pk), admin, missing)
    messages.success(request, _("Возвращён текст версии № %(number)d.") % {"number": number})
    return HttpResponseRedirect(article.admin_url)


def _context(request: HttpRequest, article: Article, admin: ModelAdmin[Article]) -> dict[str, Any]:
    user = current_user(request)
    may_restore = permissions.may_edit_text(article, user)
    return {
        **admin.admin_site.each_context(request),
        "subtitle": str(article),
        "opts": Article._meta,
        "original": article,
        "status_line": status_line(article),
        "may_restore": may_restore,
        "becomes_writer": may_restore and not article.is_written_by(user),
        "voids": may_restore and article.state in (State.APPROVED, State.SCHEDULED),
    }


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URLs of the history of an article, behind the admin login."""
    wrap = admin.admin_site.admin_view
    return [
        path("<int:pk>/history/", wrap(partial(history, admin=admin)), name="articles_article_history"),
        path(
            "<int:pk>/history/<int:old>/<int:new>/",
            wrap(partial(comparison, admin=admin)),
            name="articles_article_compare",
        ),
        path(
            "<int:pk>/history/<int:number>/restore/",
            wrap(partial(restore, admin=admin)),
            name="articles_article_restore_revision",
        ),
    ]
