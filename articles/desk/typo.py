"""Stub."""

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.models import Article


def _page(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    return [path("<int:pk>/fix_typo/", admin.admin_site.admin_view(_page), name="articles_article_fix_typo")]
