"""The screen of tags: their names in both languages and their addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.actions.taxonomy.tags import BETWEEN
from articles.admin.article.fields import SlugField, module
from articles.admin.common.save_mixin import ActionAdmin, SluggedForm
from articles.admin.taxonomy.merge import MergeMixin
from articles.admin.taxonomy.tag_field import TAG_LENGTH, TagInput, complete
from articles.models import ArticleTag
from newsroom.utils.form_fields import LineField
from newsroom.utils.slugs import slugify
from newsroom.utils.text import clean_line
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key
from staff.auth import current_user


class TagNameField(LineField):
    """The name of a tag, without a comma, which separates tags in an article."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": TAG_LENGTH})

    def to_python(self, value: Any) -> str:
        name = super().to_python(value)
        if "," in name:
            raise ValidationError(_("В названии тега не бывает запятой."), code="comma")
        if BETWEEN in name:
            raise ValidationError(_("В названии тега не бывает косой черты между пробелами."), code="slash")
        return name


class OtherTagField(forms.ModelChoiceField[Tag]):
    """Another tag, typed as its name in either language, with completion."""

    widget = TagInput

    def __init__(self, *args: Any, besides: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.besides = besides
        self.widget.attrs["data-most"] = 1

    def to_python(self, value: Any) -> Tag | None:
        name = clean_line(str(value or ""))
        if not name:
            return None
        tag = Tag.objects.named(name)
        if tag is None:
            raise ValidationError(_("Такого тега нет: «%(name)s»."), params={"name": name[:60]})
        if tag.pk == self.besides:
            raise ValidationError(actions.WITH_ITSELF)
        return tag


class TagForm(SluggedForm):
    """A tag. No other tag has one of its names, in either language and any case."""

    class Meta:
        model = Tag
        fields = ("name", "name_kk", "slug")
        field_classes = {"name": TagNameField, "name_kk": TagNameField, "slug": SlugField}
        error_messages = {"slug": {"unique": gettext_lazy("Этот адрес — другого тега.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["name"].label = gettext_lazy("Название по-русски")
            self.fields["slug"].required = False
            self.fields["slug"].label = gettext_lazy("Адрес (слаг)")
            self.fields["slug"].help_text = gettext_lazy("Пусто — из названия. Прежний адрес продолжит вести сюда.")

    def clean_name(self) -> str:
        return self._free_name("name")

    def clean_name_kk(self) -> str:
        return self._free_name("name_kk")

    def _free_name(self, field: str) -> str:
        name: str = self.cleaned_data[field]
        key = tag_key(name)
        others = Tag.objects.filter(Q(key=key) | Q(key_kk=key)).exclude(pk=self.instance.pk)
        if name and (other := others.first()) is not None:
            raise ValidationError(_("Такое название уже у тега «%(tag)s»."), params={"tag": other})
        return name

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""), fallback="tag")
        self.require_free_slug("tag", slug)
        return slug


class TagAdmin(MergeMixin, ActionAdmin, admin.ModelAdmin[Tag]):
    """All tags. A tag in use is merged, never deleted."""

    add_title = gettext_lazy("Новый тег")
    form = TagForm
    save_action = actions.save_tag
    merge = actions.merge_tags
    reason_against_removing = actions.reason_against_removing_tag
    merge_title = gettext_lazy("Объединить с другим тегом")
    merge_help = gettext_lazy(
        "Все материалы получат выбранный тег, этот исчезнет. Его адрес, как и все прежние, поведёт к выбранному."
    )
    list_display = ("name", "name_kk", "slug", "articles")
    search_fields = ("name", "name_kk", "slug")
    ordering = ("name",)
    list_per_page = 100
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = ArticleTag.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        counted = Subquery(rows.annotate(count=Count("pk")).values("count"))
        tags: QuerySet[Any] = super().get_queryset(request).annotate(article_count=Coalesce(counted, 0))
        return tags

    @admin.display(description=gettext_lazy("материалов"), ordering="article_count")
    def articles(self, tag: Any) -> int:
        return int(tag.article_count)

    def get_urls(self) -> list[URLPattern]:
        completion = path("complete/", self.admin_site.admin_view(complete), name="website_tag_complete")
        return [completion, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only users who may change tags add them here; others add them in an article."""
        return super().has_add_permission(request) and self.has_change_permission(request)

    def target_field(self, obj: Tag) -> forms.ModelChoiceField[Any]:
        """Choose by name, because a list would have thousands of tags."""
        return OtherTagField(self.merge_targets(obj), besides=obj.pk, label=_("Во что влить"))

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[module("js/tag-input.js")])

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        actions.remove_tag(obj, by=current_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        for tag in queryset:
            actions.remove_tag(tag, by=current_user(request))
