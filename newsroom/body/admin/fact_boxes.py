"""The screen of fact boxes, and what the editor asks about them."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom.body import usage
from newsroom.body.fact_boxes import save_fact_box
from newsroom.body.fields import BodyField
from newsroom.body.models import FactBox, FactBoxVersion
from newsroom.utils import dates
from newsroom.utils.admin_mixins import NoBulkDeletionMixin, TitlesMixin
from newsroom.utils.form_fields import LineField, ids_in
from newsroom.utils.html import to_text
from newsroom.utils.optimistic_locking.admin import ActionForm, ActionSaveMixin
from newsroom.utils.text import clean_line

WORDS = ("title", "body", "checked_on")
MOST_FOUND = 10
MOST_IDS = 100


class FactBoxForm(ActionForm[FactBox]):
    """The words of the current version."""

    title = LineField(label=_("Название"), max_length=120, widget=forms.TextInput({"class": "vTextField"}))
    body = BodyField(label=_("Текст"))
    checked_on = forms.DateField(
        label=_("Проверено"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("День, когда факты сверены последний раз."),
    )

    class Meta:
        model = FactBox
        fields = ("language",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (current := self.instance.current) is not None:
            self.initial = {**self.initial, **{name: getattr(current, name) for name in WORDS}}


@admin.register(FactBox)
class FactBoxAdmin(NoBulkDeletionMixin, ActionSaveMixin, TitlesMixin, admin.ModelAdmin[FactBox]):
    """Fact boxes. They are never deleted, because articles show their versions."""

    add_title = _("Новая справка")
    form = FactBoxForm
    list_display = ("__str__", "language", "checked", "number")
    list_filter = ("language",)
    list_select_related = ("current",)
    search_fields = ("current__title", "current__body")
    ordering = ("-current__checked_on", "-pk")
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: FactBox | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactBox]:
        return super().get_queryset(request).select_related("current")

    def get_fields(self, request: HttpRequest, obj: FactBox | None = None) -> tuple[str, ...]:
        return ("title", "body", "checked_on", "language", *(("versions", "used_in") if obj else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: FactBox | None = None) -> tuple[str, ...]:
        return ("versions", "used_in") if obj else ()

    def save_model(self, request: HttpRequest, obj: FactBox, form: Any, change: bool) -> None:
        words = {name: form.cleaned_data[name] for name in WORDS}
        save_fact_box(obj, by=cast("PermissionsMixin", request.user), **words)

    @admin.display(description=_("проверено"), ordering="current__checked_on")
    def checked(self, box: FactBox) -> str:
        return _date(box.current) if box.current else "—"

    @admin.display(description=_("версия"))
    def number(self, box: FactBox) -> int | str:
        return box.current.number if box.current else "—"

    @admin.display(description=_("прежние версии"))
    def versions(self, box: FactBox) -> str:
        rows = ((version.number, version.title, _date(version)) for version in box.versions.all())
        return format_html('<ol class="versions">{}</ol>', format_html_join("", "<li>№ {}: {}, {}</li>", rows))

    @admin.display(description=_("где стоит"))
    def used_in(self, box: FactBox) -> str:
        """Name the articles that show any version, each with the number of the version."""
        numbers = dict(box.versions.values_list("pk", "number"))
        found = usage.uses("fact_boxes", list(numbers), box.viewer)
        rows = [(use.url, use.label, numbers[key]) for key in sorted(found, reverse=True) for use in found[key]]
        return format_html_join("", '<div><a href="{}">{}</a>, № {}</div>', rows) or "—"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> FactBox | None:
        box = super().get_object(request, object_id, from_field)
        if box is not None:
            box.viewer = request.user
        return box

    # What the editor asks

    def get_urls(self) -> list[URLPattern]:
        facts = path("records/", self.admin_site.admin_view(self.records_view), name="body_facts")
        return [facts, *super().get_urls()]

    def records_view(self, request: HttpRequest) -> JsonResponse:
        """Return the versions with these `ids`, or the current versions of the boxes that have the words `q`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if "ids" in request.GET:
            versions = FactBoxVersion.objects.filter(pk__in=ids_in(request.GET["ids"], most=MOST_IDS))
        else:
            versions = _found(request.GET.get("q", ""))
        return JsonResponse({"results": [_record(version) for version in versions.select_related("fact_box")]})


def _found(typed: str) -> QuerySet[FactBoxVersion]:
    boxes = FactBox.objects.filter(current__isnull=False)
    for word in clean_line(typed).split()[:8]:
        boxes = boxes.filter(Q(current__title__icontains=word) | Q(current__body__icontains=word))
    return FactBoxVersion.objects.filter(pk__in=boxes.order_by("-pk").values("current")[:MOST_FOUND])


def _record(version: FactBoxVersion) -> dict[str, Any]:
    box = version.fact_box
    return {
        "id": version.pk,
        "title": version.title,
        "text": to_text(version.body),
        "checked": _date(version),
        "newer": box.current_id != version.pk,
        "admin_url": reverse("admin:body_factbox_change", args=[box.pk]),
    }


def _date(version: FactBoxVersion) -> str:
    return dates.format_date(version.checked_on, get_language() or settings.LANGUAGE_CODE)
