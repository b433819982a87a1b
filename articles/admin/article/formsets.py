"""Ordered rows of an article in its form: the posted rows replace the stored ones.

The rows carry no ids, so that a forged id cannot touch another article, rows can be reordered,
and a conflict compares two complete lists.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article

MOST_ROWS = 10


class OrderField(forms.IntegerField):
    """The position of a row. A number alone does not make a row."""

    widget = forms.NumberInput(attrs={"class": "formset-row__order", "min": 0, "max": 99})

    def __init__(self) -> None:
        super().__init__(label=_("порядок"), required=False, min_value=0, max_value=99)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RowForm(forms.Form):
    """One row; `build` returns an unsaved model instance."""

    order = OrderField()

    def build(self) -> Model:
        raise NotImplementedError


class RowFormSet(forms.BaseFormSet[RowForm]):
    """All rows of one kind; `columns` are compared with the stored rows and written."""

    model: ClassVar[type[Model]]
    columns: ClassVar[tuple[str, ...]]
    too_many: ClassVar[Promise]
    spare: ClassVar[list[str]]
    """The values that a browser sends for the spare row: number, columns, deletion mark."""

    def __init__(self, data: Mapping[str, Any] | None, *, stored: list[dict[str, Any]], **kwargs: Any) -> None:
        self.stored = stored
        if data is not None and not self._is_sent(data, kwargs["prefix"]):
            data = None
        if data is None:
            kwargs["initial"] = self.initial_rows(kwargs.get("initial"))
        super().__init__(data, error_messages={"too_many_forms": self.too_many}, **kwargs)  # type: ignore[dict-item]

    def _is_sent(self, data: Mapping[str, Any], prefix: str) -> bool:
        """Return whether the data differ from the stored rows; unchanged rows are not validated again."""
        total = str(data.get(f"{prefix}-{TOTAL_FORM_COUNT}", ""))
        if not total:
            return False
        if not (total.isascii() and total.isdigit()):
            return True
        names = ("order", *(column.removesuffix("_id") for column in self.columns), DELETION_FIELD_NAME)
        sent = [
            [str(data.get(f"{prefix}-{index}-{name}", "")) for name in names]
            for index in range(min(int(total), 2 * MOST_ROWS))
        ]
        shown = [
            [str(row["order"]), *(str(row[column] or "") for column in self.columns), ""] for row in self._numbered()
        ]
        return sent not in (shown, [*shown, self.spare])

    def _numbered(self) -> list[dict[str, Any]]:
        return [{**row, "order": position} for position, row in enumerate(self.stored, start=1)]

    def initial_rows(self, initial: Any) -> list[dict[str, Any]]:
        """Return the stored rows, or the initial ones of a new article."""
        if initial is not None:
            return list(initial)
        return self._numbered()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Permit any posted row to be empty; it is ignored then."""
        kwargs = super().get_form_kwargs(index)
        return {**kwargs, "empty_permitted": True, "use_required_attribute": False} if self.is_bound else kwargs

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    @cached_property
    def built(self) -> list[Any]:
        """Return the typed rows in their order, without blank and deleted ones."""
        kept = [
            (form.cleaned_data.get("order") or MOST_ROWS, index, form)
            for index, form in enumerate(self.forms)
            if form.has_changed() and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]
        return [form.build() for _order, _index, form in sorted(kept, key=lambda row: row[:2])]

    def has_changed(self) -> bool:
        """Return whether the typed rows differ from the stored ones. Invalid rows count as changed."""
        if not self.is_bound:
            return False
        if not self.is_valid():
            return True
        return [{column: getattr(row, column) for column in self.columns} for row in self.built] != self.stored

    def save(self, article: Article) -> None:
        """Replace the stored rows by the typed ones."""
        rows = self.model._default_manager
        rows.filter(article=article).delete()
        for position, row in enumerate(self.built):
            row.article, row.order = article, position
        rows.bulk_create(self.built)


def formset_of(form: type[RowForm], formset: type[RowFormSet]) -> type[RowFormSet]:
    """Build the formset class. One extra row serves browsers without JavaScript."""
    return forms.formset_factory(  # type: ignore[return-value]
        form,
        formset=formset,
        extra=1,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
        absolute_max=2 * MOST_ROWS,
    )
