"""The list of articles: its columns and its search."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst, smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from articles.admin.article.filters import Mine
from articles.admin.article.toolbar import status_line
from articles.admin.presence.marks import open_mark, open_pages
from articles.models import Article, search
from articles.models.article import ArticleQuerySet
from newsroom.utils import dates
from newsroom.utils.text import clean_line

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object

LONGEST_QUERY = 100
MOST_WORDS = 8


class ArticleList(ChangeList):
    """The change list with the rows that its columns print."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        return super().get_queryset(request, exclude_parameters).prefetch_related("bylines__person", open_pages())


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
        """Require every word in one of the searched fields, ignoring case; the body is not searched."""
        term = clean_line(search_term)[:LONGEST_QUERY]
        words = [_unquoted(word) for word in smart_split(term)][:MOST_WORDS]
        return search.search(cast("ArticleQuerySet", queryset), words) if words else queryset, False

    @admin.display(description=_("состояние"), ordering="state")
    def shown_state(self, article: Article) -> str:
        state = format_html('<span class="state" data-state="{}">{}</span>', article.state, status_line(article))
        if article.unread:
            state = format_html('{} <span class="state" data-state="unread">{}</span>', state, _("не вычитано"))
        return format_html("{} {}", state, open_mark(article))

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


def _unquoted(word: str) -> str:
    is_quoted = word[:1] in "\"'" and word[:1] == word[-1:] and len(word) > 1
    return unescape_string_literal(word) if is_quoted else word
