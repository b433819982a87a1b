"""The screen of sections."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Article, Publication, Section
from newsroom.lib.slugs import slugify
from staff.actor import actor
from staff.admin.fields import LineField

from .fields import SlugField
from .standing import SavesStanding, StandingForm


class SectionForm(StandingForm):
    """An empty address is made of the Russian name."""

    class Meta:
        model = Section
        fields = ("name_ru", "name_kk", "slug", "order", "is_enabled")
        field_classes = {"name_ru": LineField, "name_kk": LineField, "slug": SlugField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Пусто — из названия. Прежний адрес продолжит вести сюда.")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name_ru", ""), fallback="section")
        self.demand_free_slug("section", slug)
        return slug


class SectionAdmin(SavesStanding, admin.ModelAdmin[Section]):
    """Sections in their order; one in use is switched off, never deleted."""

    form = SectionForm
    door = publishing.save_section
    list_display = ("name_ru", "name_kk", "slug", "order", "is_enabled")
    search_fields = ("name_ru", "name_kk", "slug")
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and is_in_use(obj))

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        publishing.remove_section(obj, by=actor(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> None:
        for section in queryset:
            publishing.remove_section(section, by=actor(request))


def is_in_use(section: Section) -> bool:
    """Whether any piece stands in it, on the desk or on the site."""
    return Article.objects.filter(section=section).exists() or Publication.objects.filter(section=section).exists()
