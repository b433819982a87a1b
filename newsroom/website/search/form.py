"""The search form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.utils.text import clean_line
from newsroom.utils.widgets import DayInput
from newsroom.website.search.section_choice import SectionChoice

MAX_LENGTH = 200
# Longer queries would not arrive: a letter takes six characters of the URL, and servers accept about 8,000 of them.
MAX_TYPED_LENGTH = 800
RELEVANCE, DATE = "relevance", "date"


class SearchForm(forms.Form):
    """Query, section, period and order. Without data it is valid and finds nothing."""

    q = forms.CharField(label=gettext_lazy("Что найти"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Рубрика"), required=False)
    after = forms.DateField(label=gettext_lazy("С какого дня"), required=False, widget=DayInput())
    before = forms.DateField(label=gettext_lazy("По какой день"), required=False, widget=DayInput())
    order = forms.ChoiceField(
        label=gettext_lazy("Сначала"),
        required=False,
        choices=[(RELEVANCE, gettext_lazy("подходящие")), (DATE, gettext_lazy("новые"))],
    )

    def __init__(self, data: QueryDict, sections: SectionChoice) -> None:
        """Replace a former slug of a section by the present one, and an unknown slug by none."""
        known = data.copy()
        known["section"] = sections.chosen.slug if sections.chosen else ""
        super().__init__(known, auto_id="search-%s", use_required_attribute=False)
        self.fields["section"].choices = [("", _("все")), *sections.choices]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if len(typed) > MAX_LENGTH:
            raise ValidationError(_("Слишком длинный запрос: хватит и нескольких слов (до 200 знаков)."))
        return clean_line(typed)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("after") and data.get("before") and data["after"] > data["before"]:
            self.add_error("before", _("Период кончается раньше, чем начинается."))
        return data

    @property
    def is_filtered(self) -> bool:
        """Whether the results are limited to a section or a period."""
        return any(self.data.get(name) for name in ("section", "after", "before"))
