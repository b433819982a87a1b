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
    """Who signs: somebody of the newsroom, a guest by name, or «Редакция»."""

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
        """Asks for what the kind needs and drops what it does not."""
        typed = {name: self.cleaned_data.get(name) or "" for name in ("kind", "name", "role")}
        self.byline = Byline(**typed, person_id=self.cleaned_data.get("person"))
        if not self.errors:
            self._demand(self.byline)
        return self.cleaned_data

    def _demand(self, byline: Byline) -> None:
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

    def shown_at_first(self, initial: Any) -> list[dict[str, Any]]:
        rows = super().shown_at_first(initial)
        return [{**row, "person": row["person_id"]} for row in rows]

    @cached_property
    def people(self) -> list[tuple[int, str]]:
        return [(person.pk, person.name) for person in Person.objects.only("name_ru", "name_kk")]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "people": self.people}

    def clean(self) -> None:
        if any(self.errors):
            return
        signed = [byline.person_id for byline in self.built if byline.person_id]
        if len(signed) != len(set(signed)):
            raise ValidationError(_("Один и тот же человек подписан дважды."))


Bylines = formset_of(BylineForm, BaseBylines)


def first_bylines(user: User) -> list[dict[str, Any]]:
    """What a new article is signed with before anybody says otherwise: its creator's own name."""
    person = Person.objects.filter(user=user).first()
    return [{"kind": Signature.PERSON, "person_id": person.pk, "order": 1}] if person else []


def in_words(byline: Byline) -> str:
    """A signature as printed, with its role."""
    return ", ".join(part for part in (str(byline), byline.role) if part)


def signed(article: Article) -> list[str]:
    """The bylines in words, for those who may only read the form."""
    return [in_words(byline) for byline in article.bylines.select_related("person")]
