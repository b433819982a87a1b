"""The filters of the list of articles and of the board: a form whose names are the parameters of the address."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleQuerySet
from articles.models.finding.search import MOST_NAMES, Query, named
from articles.workflow import State
from newsroom.utils.dates import day_bounds
from newsroom.utils.form_fields import LineField
from newsroom.utils.widgets import DayInput
from staff.models import Person, User

SEARCH = "q"
LOOKUPS = ("state__exact", "section__id__exact", "language__exact", "is_live__exact", "unread__exact")


class ArticleFilters(forms.Form):
    """What the articles are narrowed to. A value that no link sends is said to be wrong and shows no articles.

    The empty choice of a field is its name, so that the bar needs no labels for the eye.
    """

    state__exact = forms.ChoiceField(
        label=_("состояние"), required=False, choices=[("", _("состояние")), *State.choices]
    )
    section__id__exact = forms.ChoiceField(label=_("рубрика"), required=False)
    language__exact = forms.ChoiceField(label=_("язык"), required=False, choices=[("", _("язык")), *settings.LANGUAGES])
    author = LineField(label=_("автор"), required=False, max_length=100)
    since = forms.DateField(label=_("изменено с"), required=False, widget=DayInput())
    until = forms.DateField(label=_("по"), required=False, widget=DayInput())
    mine = forms.ChoiceField(
        label=_("чьи"),
        required=False,
        choices=[("", _("чьи")), ("yes", _("мои")), ("claimed", _("у меня на вычитке"))],
    )
    is_live__exact = forms.ChoiceField(
        label=_("сайт"),
        required=False,
        choices=[("", _("сайт")), ("1", _("на сайте")), ("0", _("не на сайте"))],
    )
    unread__exact = forms.ChoiceField(
        label=_("вычитка"), required=False, choices=[("", _("вычитка")), ("1", _("вышли без вычитки"))]
    )

    def __init__(
        self, data: QueryDict, *, user: User, sections: Sequence[tuple[str, str]], only: Sequence[str] = ()
    ) -> None:
        self.query, self.user = data.copy(), user
        super().__init__(self.query, auto_id="filter-%s", use_required_attribute=False)
        self.fields["section__id__exact"].choices = [("", _("рубрика")), *sections]  # type: ignore[attr-defined]
        self.fields["author"].widget.attrs["placeholder"] = _("автор")
        for name in [name for name in self.fields if only and name not in only]:
            del self.fields[name]
        self.authors = self._find_authors()

    def _find_authors(self) -> list[int] | None:
        """Return the ids of the people who may be meant, None without the filter; a number becomes a name."""
        typed = self.query.get("author", "").strip() if "author" in self.fields else ""
        if not typed:
            return None
        is_number = typed.isascii() and typed.isdecimal() and len(typed) < 19
        parts = [named([part], "name_ru", "name_kk") for part in typed.split()[:8]]
        meant = Q(pk=int(typed)) if is_number else reduce(and_, parts)
        people = list(Person.objects.filter(meant).order_by()[:MOST_NAMES])
        if people and is_number:
            self.query["author"] = str(people[0])
        return [person.pk for person in people]

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if chosen.get("since") and chosen.get("until") and chosen["since"] > chosen["until"]:
            self.add_error("until", _("Период кончается раньше, чем начинается."))
        if self.authors == [] and "author" not in self.errors:
            self.add_error("author", _("Такого человека в редакции нет."))
        return chosen

    def narrow(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Filter the articles by everything that is chosen."""
        if not self.is_valid():
            return articles.none()
        chosen = self.cleaned_data
        articles = articles.filter(**{name: chosen[name] for name in LOOKUPS if chosen.get(name)})
        articles = _between(articles, chosen.get("since"), chosen.get("until"))
        if chosen.get("mine") == "claimed":
            articles = articles.filter(claimed_by=self.user)
        elif chosen.get("mine"):
            articles = articles.all_written_by(self.user)
        if self.authors is None:
            return articles
        signed = Query((), signed_by=self.authors)
        return signed.filter_all(articles) if self.query.get(SEARCH) else signed.filter(articles)

    @property
    def count(self) -> int:
        """How many filters are chosen."""
        return sum(1 for name in self.fields if self.query.get(name))


def _between(articles: ArticleQuerySet, since: date | None, until: date | None) -> ArticleQuerySet:
    """Filter by the day of the last change."""
    if since:
        articles = articles.filter(edited_at__gte=day_bounds(since)[0])
    return articles.filter(edited_at__lt=day_bounds(until)[1]) if until else articles


def query_of(data: QueryDict) -> str:
    """Return the filters and the search as the query of an address, without what is empty or unknown."""
    names = (SEARCH, *ArticleFilters.base_fields)
    return urlencode([(name, str(data[name])) for name in names if data.get(name)])
