"""The screen of the outlet: one row, so its list is its form."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.admin.common.save_mixin import ActionAdmin
from newsroom.images.widgets import ImageChooserMixin
from newsroom.utils.form_fields import LineField, LinesField, PhoneField
from newsroom.utils.optimistic_locking.admin import ActionForm
from newsroom.utils.widgets import DayInput
from newsroom.website.models import Outlet

PAIRS = tuple((f"{name}_ru", f"{name}_kk") for name in ("name", "motto", "description"))
IMPRINT = tuple((f"{name}_ru", f"{name}_kk") for name in ("owner", "editor", "address"))
LINES = tuple(
    f"{name}_{code}" for name in ("name", "motto", "owner", "editor", "address") for code in dict(settings.LANGUAGES)
)
LONG = ("description_ru", "description_kk", "links")
MOST_LINKS = 10
_is_address = URLValidator(schemes=["https"])


class OutletForm(ActionForm[Outlet]):
    class Meta:
        model = Outlet
        fields = (*LINES, *LONG, "email", "phone", "certificate", "certified_on", "age_mark", "logo", "cover")
        field_classes = {
            **dict.fromkeys((*LINES, "certificate"), LineField),
            **dict.fromkeys(LONG, LinesField),
            "phone": PhoneField,
        }
        widgets = {
            **dict.fromkeys(LONG, forms.Textarea(attrs={"rows": 4})),
            "certified_on": DayInput,
        }

    def clean_links(self) -> str:
        """Return one address a line, without repetitions."""
        links = list(dict.fromkeys(self.cleaned_data["links"].split()))
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Не больше десяти адресов."))
        for link in links:
            try:
                _is_address(link)
            except ValidationError:
                typed = {"typed": link[:60]}
                raise ValidationError(
                    _("Это не адрес страницы: «%(typed)s». Нужен целиком, с https://.") % typed
                ) from None
        return "\n".join(links)


class OutletAdmin(ActionAdmin, ImageChooserMixin, admin.ModelAdmin[Outlet]):
    """Name, contacts, imprint and pictures. Fields in both languages are side by side."""

    add_title = gettext_lazy("Издание")
    form = OutletForm
    save_action = actions.save_outlet
    fieldsets = (
        (None, {"fields": PAIRS}),
        (gettext_lazy("Для читателей"), {"fields": (("email", "phone"), "links")}),
        (
            gettext_lazy("Выходные данные"),
            {
                "fields": (*IMPRINT, ("certificate", "certified_on"), "age_mark"),
                "description": gettext_lazy(
                    "Закон требует называть всё это: оно стоит внизу каждой страницы и на странице «О редакции»."
                ),
            },
        ),
        (gettext_lazy("Картинки"), {"fields": ("logo", "cover")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the form of the only outlet."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        if Outlet.objects.filter(pk=1).exists():
            return HttpResponseRedirect(reverse("admin:website_outlet_change", args=[1]))
        return HttpResponseRedirect(reverse("admin:website_outlet_add"))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Offer one button, because there is no other outlet."""
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **one_button})

    def response_post_save_change(self, request: HttpRequest, obj: Outlet) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:index"))

    def response_post_save_add(self, request: HttpRequest, obj: Outlet) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:index"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Refuse a second outlet; `has_add_permission` would cost every screen a query for its menu."""
        if Outlet.objects.exists():
            raise PermissionDenied
        return super().add_view(request, form_url, extra_context)

    def has_delete_permission(self, request: HttpRequest, obj: Outlet | None = None) -> bool:
        return False
