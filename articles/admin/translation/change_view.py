"""The other half in the form of an article: the button that makes it, and what is known of it."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest, HttpResponse

from articles.admin.article.autosave import AutosaveView
from articles.admin.article.fields import module
from articles.admin.article.form import ArticleForm
from articles.admin.article.submission import Submission
from articles.admin.translation import views
from articles.admin.translation.half import half_for
from articles.models import Article
from staff.auth import current_user


class TranslationView(AutosaveView):
    """Mixin for the ModelAdmin of articles: the form is saved before it is copied."""

    @property
    def media(self) -> Media:
        return super().media + Media(js=[module("js/preview/original-beside.js")])

    def _make_transition(self, request: HttpRequest, article: Article, submission: Submission) -> HttpResponse:
        if "_make_translation" in request.POST:
            return views.make(request, article.pk)
        return super()._make_transition(request, article, submission)

    def _article_context(self, request: HttpRequest, article: Article, form: ArticleForm) -> dict[str, Any]:
        half = half_for(article, current_user(request))
        return {**super()._article_context(request, article, form), "half": half}
