"""The page that makes a copy of an article, after it has said what a copy has."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.actions.starting.duplicate import headline_of_copy, may_duplicate
from articles.admin.article.submission import read_submission
from articles.models import Article
from newsroom.exceptions import ActionRefused
from staff.auth import current_user

NAME = "articles_article_duplicate"


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Ask; POST makes the copy and opens it. Two posts of one page make one copy."""
    user = current_user(request)
    article = get_object_or_404(Article.objects.visible_to(user), pk=pk)
    if not may_duplicate(user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, article, admin)
    try:
        copy = actions.duplicate(article, by=user, key=read_submission(request.POST).key)
    except ActionRefused as refusal:
        return _page(request, article, admin, refusal.reasons, status=refusal.http_status)
    messages.success(request, _("Это ваша копия. Впишите её заголовок вместо слова «Копия»."))
    return HttpResponseRedirect(copy.admin_url)


def _page(
    request: HttpRequest,
    article: Article,
    admin: ModelAdmin[Article],
    reasons: Iterable[str] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Копия материала"),
        "opts": Article._meta,
        "original": article,
        "headline": headline_of_copy(article),
        "submission_key": uuid4(),
        "reasons": list(reasons),
    }
    return TemplateResponse(request, "admin/articles/starting/duplicate.html", context, status=status)


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URL of the page, behind the admin login."""
    view = admin.admin_site.admin_view(partial(duplicate, admin=admin))
    return [path("<int:pk>/duplicate/", view, name=NAME)]
