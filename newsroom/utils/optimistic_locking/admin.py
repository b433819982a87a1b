"""Save a form of the admin through an action, and answer what the action refuses with the same form."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.exceptions import ActionRefused, EditConflict, refuse_lost_race
from newsroom.utils.optimistic_locking.differences import (
    Difference,
    differences_of_form,
    differences_of_formset,
)
from newsroom.utils.optimistic_locking.models import VersionedModel

if TYPE_CHECKING:
    Base = ModelAdmin[Any]
else:
    Base = object

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class LastChange:
    """Who has saved last, and when."""

    user: object
    at: datetime
    what: str = ""


@dataclass(frozen=True)
class Conflict:
    """What the page of an edit conflict shows. `version` is the stored one."""

    differences: list[Difference]
    version: int
    last_change: LastChange | None = None
    stored_url: str = ""
    may_save: bool = True
    title: object = gettext_lazy("Пока вы писали, это же изменил кто-то другой")
    note: object = ""


class ActionForm(forms.ModelForm[M]):
    """A model form that shows why an action has refused what was typed."""

    refusal: ClassVar[ActionRefused | None] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal is not None:
            self.add_error(None, ValidationError(list(self.refusal.reasons)))
        return cleaned


def posted_version(data: QueryDict) -> int:
    """Return the version that the user has seen; 0, which no object has, if it is missing or unreadable.

    The page of a conflict sends, as `overwrite`, the version that it has shown.
    """
    typed = data.get("overwrite") or data.get("version") or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


class ActionSaveMixin(Base):
    """A ModelAdmin whose `save_model` calls an action, for an `ActionForm` of a `VersionedModel`.

    The stock view runs in one transaction, so a refusal raised in it leaves nothing behind. The view is then called
    again, and its form has the refusal as an error and all that was typed; the answer has the status of the refusal.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            with refuse_lost_race(_("Кто-то сохранил такое же или связанное с этим в тот же миг. Сохраните ещё раз.")):
                return self._show_or_save(request, object_id, form_url, extra_context)
        except ActionRefused as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
        response = self._show_or_save(request, object_id, form_url, extra_context)
        if response.status_code == HTTPStatus.OK:
            response.status_code = _refusal_of(request).http_status  # type: ignore[union-attr]
        return response

    def _show_or_save(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        is_update = request.method == "POST" and object_id is not None
        if is_update and self.get_object(request, unquote(str(object_id))) is None:
            return self._unsaved_text_page(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _unsaved_text_page(self, request: HttpRequest) -> HttpResponse:
        """Show what was typed for an object that has been deleted meanwhile, so that the user can copy it."""
        fields = self.get_form(request).base_fields.items()
        typed = ((field.label, request.POST.get(name, "")) for name, field in fields if _is_text(field))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name),
            "has_view_permission": self.has_view_permission(request),
            "texts": [(label, text) for label, text in typed if text],
        }
        return TemplateResponse(request, "admin/unsaved_text.html", context, status=HTTPStatus.NOT_FOUND)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Return the object with the version that the user has seen, so that the action compares it."""
        obj = super().save_form(request, form, change)
        if change and isinstance(obj, VersionedModel):
            obj.version = posted_version(request.POST)
        return obj

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = _refusal_of(request)  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if isinstance(obj, VersionedModel):
            context["version"] = posted_version(request.POST) if request.method == "POST" else obj.version
            if isinstance(_refusal_of(request), EditConflict):
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                context["conflict"] = conflict_of(obj, context["adminform"].form, formsets, request.path)
                context["errors"] = []  # the refusal is the only one, and the section of the conflict has said it
        return super().render_change_form(request, context, add, change, form_url, obj)


def _is_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField)


def _refusal_of(request: HttpRequest) -> ActionRefused | None:
    return getattr(request, "refusal", None)


def conflict_of(obj: VersionedModel, form: forms.BaseForm, formsets: list[Any], stored_url: str) -> Conflict:
    """Return what the bound form and its formsets would change of the stored object."""
    differences = differences_of_form(form)
    for formset in formsets:
        differences += differences_of_formset(formset)
    return Conflict(differences, obj.version, _last_change(obj), stored_url)


def _last_change(obj: Model) -> LastChange | None:
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk))
    entry = entries.select_related("user").order_by("-action_time", "-pk").first()
    return LastChange(entry.user, entry.action_time) if entry else None
