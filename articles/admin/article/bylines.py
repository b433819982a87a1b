"""The bylines of an article as rows of its form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin.article.formsets import RowForm, RowFormSet, formset_of
from articles.models import Article, Byline, Signature
from articles.snapshot import BYLINE_FIELDS
from newsroom.utils.form_fields import LineField
from staff.models import Person, User


class BylineForm(RowForm):
    """One byline: a person of the newsroom, a guest by name, or «Редакция»."""

    kind = forms.ChoiceField(label=_("кто"), choices=Signature, initial=Signature.PERSON)
    person = forms.TypedChoiceField(label=_("человек"), required=False, coerce=int, empty_value=None)
    name = LineField(label=_("имя гостя"), required=False, max_length=100)
    role = LineField(label=_("роль в подписи"), required=False, max_length=80)

    field_order = ("kind", "person", "name", "role", "order")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["placeholder"] = _("Имя и фамилия")
        self.fields["role"].widget.attrs["placeholder"] = _("Например: Шымкент, собкор")

    def build(self) -> Byline:
        return self.byline

    def clean(self) -> dict[str, Any]:
        """Require what the kind of byline needs and drop what it does not."""
        typed = {name: self.cleaned_data.get(name) or "" for name in ("kind", "name", "role")}
        self.byline = Byline(**typed, person_id=self.cleaned_data.get("person"))
        if not self.errors:
            self._check_kind(self.byline)
        return self.cleaned_data

    def _check_kind(self, byline: Byline) -> None:
        if byline.kind != Signature.PERSON:
            byline.person_id = None
        elif byline.person_id is None:
            self.add_error("person", _("Выберите человека редакции."))
        if byline.kind != Signature.GUEST:
            byline.name = ""
        elif not byline.name:
            self.add_error("name", _("Впишите имя приглашённого автора."))


class BaseBylines(RowFormSet):
    """All bylines of an article."""

    model = Byline
    columns = BYLINE_FIELDS
    spare = ["", Signature.PERSON, "", "", "", ""]
    too_many = _("Подписей может быть не больше десяти.")

    def initial_rows(self, initial: Any) -> list[dict[str, Any]]:
        rows = super().initial_rows(initial)
        return [{**row, "person": row["person_id"]} for row in rows]

    @cached_property
    def people(self) -> list[tuple[int, str]]:
        return [(person.pk, person.name) for person in Person.objects.only("name_ru", "name_kk")]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "people": self.people}

    def clean(self) -> None:
        if any(self.errors):
            return
        people = [byline.person_id for byline in self.built if byline.person_id]
        if len(people) != len(set(people)):
            raise ValidationError(_("Один и тот же человек подписан дважды."))


Bylines = formset_of(BylineForm, BaseBylines)


def first_bylines(user: User) -> list[dict[str, Any]]:
    """Return the initial byline of a new article: its creator."""
    person = Person.objects.filter(user=user).first()
    return [{"kind": Signature.PERSON, "person_id": person.pk, "order": 1}] if person else []


def display_text(byline: Byline) -> str:
    """Return the byline as printed, with its role."""
    return ", ".join(part for part in (str(byline), byline.role) if part)


def byline_lines(article: Article) -> list[str]:
    """Return the bylines as lines of text, for a read-only form."""
    return [display_text(byline) for byline in article.bylines.select_related("person")]
