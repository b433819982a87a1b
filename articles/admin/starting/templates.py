"""The screen of templates: made from nothing, or from an article with `?article=<number>`."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.actions.taxonomy.tags import TypedTag, find_typed
from articles.admin.article.fields import SectionField, module
from articles.admin.common.save_mixin import ActionAdmin
from articles.admin.taxonomy.tag_field import TagInput, TagsField
from articles.models import Article, ArticleTemplate
from articles.models.template import FILLED
from newsroom.body.fields import ArticleBodyField
from newsroom.utils.form_fields import LineField, LinesField, ids_in
from newsroom.utils.optimistic_locking.admin import ActionForm
from newsroom.website.models import Section, Tag
from staff.auth import current_user


class KnownTagsField(TagsField):
    """Tags that exist already: templates give birth to none."""

    widget = TagInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = gettext_lazy("Через запятую, из тех, что уже есть. Не больше двенадцати.")

    def clean(self, value: Any) -> Any:
        """Return the tags."""
        typed = [TypedTag(name) for name in super().clean(value)]
        known = find_typed(typed)
        if unknown := [one.typed for one in typed if one not in known]:
            raise ValidationError(_("Таких тегов ещё нет: %(names)s.") % {"names": ", ".join(unknown)})
        return list({tag.pk: tag for tag in known.values()}.values())


class TemplateForm(ActionForm[ArticleTemplate]):
    tags = KnownTagsField(label=gettext_lazy("Теги"), required=False)

    class Meta:
        model = ArticleTemplate
        fields = ("name", *(name.removesuffix("_id") for name in FILLED), "tags")
        field_classes = {
            "name": LineField,
            "kicker": LineField,
            "headline": LineField,
            "lead": LinesField,
            "body": ArticleBodyField,
            "section": SectionField,
        }
        error_messages = {"name": {"unique": gettext_lazy("Шаблон с таким названием уже есть.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["headline"].help_text = gettext_lazy(
                "На месте того, что впишет автор, поставьте «ТК»: с ним материал не отправить на вычитку."
            )
            self.fields["section"].queryset = Section.objects.select_related("parent").in_tree_order()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["tags"] = list(self.instance.tags.all())


class TemplateAdmin(ActionAdmin, admin.ModelAdmin[ArticleTemplate]):
    """Templates of articles, kept by editors and the head."""

    add_title = gettext_lazy("Новый шаблон")
    form = TemplateForm
    save_action = actions.save_template
    list_display = ("name", "language", "section", "headline")
    list_select_related = ("section",)
    list_filter = ("language",)
    search_fields = ("name", "headline")
    view_on_site = False
    fields = (
        ("name", "language"),
        "kicker",
        "headline",
        "lead",
        "body",
        "section",
        "tags",
        "own_reporting",
        "age_mark",
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the article of `?article=` has, if the user may see it."""
        keys = ids_in(request.GET.get("article", ""), most=1)
        article = Article.objects.visible_to(current_user(request)).filter(pk__in=keys).first()
        return _initial(article) if article else {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Offer no pop-up windows: other screens add and change sections."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "section" and field is not None:
            field.widget = field.widget.widget
        return field

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[module("js/tag-input.js")])

    def delete_model(self, request: HttpRequest, obj: ArticleTemplate) -> None:
        actions.remove_template(obj, by=current_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for template in queryset:
            actions.remove_template(template, by=current_user(request))


def _initial(article: Article) -> dict[str, Any]:
    columns: dict[str, Any] = {name.removesuffix("_id"): getattr(article, name) for name in FILLED}
    tags: list[Tag] = list(article.tags.all())
    return {**columns, "name": article.headline[:80], "tags": tags}
