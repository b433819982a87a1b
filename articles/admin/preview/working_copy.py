"""The page of the working copy, for users who may see the article: GET shows what is stored, POST a form being typed.

Nothing is written. The script `live-preview.js` sends the form while it is typed, and shows the answer beside it.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.taxonomy.tags import TypedTag, find_typed
from articles.admin.article.change_view import ArticleChangeView
from articles.admin.article.form import ArticleForm
from articles.models import Article
from articles.preview.pages import Rows, build_page, stored_rows
from newsroom.page_cache import memory
from newsroom.utils import dates, html
from newsroom.utils.slugs import slugify
from newsroom.utils.text import clean_text
from newsroom.website.article_page import ArticlePage
from newsroom.website.models import Tag
from newsroom.website.views.article import render_article

LINES = ("kicker", "headline", "lead", "caption", "credit", "alt")


class WorkingCopyView(ArticleChangeView):
    """Mixin for the ModelAdmin of articles: `preview/` for a new article and `<pk>/preview/`."""

    def preview_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        of_new = wrap(require_POST(self.preview_view))
        of_stored = wrap(require_http_methods(["GET", "HEAD", "POST"])(self.preview_view))
        return [
            path("preview/", of_new, name="articles_article_preview_new"),
            path("<int:pk>/preview/", of_stored, name="articles_article_preview"),
        ]

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Answer 404 for an article that the user may not see."""
        article = None if pk is None else self._get_article(request, str(pk))
        if pk is not None and article is None:
            raise Http404
        if article is None and not self.has_add_permission(request):
            raise PermissionDenied
        with memory.rendering(None):
            if request.method == "POST":
                page = typed_page(self._form(request, article, request.POST))
            else:
                assert article is not None  # noqa: S101 - a new article is only posted
                page = build_page(article, stored_rows(article), note=_stored_note(article))
            return render_article(page, request)


def typed_page(form: ArticleForm) -> ArticlePage:
    """Return the page of what was typed. What the form refuses is shown as far as it can be."""
    article = form.instance
    form.is_valid()
    _show_refused(form)
    return build_page(article, _typed_rows(form), note=_typed_note(form))


def _show_refused(form: ArticleForm) -> None:
    """Set on the article the texts that the form refused; they would show the stored text else."""
    for name in form.invalid:
        if name in LINES:
            limit = Article._meta.get_field(name).max_length  # type: ignore[union-attr]
            setattr(form.instance, name, clean_text(form.data.get(name, ""))[:limit])
    if "body" in form.invalid:
        try:
            form.instance.body = html.clean(form.data.get("body", ""))
        except ValidationError:  # far too long
            return


def _typed_rows(form: ArticleForm) -> Rows:
    """Return the rows of the form; those that it refuses, or does not have, as they are stored."""
    stored = stored_rows(form.instance) if form.instance.pk else Rows((), (), (), ())
    typed: dict[str, Any] = {
        name: formset.built for name, formset in form.formsets if formset.is_bound and formset.is_valid()
    }
    return Rows(
        bylines=typed.get("bylines", stored.bylines),
        sources=typed.get("sources", stored.sources),
        tags=_typed_tags(form.cleaned_data["tags"]) if "tags" in form.cleaned_data else stored.tags,
        picks=[other.pk for other in form.cleaned_data["related"]] if "related" in form.cleaned_data else stored.picks,
    )


def _typed_tags(typed: list[TypedTag]) -> list[Tag]:
    """Return these tags; a new one is made and not stored."""
    known = find_typed(typed)
    tags = [known.get(one) or _new_tag(one) for one in typed]
    return sorted(tags, key=lambda tag: tag.name)


def _new_tag(typed: TypedTag) -> Tag:
    name = typed.only_name
    return Tag(name=name, name_kk=typed.kazakh if typed.russian else "", slug=slugify(name, fallback="tag"))


def _typed_note(form: ArticleForm) -> str:
    article = form.instance
    if article.pk and not form.changed_data:
        return _stored_note(article)
    note = _("Предпросмотр, читатели этого не видят: с несохранёнными правками.")
    if form.invalid:
        labels = ", ".join(_label(form, name) for name in form.invalid)
        note += " " + _("Чтобы сохранить, исправьте: %(fields)s.") % {"fields": labels}
    return note


def _label(form: ArticleForm, name: str) -> str:
    if name in form.fields:
        return str(form.fields[name].label).lower()
    return str(dict(form.formsets)[name].model._meta.verbose_name_plural)


def _stored_note(article: Article) -> str:
    now, saved = timezone.now(), article.edited_at
    is_today = dates.local_date(saved) == dates.local_date(now)
    when = dates.format_time(saved) if is_today else dates.format_datetime(saved, get_language() or article.language)
    return _("Предпросмотр, читатели этого не видят: сохранённый текст от %(when)s.") % {"when": when}
