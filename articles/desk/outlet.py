"""The screen of the outlet: one row, so its list is its form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import AgeMark, Outlet
from staff.admin.fields import LineField, LinesField

from .standing import SavesStanding, StandingForm

PAIRS = tuple((f"{name}_ru", f"{name}_kk") for name in ("name", "motto", "description"))
LINES = ("name_ru", "name_kk", "motto_ru", "motto_kk", "phone", "address")


class OutletForm(StandingForm):
    age_mark = forms.ChoiceField(
        label=_("Возрастная маркировка"), required=False, choices=[("", "—"), *AgeMark.choices]
    )

    class Meta:
        model = Outlet
        fields = (*LINES, "description_ru", "description_kk", "email", "age_mark")
        field_classes = {
            **dict.fromkeys(LINES, LineField),
            "description_ru": LinesField,
            "description_kk": LinesField,
        }


class OutletAdmin(SavesStanding, admin.ModelAdmin[Outlet]):
    """Name, motto and contacts, in both languages."""

    form = OutletForm
    door = publishing.save_outlet
    fieldsets = (
        (None, {"fields": PAIRS}),
        (_("Для читателей"), {"fields": ("email", "phone", "address", "age_mark")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one outlet: straight to its form."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        if Outlet.objects.filter(pk=1).exists():
            return HttpResponseRedirect(reverse("admin:articles_outlet_change", args=[1]))
        return HttpResponseRedirect(reverse("admin:articles_outlet_add"))

    def response_post_save_change(self, request: HttpRequest, obj: Outlet) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:index"))

    def response_post_save_add(self, request: HttpRequest, obj: Outlet) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:index"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Outlet.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Outlet | None = None) -> bool:
        return False
