"""Admin of people: names, portraits and positions as readers see them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.images.widgets import ImageChooserMixin
from newsroom.redirects import redirects
from newsroom.utils.admin_mixins import NoBulkDeletionMixin, ShowRefusalsMixin, TitlesMixin, show_refusals
from newsroom.utils.dates import local_date
from newsroom.utils.form_fields import AddressField, LineField, LinesField, PhoneField, SafeAutocompleteMixin
from newsroom.utils.optimistic_locking.admin import ActionForm, ActionSaveMixin
from newsroom.utils.widgets import DayInput
from staff import team
from staff.auth import current_user
from staff.models import Person, Position, User

TELEGRAM = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


class PersonForm(ActionForm[Person]):
    """The public data of a person."""

    class Meta:
        model = Person
        fields = (
            "name_ru", "name_kk", "slug", "portrait", "bio_ru", "bio_kk", "email", "phone",
            "telegram", "order", "on_team", "left_on", "user",
        )  # fmt: skip
        field_classes = {
            **dict.fromkeys(("name_ru", "name_kk", "telegram"), LineField),
            "phone": PhoneField,
            **dict.fromkeys(("bio_ru", "bio_kk"), LinesField),
            "slug": AddressField,
        }
        widgets = {"left_on": DayInput}

    def clean_slug(self) -> str:
        """Accept an empty slug, which is made from the name when it is saved."""
        slug: str = self.cleaned_data["slug"]
        if slug and not team.is_slug_free(slug, self.instance):
            raise ValidationError(team.SLUG_TAKEN)
        return slug

    def clean_telegram(self) -> str:
        typed: str = self.cleaned_data["telegram"]
        name = typed.removeprefix("https://t.me/").removeprefix("@")
        if name and not TELEGRAM.fullmatch(name):
            raise ValidationError(_("Имя в Telegram: от 4 до 32 латинских букв, цифр и _."))
        return name

    def clean_left_on(self) -> date | None:
        """Refuse a day in the future."""
        day: date | None = self.cleaned_data["left_on"]
        return _last_day(day) if day else None

    def clean_user(self) -> User | None:
        user: User | None = self.cleaned_data["user"]
        if user is not None and user.is_robot:
            raise ValidationError(_("Это учётная запись программы."))
        return user


class PositionForm(forms.ModelForm[Position]):
    class Meta:
        model = Position
        fields = ("title_ru", "title_kk", "starts_on", "ends_on", "order")
        field_classes = {"title_ru": LineField, "title_kk": LineField}
        widgets = {"starts_on": DayInput, "ends_on": DayInput}


class LeavingForm(forms.Form):
    """The last day in the newsroom."""

    day = forms.DateField(label=_("Последний день"), widget=DayInput())

    def clean_day(self) -> date:
        """Refuse a day in the future."""
        return _last_day(self.cleaned_data["day"])


def _last_day(day: date) -> date:
    if reason := team.last_day_error(day):
        raise ValidationError(reason)
    return day


class PositionInline(admin.StackedInline[Position, Person]):
    model = Position
    form = PositionForm
    fields = (("title_ru", "title_kk"), ("starts_on", "ends_on", "order"))
    extra = 0


@admin.register(Person)
class PersonAdmin(
    ActionSaveMixin,
    TitlesMixin,
    ShowRefusalsMixin,
    NoBulkDeletionMixin,
    ImageChooserMixin,
    SafeAutocompleteMixin,
    admin.ModelAdmin[Person],
):
    """Authors and members of the team."""

    add_title = _("Новый человек")
    change_form_template = "staff/person_form.html"
    form = PersonForm
    inlines = (PositionInline,)
    fieldsets = (
        (None, {"fields": (("name_ru", "name_kk"), "slug", ("on_team", "order"), "left_on")}),
        (_("Портрет"), {"fields": ("portrait",)}),
        (_("О человеке"), {"fields": ("bio_ru", "bio_kk")}),
        (_("Контакты для читателей"), {"fields": ("email", "phone", "telegram")}),
        (_("Рабочее место"), {"fields": ("user",)}),
    )
    autocomplete_fields = ("user",)
    list_display = ("__str__", "titles", "on_team", "user")
    list_filter = ("on_team",)
    list_select_related = ("user",)
    search_fields = ("name_ru", "name_kk", "slug")
    ordering = ("name_ru",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).prefetch_related("positions")

    def get_fieldsets(self, request: HttpRequest, obj: Person | None = None) -> Any:
        """Show the account as text, not as Django's link, to users who may not open it."""
        if request.user.has_perm("staff.view_user"):
            return self.fieldsets
        return (*self.fieldsets[:-1], (_("Рабочее место"), {"fields": ("account",)}))

    @admin.display(description=_("пользователь"))
    def account(self, person: Person) -> str:
        return str(person.user or "—")

    @admin.display(description=_("должности"))
    def titles(self, person: Person) -> str:
        person.split_positions(local_date(timezone.now()))
        return ", ".join(position.title for position in person.current_positions)

    def get_view_on_site_url(self, obj: Person | None = None) -> str | None:
        """Return None for a person whose page was never public, because it answers 404."""
        has_page = obj is not None and redirects.was_public(redirects.Kind.PERSON, obj.pk)
        return super().get_view_on_site_url(obj) if has_page else None

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        fields = form.changed_data if change else None
        if not change or fields:
            team.save_person(obj, by=current_user(request), fields=fields)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseInlineFormSet[Any, Any, Any], change: bool
    ) -> None:
        """Save the positions as a part of the person, whose version the user has seen."""
        formset.save(commit=False)
        for position in formset.deleted_objects:
            position.person = form.instance
            team.delete_position(position, by=current_user(request))
        for position in [*(row for row, _fields in formset.changed_objects), *formset.new_objects]:
            position.person = form.instance
            team.save_position(position, by=current_user(request))

    def get_urls(self) -> list[URLPattern]:
        leaving = path(
            "<path:object_id>/leave/", self.admin_site.admin_view(self.leave_view), name="staff_person_leave"
        )
        return [leaving, *super().get_urls()]

    def leave_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the last day, then mark the person as having left."""
        person = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person is None:
            raise Http404
        data = request.POST if request.method == "POST" else None
        form = LeavingForm(data, initial={"day": local_date(timezone.now())})
        if not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Уходит из редакции"),
                "subtitle": str(person),
                "original": person,
                "form": form,
            }
            return TemplateResponse(request, "staff/leave.html", context, status=422 if form.is_bound else 200)

        def act() -> HttpResponse:
            team.mark_as_left(person, day=form.cleaned_data["day"], by=current_user(request))
            self.log_change(request, person, str(_("Уходит из редакции")))
            messages.success(
                request,
                _("%(name)s: должности закрыты, вход закрыт, страница и материалы остались.") % {"name": person},
            )
            return HttpResponseRedirect(reverse("admin:staff_person_change", args=[person.pk]))

        return show_refusals(request, act)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        person = self.get_object(request, unquote(object_id))
        obstacle = team.deletion_obstacle(person) if person else None
        if obstacle and self.has_delete_permission(request, person):
            messages.error(request, obstacle)
            return HttpResponseRedirect(reverse("admin:staff_person_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        team.delete_person(obj, by=current_user(request))
