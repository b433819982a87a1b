"""The source chain of an article as rows of its form: «сообщает X со ссылкой на Y»."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.fields import WebAddressField
from articles.admin.article.formsets import RowForm, RowFormSet, formset_of
from articles.models import Article, Source
from articles.snapshot import SOURCE_FIELDS
from newsroom.utils.form_fields import LineField


class SourceForm(RowForm):
    """One source, and the source that it quotes."""

    name = LineField(label=gettext_lazy("сообщает"), required=False, max_length=120)
    url = WebAddressField(label=gettext_lazy("ссылка"), required=False, max_length=200)
    via_name = LineField(label=gettext_lazy("со ссылкой на"), required=False, max_length=120)
    via_url = WebAddressField(label=gettext_lazy("ссылка на первоисточник"), required=False, max_length=200)

    field_order = ("name", "url", "via_name", "via_url", "order")

    def clean(self) -> dict[str, Any]:
        """Require a name for each link of the chain."""
        typed = self.cleaned_data
        if self.has_changed() and not typed.get("name") and "name" not in self.errors:
            self.add_error("name", _("Впишите, кто сообщает."))
        if typed.get("via_url") and not typed.get("via_name"):
            self.add_error("via_name", _("Впишите, на кого ссылается источник."))
        return typed

    def build(self) -> Source:
        return Source(**{name: self.cleaned_data.get(name) or "" for name in SOURCE_FIELDS})


class BaseSources(RowFormSet):
    """All sources of an article."""

    model = Source
    columns = SOURCE_FIELDS
    spare = ["", "", "", "", "", ""]
    too_many = gettext_lazy("Источников может быть не больше десяти.")


Sources = formset_of(SourceForm, BaseSources)


def display_text(source: Source) -> str:
    """Return one line such as «Агентство (https://…) со ссылкой на Минкультуры»."""
    name, via = _linked(source.name, source.url), _linked(source.via_name, source.via_url)
    return _("%(name)s со ссылкой на %(via)s") % {"name": name, "via": via} if via else name


def _linked(name: str, address: str) -> str:
    return f"{name} ({address})" if address else name


def source_lines(article: Article) -> list[str]:
    """Return the sources as lines of text, for a read-only form."""
    own = [_("собственная информация")] if article.own_reporting else []
    return [*(display_text(source) for source in article.sources.all()), *own]
