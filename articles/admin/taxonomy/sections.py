"""The screen of sections."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.admin.article.fields import SlugField
from articles.admin.common.save_mixin import ActionAdmin, SluggedForm
from articles.admin.taxonomy.merge import MergeMixin
from newsroom.utils.form_fields import LineField
from newsroom.utils.slugs import slugify
from newsroom.website.models import Section
from newsroom.website.models.section import TREE_ORDER
from staff.auth import current_user


class SectionForm(SluggedForm):
    """A section. An empty address is made of the Russian name."""

    class Meta:
        model = Section
        fields = ("name_ru", "name_kk", "slug", "parent", "order", "is_enabled")
        field_classes = {"name_ru": LineField, "name_kk": LineField, "slug": SlugField}
        error_messages = {
            **{name: {"unique": _("Так называется другая рубрика.")} for name in ("name_ru", "name_kk")},
            "slug": {"unique": _("Этот адрес — другой рубрики.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Пусто — из названия. Прежний адрес продолжит вести сюда.")
            above = Section.objects.filter(parent=None).exclude(pk=self.instance.pk)
            self.fields["parent"].queryset = above  # type: ignore[attr-defined]
            self.fields["parent"].empty_label = _("— первый уровень —")  # type: ignore[attr-defined]

    def clean_parent(self) -> Section | None:
        parent: Section | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and self.instance.children.exists():
            raise ValidationError(_("У этой рубрики есть подрубрики: сначала уберите их."))
        return parent

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name_ru", ""), fallback="section")
        self.require_free_slug("section", slug)
        return slug


class SectionAdmin(MergeMixin, ActionAdmin, admin.ModelAdmin[Section]):
    """Sections in their order. A section in use is switched off or merged, never deleted."""

    add_title = _("Новая рубрика")
    form = SectionForm
    save_action = actions.save_section
    merge = actions.merge_sections
    reason_against_removing = actions.reason_against_removing_section
    merge_title = _("Объединить с другой рубрикой")
    merge_help = _(
        "Все материалы и подрубрики перейдут в выбранную рубрику, эта исчезнет. "
        "Её адрес, как и все прежние, поведёт в выбранную."
    )
    list_display = ("indented_name", "name_kk", "slug", "order", "is_enabled")
    list_select_related = ("parent",)
    search_fields = ("name_ru", "name_kk", "slug")
    view_on_site = False

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """List each section below its parent."""
        return TREE_ORDER

    def merge_targets(self, obj: Section) -> QuerySet[Section]:
        return super().merge_targets(obj).select_related("parent").in_tree_order()  # type: ignore[attr-defined, no-any-return]

    @admin.display(description=_("название по-русски"))
    def indented_name(self, section: Section) -> str:
        return f"— {section.name_ru}" if section.parent_id else section.name_ru

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        actions.remove_section(obj, by=current_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> None:
        for section in queryset:
            actions.remove_section(section, by=current_user(request))
