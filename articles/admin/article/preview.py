"""The working copy on the public page, for users who may see the article."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import actions
from articles.models import Article
from newsroom.page_cache import memory
from newsroom.website.article_page import ArticlePage
from newsroom.website.models import PublishedArticle
from newsroom.website.queries.sections import with_sections
from newsroom.website.related import picks_of, related_to
from newsroom.website.views.article import render_article
from staff.auth import current_user


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the article as readers would see it; answer 404 for an article that the user may not see."""
    found = Article.objects.visible_to(current_user(request)).select_related("section", "image")
    article = get_object_or_404(found, pk=pk)
    first_published_at = (
        PublishedArticle.objects.live().filter(pk=article.pk).values_list("published_at", flat=True).first()
    )
    prepared = actions.prepare(article, at=first_published_at or article.scheduled_for or timezone.now())
    with memory.rendering(None), override(article.language):
        return render_article(_page(prepared), request)


def _page(prepared: actions.Prepared) -> ArticlePage:
    tags = [row.tag for row in prepared.tags]
    [article] = with_sections([prepared.article])
    return ArticlePage(
        article=article,
        bylines=prepared.bylines,
        tags=tags,
        translation=None,
        related=related_to(article, tags, picks_of(article)),
        preview=True,
    )


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URL of the preview, behind the admin login."""
    return [path("<int:pk>/preview/", admin.admin_site.admin_view(preview), name="articles_article_preview")]
