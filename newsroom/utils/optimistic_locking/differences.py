"""What a user has typed beside what is stored by now, field by field, for the page of an edit conflict."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import BaseModelFormSet, model_to_dict
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.utils.diff import Paragraph, diff_paragraphs


@dataclass(frozen=True)
class Difference:
    """One field in which the stored text and the typed one differ; `paragraphs` shows both in one text."""

    label: str
    stored_text: str
    typed_text: str
    paragraphs: list[Paragraph]


def compare(label: object, stored_text: str, typed_text: str) -> Difference:
    """Return the difference between two plain texts."""
    return Difference(str(label), stored_text, typed_text, diff_paragraphs(stored_text, typed_text))


def differences_of_form(form: forms.BaseForm) -> list[Difference]:
    """Return the fields whose typed value is not the initial one, in the order of the form."""
    return [_of_field(form, name) for name in form.fields if name in form.changed_data]


def _of_field(form: forms.BaseForm, name: str) -> Difference:
    field, stored = form.fields[name], form[name].initial
    typed = form.cleaned_data[name] if name in form.cleaned_data else form[name].data
    # A field with marks, such as a body of HTML, compares them too: a changed link is a difference.
    laid = str if hasattr(field, "as_text") else lambda value: shown(field, value)
    return Difference(
        str(field.label),
        shown(field, stored),
        shown(field, typed),
        diff_paragraphs(laid(stored or ""), laid(typed or "")),
    )


def differences_of_formset(formset: BaseModelFormSet[Any, Any]) -> list[Difference]:
    """Return one difference for all rows of a model formset; none if they are the stored ones."""
    # The rows of the formset have the typed values by now: ask the database again.
    names = list(formset.form.base_fields)
    stored_text = [_row(formset.empty_form, model_to_dict(row, names)) for row in formset.get_queryset().all()]
    typed_text = [_row(form, _typed(form)) for form in _kept(formset)]
    if stored_text == typed_text:
        return []
    return [
        compare(
            formset.get_queryset().model._meta.verbose_name_plural, "\n\n".join(stored_text), "\n\n".join(typed_text)
        )
    ]


def _kept(formset: BaseModelFormSet[Any, Any]) -> Iterator[forms.BaseForm]:
    for form in formset.forms:
        is_row = form.instance.pk is not None or form.has_changed()
        if is_row and form not in formset.deleted_forms:
            yield form


def _typed(form: forms.BaseForm) -> dict[str, Any]:
    cleaned = getattr(form, "cleaned_data", {})
    return {name: cleaned[name] if name in cleaned else form[name].data for name in form.fields}


def _row(form: forms.BaseForm, values: dict[str, Any]) -> str:
    hidden = {field.name for field in form.hidden_fields()} | {forms.formsets.DELETION_FIELD_NAME}
    words = (shown(form.fields[name], value) for name, value in values.items() if name not in hidden)
    return ", ".join(filter(None, words))


def shown(field: forms.Field, value: Any) -> str:
    """Return a value of a form field, stored or typed, as text for the user."""
    if isinstance(field, forms.BooleanField):
        return _("да") if value else _("нет")
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        pairs: list[tuple[Any, Any]] = list(flatten_choices(choices))
        labels = {str(key): str(label) for key, label in pairs}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)
    if isinstance(value, date):
        return date_format(value)
    return str(getattr(field, "as_text", str)(value))


def _chosen(field: forms.ModelChoiceField[Any], value: Any) -> str:
    if isinstance(value, Model):
        return field.label_from_instance(value)
    try:
        chosen = field.queryset.model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
    except (ValueError, OverflowError):
        return str(value)
    return field.label_from_instance(chosen) if chosen else ""
