"""The ModelAdmin of articles: list, form, permissions, addresses."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, re_path
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.admin.article.bulk_actions import BulkActions
from articles.admin.article.changelist import ArticleList, ArticleListMixin
from articles.admin.article.form import form_class_for
from articles.admin.article.related import live_picks
from articles.admin.board import views as board
from articles.admin.common import published_lookup
from articles.admin.finding import articles as finding
from articles.admin.finding import saved_views
from articles.admin.finding import views as palette
from articles.admin.history import history_view
from articles.admin.presence import views as presence
from articles.admin.presence.media import PresenceMedia
from articles.admin.preview import links
from articles.admin.preview.working_copy import WorkingCopyView
from articles.admin.starting import duplicate
from articles.admin.starting.from_template import StartFromTemplate
from articles.admin.transitions import transition_view, typo_fix
from articles.admin.translation import views as translation
from articles.admin.translation.change_view import TranslationView
from articles.models import Article
from newsroom.body.cleaning import clean
from newsroom.images.widgets import ImageChooserMixin
from newsroom.utils.form_fields import SafeAutocompleteMixin
from newsroom.website.body_blocks import page_html
from staff.auth import current_user

TEXT = ("kicker", "headline", "lead")
SOURCES = ("own_reporting",)
MORE = ("seo_headline", "social_headline")
ABOUT = ("language", "age_mark")
PICTURE = ("image", "caption", "credit", "alt")
PICTURE_WORDS = ("alt",)
"""Words about the picture that readers do not see on the page."""
PLACE = ("section", "tags")
PLACE_MORE = ("slug", "translation_of")


class ArticleAdmin(
    StartFromTemplate,
    TranslationView,
    WorkingCopyView,
    BulkActions,
    ArticleListMixin,
    PresenceMedia,
    ImageChooserMixin,
    SafeAutocompleteMixin,
    admin.ModelAdmin[Article],
):
    """Articles. Invisible ones answer 404, and none is deleted: there is a bin."""

    add_title = _("Новый материал")
    autocomplete_fields = ("translation_of",)
    radio_fields = {"language": admin.HORIZONTAL}
    view_on_site = False
    image_with_texts = "image"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        ordering = self.get_ordering(request)
        articles = Article.objects.visible_to(current_user(request)).select_related("section", "image", "claimed_by")
        return articles.order_by(*ordering) if ordering else articles

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_urls(self) -> list[URLPattern]:
        transition = re_path(
            rf"^(?P<pk>[0-9]+)/(?P<transition>{'|'.join(sorted(transition_view.PAGES))})/$",
            self.admin_site.admin_view(partial(transition_view.transition_page, admin=self)),
            name="articles_article_transition",
        )
        return [
            *self.autosave_urls(),
            *presence.urls(),
            *history_view.urls(self),
            *self.preview_urls(),
            *links.urls(self),
            *duplicate.urls(self),
            *translation.urls(self),
            *typo_fix.urls(self),
            *published_lookup.urls(self),
            *finding.urls(self),
            *saved_views.urls(self),
            *palette.urls(self),
            *board.urls(self),
            transition,
            *super().get_urls(),
        ]

    # Permissions

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return self._may_edit_text(request, obj) or self._may_place(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def _may_edit_text(self, request: HttpRequest, obj: Article | None) -> bool:
        return obj is None or permissions.may_edit_text(obj, current_user(request))

    def _may_place(self, request: HttpRequest, obj: Article | None) -> bool:
        return obj is None or permissions.may_place(obj, current_user(request))

    # The form

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Article]]:
        # Tags and related articles are not columns: the form declares fields for them.
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        kwargs["fields"] = [name for name in names if name not in ("tags", "related")]
        asks_to_become_writer = kwargs.pop("asks_to_become_writer", False) or "as_writer" in request.POST
        kwargs["form"] = form_class_for(obj, current_user(request), asks_to_become_writer=asks_to_become_writer)
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Return the groups of fields; the class of each names its place in the template."""
        may_place = self._may_place(request, obj)
        tags, related = ("tags", "related") if may_place else ("shown_tags", "shown_related")
        place = (_("Размещение"), {"fields": ("section", tags, related), "classes": ["at-place"]})
        about = (_("О материале"), {"fields": (*ABOUT, *PLACE_MORE), "classes": ["at-about"]})
        if not self._may_edit_text(request, obj):
            filled = [name for name in (*MORE, *PICTURE_WORDS) if getattr(obj, name)]
            return [
                (None, {"fields": ("shown_text",), "classes": ["at-text"]}),
                *([(_("Ещё в тексте"), {"fields": filled, "classes": ["at-more"]})] if filled else []),
                place,
                about,
            ]
        return [
            (None, {"fields": (*TEXT, "body"), "classes": ["at-text"]}),
            (None, {"fields": SOURCES, "classes": ["at-sources"]}),
            (_("Заголовки для поиска и соцсетей"), {"fields": MORE, "classes": ["at-more", "collapse"]}),
            place,
            (_("Главная иллюстрация"), {"fields": PICTURE, "classes": ["at-picture"]}),
            about,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        readonly: tuple[str, ...] = ()
        if not self._may_edit_text(request, obj):
            readonly += ("shown_text", *MORE, *PICTURE_WORDS, *ABOUT)
        if not self._may_place(request, obj):
            readonly += ("section", "shown_tags", "shown_related", *PLACE_MORE)
        return readonly

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Offer no pop-up windows: other screens add and change what is chosen here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("section", "translation_of") and field is not None:
            widget = field.widget
            widget.can_delete_related = widget.can_view_related = False
            widget.can_add_related = widget.can_change_related = False
        return field

    # Read-only fields

    @admin.display(description=_("текст"))
    def shown_text(self, article: Article) -> str:
        body = page_html(clean(article.body), is_private=True)
        return render_to_string("admin/articles/article/_text.html", {"text": article, "text_body": body})

    @admin.display(description=_("теги"))
    def shown_tags(self, article: Article) -> str:
        return ", ".join(tag.local_name for tag in article.tags.all()) or "—"

    @admin.display(description=_("похожее"))
    def shown_related(self, article: Article) -> str:
        return "; ".join(other.headline for other in live_picks(article)) or "—"
