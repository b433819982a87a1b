"""Of two who have one form open, the second overwrites nothing that he has not seen."""

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.admin_patches import sent_initial_value

if TYPE_CHECKING:
    AdminBase = ModelAdmin[Any]
else:
    AdminBase = object

Thing = TypeVar("Thing", bound=Model)


class SeenForm(forms.ModelForm[Thing]):
    """A form that tells three things of each field apart: what the person saw, what he typed, what is stored by now.

    What he saw is sent along, hidden. What only a colleague has changed stays as he left it. What both have changed
    is refused: the form comes back with what was typed, and beside it what stands there now, which is from then on
    what he saw, so that saving once more is deliberate. A form without these marks is taken for one just opened.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.overtaken: list[str] = []
        is_marked = not self.is_bound or any(self.add_initial_prefix(name) in self.data for name in self.fields)
        for field in self.fields.values():
            field.show_hidden_initial = is_marked and self.instance.pk is not None

    def full_clean(self) -> None:
        """Check the fields, those that nobody else has touched and those taken over from others alike."""
        if self.is_bound:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            for name, field in self.fields.items():
                if field.show_hidden_initial:
                    self._lay_over(self[name])
        super().full_clean()
        for name in self.overtaken:
            self.add_error(name, _now(self[name]))
        if self.overtaken:
            self.add_error(
                None,
                _(
                    "Пока вы писали, это же изменил кто-то другой. Ваше ещё не сохранено: у полей названо, что стоит "
                    "там сейчас. Сохраните ещё раз, чтобы поставить своё."
                ),
            )

    def _lay_over(self, bound: BoundField) -> None:
        """Put what was typed over what is stored, if it was typed, and mark the latter as seen."""
        field, stored = bound.field, _as_sent(bound)
        now = stored if isinstance(field.hidden_widget(), forms.MultipleHiddenInput) else stored[0]
        seen = sent_initial_value(self, bound)
        if _differ(field, now, seen):
            if not _differ(field, seen, bound.data):
                self.data.setlist(bound.html_name, stored)  # type: ignore[attr-defined]
            elif _differ(field, now, bound.data):
                self.overtaken.append(bound.name)
        self.data.setlist(bound.html_initial_name, stored)  # type: ignore[attr-defined]


def _as_sent(bound: BoundField) -> list[str]:
    """The stored value as a form sends it."""
    value = bound.field.prepare_value(bound.initial)
    values = value if isinstance(value, list | tuple) else [value]
    return ["" if one is None else str(one) for one in values]


def _differ(field: forms.Field, one: Any, other: Any) -> bool:
    """Whether two values as they are sent mean different things."""
    try:
        return one != other and field.has_changed(field.to_python(one), other)
    except ValidationError:
        return True


def _now(bound: BoundField) -> str:
    stored = _in_words(bound.field, bound.initial)
    return _("Сейчас здесь: «%(stored)s».") % {"stored": stored} if stored else _("Сейчас здесь пусто.")


def _in_words(field: Any, value: Any) -> str:
    """A stored value as a person reads it."""
    if isinstance(field, forms.BooleanField):
        return _("да") if value else _("нет")
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        chosen = field.queryset.model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        return field.label_from_instance(chosen) if chosen else ""
    if isinstance(field, forms.ChoiceField):
        labels = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(labels.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, date):
        return date_format(value)
    return str(getattr(field, "in_words", str)(value))


class TellsOfOthers(AdminBase):
    """For a ModelAdmin whose forms are `SeenForm`: a refused one is answered 409."""

    is_held: ClassVar[bool] = True
    """Whether the row is locked from reading to writing, so that of two in one moment the second is told, too."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and self.is_held and request.method == "POST" and connection.in_atomic_block:
            try:
                rows = self.model._default_manager.select_for_update(of=("self",), no_key=True)
                found.refresh_from_db(from_queryset=rows)
            except self.model.DoesNotExist:
                return None
        return found

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().changeform_view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK and _is_overtaken(response):
            response.status_code = HTTPStatus.CONFLICT
        return response


def _is_overtaken(response: HttpResponse) -> bool:
    context = getattr(response, "context_data", None) or {}
    if "adminform" not in context:
        return False
    rows = [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms]
    return any(getattr(form, "overtaken", None) for form in (context["adminform"].form, *rows))
