"""The list of articles: its columns, its filters and its search."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.article.toolbar import status_line
from articles.admin.finding.articles import parts_of
from articles.admin.finding.choices import choices_for
from articles.admin.finding.filters import ArticleFilters, query_of
from articles.admin.finding.saved_views import tabs_for
from articles.admin.presence.marks import open_mark, open_pages
from articles.admin.translation.half import language_mark, with_other_half
from articles.models import Article, Byline
from articles.models.article import ArticleQuerySet
from articles.models.finding import search
from articles.workflow import State
from newsroom.utils import dates
from staff.auth import current_user

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object


class ArticleList(ChangeList):
    """The change list with our filters, and pages that nobody counts: each reads one row more than it shows."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        user = current_user(request)
        choices = choices_for(user)
        self.article_filters = ArticleFilters(request.GET, user=user, sections=choices.sections)
        self.present_query = query_of(request.GET)
        self.tabs = list(tabs_for(user, choices.views, self.present_query))
        super().__init__(request, *args, **kwargs)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Leave our own filters out of Django's."""
        others = super().get_filters_params(params)
        return {name: value for name, value in others.items() if name not in self.article_filters.fields}

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        rows = cast("ArticleQuerySet", self.model_admin.get_queryset(request))
        rows = rows.select_related(None).select_related("section", "claimed_by").defer("body")
        self.root_queryset = self.article_filters.narrow(rows)
        found = super().get_queryset(request, exclude_parameters)
        bylines = Prefetch("bylines", Byline.objects.select_related("person"))
        found = with_other_half(found, current_user(request))
        return found.prefetch_related(bylines, open_pages())

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows of the page, of the first for a wrong number. At most `search.MOST` articles have pages."""
        size, first = self.list_per_page, (self.page_num - 1) * self.list_per_page
        if not 0 <= first < search.MOST:
            self.page_num, first = 1, 0
        rows = list(self.queryset[first : first + size + 1])
        self.result_list = rows[:size]
        self.result_count = first + len(self.result_list)
        self.has_more = len(rows) > size
        self.is_last_page = first + size >= search.MOST
        self.full_result_count, self.show_full_result_count = None, False
        self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(rows)

    @property
    def newer(self) -> str:
        """The query of the page before this one, if there is one."""
        return self.get_query_string({"p": self.page_num - 1}) if self.page_num > 1 else ""

    @property
    def older(self) -> str:
        """The query of the next page, if there is one."""
        is_next = self.has_more and not self.is_last_page
        return self.get_query_string({"p": self.page_num + 1}) if is_next else ""


class ArticleListMixin(Base):
    """Mixin for the ModelAdmin of articles: columns and search."""

    list_display = (
        "headline",
        "shown_state",
        "section",
        "shown_language",
        "shown_bylines",
        "shown_edited",
    )
    list_display_links = ("headline",)
    list_per_page = 32
    actions_on_top, actions_on_bottom = False, True
    show_full_result_count = False
    search_fields = ("headline",)
    search_help_text = _("Слова из заголовка, лида и текста, подпись, тег, адрес или номер")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Require every part of what was typed, see `search.Query`."""
        parts, rows = parts_of(search_term), cast("ArticleQuerySet", queryset)
        if not parts:
            return queryset, False
        query = search.Query.of(parts)
        # Beside an author, whose name was looked up, a statement is saved.
        return query.filter_all(rows) if request.GET.get("author") else query.filter(rows), False

    @admin.display(description=_("состояние"), ordering="state")
    def shown_state(self, article: Article) -> str:
        state = format_html('<span class="state" data-state="{}">{}</span>', article.state, status_line(article))
        if article.is_live and article.state != State.PUBLISHED:
            state = format_html('{} <span class="state" data-state="published">{}</span>', state, _("на сайте"))
        if article.unread:
            state = format_html('{} <span class="state" data-state="unread">{}</span>', state, _("не вычитано"))
        return format_html("{} {}", state, open_mark(article))

    @admin.display(description=_("язык"), ordering="language")
    def shown_language(self, article: Article) -> str:
        return language_mark(article)

    @admin.display(description=_("подписи"))
    def shown_bylines(self, article: Article) -> str:
        return ", ".join(str(byline) for byline in article.bylines.all()) or "—"

    @admin.display(description=_("изменено"), ordering="edited_at")
    def shown_edited(self, article: Article) -> str:
        moment = dates.to_local(article.edited_at)
        return format_html('<time datetime="{}">{}</time>', dates.iso_format(moment), f"{moment:%d.%m.%y %H:%M}")
