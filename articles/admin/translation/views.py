"""Making the other half, the two texts side by side, and «Просмотрено»."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions, permissions
from articles.admin.translation import release
from articles.admin.translation.half import may_release, visible_other
from articles.admin.translation.rows import rows_of
from articles.models import Article, Translation
from newsroom.exceptions import ActionRefused
from newsroom.utils.optimistic_locking.admin import posted_version
from staff.auth import current_user


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the other half of an article; make it if there is none."""
    article = _visible(request, pk)
    known = Translation.objects.with_half(article).exists()
    try:
        half = actions.make_translation(article, by=current_user(request))
    except ActionRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return HttpResponseRedirect(article.admin_url)
    if not known:
        messages.success(request, _("Половина сделана: это ваш черновик, тексты в нём пока те же. Переводите."))
    return HttpResponseRedirect(half.admin_url)


@require_safe
def side_by_side(request: HttpRequest, pk: int, admin: ModelAdmin[Article], template: str) -> HttpResponse:
    """Show original and translation paragraph by paragraph, with what has changed in the original."""
    article = _visible(request, pk)
    return _page(request, article, _pair_or_404(request, article), admin, template=template)


@require_POST
def checked(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Record that the present text of the original has been looked at."""
    article = _visible(request, pk)
    pair = _pair_or_404(request, article)
    try:
        actions.check_translation(pair.article, by=current_user(request), version=posted_version(request.POST))
    except ActionRefused as refusal:
        fresh = _pair_or_404(request, article)
        return _page(request, article, fresh, admin, reasons=refusal.reasons, status=refusal.http_status)
    messages.success(request, _("Отмечено: перевод сверен с этим текстом."))
    return HttpResponseRedirect(reverse("admin:articles_article_translation", args=[pk]))


def _visible(request: HttpRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(current_user(request)), pk=pk)


def _pair_or_404(request: HttpRequest, article: Article) -> Translation:
    """Return the pair if this user may see both halves; a half that is hidden is as one that does not exist."""
    pair = Translation.objects.with_half(article).select_related("article", "original", "checked_by").first()
    if pair is None or visible_other(pair, article, current_user(request)) is None:
        raise Http404
    return pair


def _page(
    request: HttpRequest,
    article: Article,
    pair: Translation,
    admin: ModelAdmin[Article],
    *,
    template: str = "side_by_side.html",
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = current_user(request)
    rows = rows_of(pair)
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "title": _("Оригинал и перевод"),
        "subtitle": str(article),
        "opts": Article._meta,
        "original": article,
        "pair": pair,
        "rows": rows,
        "changes": sum(1 for row in rows if row.change),
        "may_check": permissions.may_follow(pair.article, user),
        "may_release": may_release(pair.article, pair.original, user),
        "reasons": reasons or [],
    }
    return TemplateResponse(request, f"admin/articles/translation/{template}", context, status=status)


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URLs of the two halves, behind the admin login."""
    wrap = admin.admin_site.admin_view
    side, panel = (partial(side_by_side, admin=admin, template=name) for name in ("side_by_side.html", "_panel.html"))
    return [
        path("<int:pk>/translation/make/", wrap(make), name="articles_article_make_translation"),
        path("<int:pk>/translation/", wrap(side), name="articles_article_translation"),
        path("<int:pk>/translation/panel/", wrap(panel), name="articles_article_translation_panel"),
        path("<int:pk>/translation/checked/", wrap(partial(checked, admin=admin)), name="articles_article_checked"),
        path(
            "<int:pk>/translation/release/",
            wrap(partial(release.release, admin=admin)),
            name="articles_article_release",
        ),
    ]
