"""The list of articles: its columns and its search."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.article.filters import Mine
from articles.admin.article.toolbar import status_line
from articles.admin.finding.articles import parts_of
from articles.models import Article, search
from articles.models.article import ArticleQuerySet
from newsroom.utils import dates

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object


class ArticleList(ChangeList):
    """The change list with the rows that its columns print."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        return super().get_queryset(request, exclude_parameters).prefetch_related("bylines__person")


class BoundedPaginator(Paginator[Article]):
    """The pages of at most `search.MOST` articles: to count a million takes longer than to show fifty."""

    @cached_property
    def found(self) -> int:
        """How many articles there are, up to one more than are shown."""
        rows = cast("QuerySet[Article]", self.object_list).order_by().values("pk")
        return rows[: search.MOST + 1].count()

    @property
    def count(self) -> int:
        return min(self.found, search.MOST)

    @property
    def is_more(self) -> bool:
        return self.found > search.MOST


class ArticleListMixin(Base):
    """Mixin for the ModelAdmin of articles: columns, filters, search."""

    list_display = (
        "headline",
        "shown_state",
        "section",
        "shown_language",
        "shown_bylines",
        "shown_edited",
        "is_live",
    )
    list_display_links = ("headline",)
    list_filter = ("state", "section", "language", "is_live", Mine, "unread")
    list_per_page = 50
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ("headline",)
    search_help_text = _("Заголовок, лид, подпись, тег, адрес или номер")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Require every part of what was typed, see `search.Query`."""
        parts = parts_of(search_term)
        return search.Query.of(parts).filter(cast("ArticleQuerySet", queryset)) if parts else queryset, False

    @admin.display(description=_("состояние"), ordering="state")
    def shown_state(self, article: Article) -> str:
        state = format_html('<span class="state" data-state="{}">{}</span>', article.state, status_line(article))
        if not article.unread:
            return state
        return format_html('{} <span class="state" data-state="unread">{}</span>', state, _("не вычитано"))

    @admin.display(description=_("язык"), ordering="language")
    def shown_language(self, article: Article) -> str:
        return str(article.get_language_display())[:3].lower()

    @admin.display(description=_("подписи"))
    def shown_bylines(self, article: Article) -> str:
        return ", ".join(str(byline) for byline in article.bylines.all()) or "—"

    @admin.display(description=_("изменено"), ordering="edited_at")
    def shown_edited(self, article: Article) -> str:
        moment = dates.to_local(article.edited_at)
        return format_html('<time datetime="{}">{}</time>', dates.iso_format(moment), f"{moment:%d.%m.%Y %H:%M}")
