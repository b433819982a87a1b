"""Search: the newest hits of the page's language, ranked by where the words stand and by freshness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.language import Fragment, Word, highlight, query_words
from newsroom.language.tokens import words
from newsroom.utils import dates
from newsroom.utils.http_methods import read_only
from newsroom.utils.text import clean_line
from newsroom.utils.widgets import DayInput
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.search_document import ID_BITS, LAST_PLACE, SearchDocument, place_at
from newsroom.website.page_context import Frame, Share, frame, in_language, other_language, reading_language
from newsroom.website.section_filter import Sections, sections

LONGEST = 200
# More would not get through: a letter is six characters of the address, and servers take some 8,000 of them.
LONGEST_TYPED = 800
MOST = 2000
PAGE_SIZE = 20
SNIPPET = 240
IN_HEADLINE, IN_LEAD, IN_BODY = 6.0, 3.0, 1.0
HALF_LIFE = timedelta(days=365)
RELEVANCE, DATE = "relevance", "date"


class SearchForm(forms.Form):
    """What is looked for, where and when."""

    q = forms.CharField(label=gettext_lazy("Что найти"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Рубрика"), required=False)
    after = forms.DateField(label=gettext_lazy("С какого дня"), required=False, widget=DayInput())
    before = forms.DateField(label=gettext_lazy("По какой день"), required=False, widget=DayInput())
    order = forms.ChoiceField(
        label=gettext_lazy("Сначала"),
        required=False,
        choices=[(RELEVANCE, gettext_lazy("подходящие")), (DATE, gettext_lazy("новые"))],
    )

    def __init__(self, data: QueryDict, sections: Sections) -> None:
        """The section is asked for by the address that it has now; what readers do not have is not asked for."""
        asked = data.copy()
        asked["section"] = sections.chosen.slug if sections.chosen else ""
        super().__init__(asked, auto_id="search-%s", use_required_attribute=False)
        self.fields["section"].choices = [("", _("все")), *sections.choices]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        """Raises ValidationError for more than anybody looks for."""
        typed: str = self.cleaned_data["q"]
        if len(typed) > LONGEST:
            raise ValidationError(_("Слишком длинный запрос: хватит и нескольких слов (до 200 знаков)."))
        return clean_line(typed)

    def clean(self) -> dict[str, Any]:
        """A period runs forwards."""
        typed = self.cleaned_data
        if typed.get("after") and typed.get("before") and typed["after"] > typed["before"]:
            self.add_error("before", _("Период кончается раньше, чем начинается."))
        return typed


class Hit(NamedTuple):
    """A match as the index gives it."""

    place: int
    article_id: int
    headline_terms: str
    lead_terms: str


@dataclass(frozen=True)
class Result:
    """A found article with its words marked."""

    article: PublishedArticle
    headline: list[Fragment]
    snippet: list[Fragment]


@dataclass(frozen=True)
class Results:
    """A page of what was found. `count` is exact up to `MOST`; `elsewhere` counts the other language."""

    found: Sequence[Result]
    count: int
    elsewhere: int
    elsewhere_url: str
    newer_url: str
    older_url: str

    @property
    def is_more(self) -> bool:
        return self.count > MOST

    @property
    def is_more_elsewhere(self) -> bool:
        return self.elsewhere > MOST

    @property
    def most(self) -> int:
        return MOST


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """At most five statements, whatever the site holds and whatever is asked."""
    places = sections(request.GET.get("section", ""))
    form = SearchForm(request.GET, places)
    results = None
    query: list[Word] = []
    if form.is_valid() and form.cleaned_data["q"]:
        query = query_words(form.cleaned_data["q"])
        results = _results(form, places, query) if query else None
    context = {
        "frame": _frame(request),
        "form": form,
        "longest_typed": LONGEST_TYPED,
        "is_section_unknown": places.is_unknown,
        "results": results,
        "is_asked": bool(request.GET.get("q", "").strip()) and form.is_valid(),
        "is_filtered": any(form.data.get(name) for name in ("section", "after", "before")),
        "words_left_out": results is not None and len(set(words(form.cleaned_data["q"]))) > len(query),
        "words_looked_for": len(query),
    }
    response = render(request, "website/search.html", context, status=200 if form.is_valid() else 400)
    response["Cache-Control"] = "no-store"
    return response


def _frame(request: HttpRequest) -> Frame:
    title = _("Поиск")
    asked = request.GET.get("q", "")[:LONGEST]
    twin = in_language(other_language(reading_language()), "search")
    return frame(title, twin=f"{twin}?{urlencode({'q': asked})}" if asked else twin, share=Share(headline=title))


def _results(form: SearchForm, places: Sections, query: Sequence[Word]) -> Results:
    language, other = reading_language(), other_language(reading_language())
    typed, asked = form.cleaned_data, form.data
    number = _page_number(asked.get("page", "1"))
    between = _places(typed)
    groups = [sorted(word.terms) for word in query] + _facets(places)
    rows = SearchDocument.objects.newest_matching([*groups, [f"l{language}"]], between, MOST + 1)
    hits = [Hit(*row) for row in rows.values_list("place", "article_id", "headline_terms", "lead_terms")]
    elsewhere = SearchDocument.objects.newest_matching([*groups, [f"l{other}"]], between, MOST + 1).count()
    ranked = hits[:MOST] if typed["order"] == DATE else _ranked(hits[:MOST], query)
    page = ranked[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    if number > 1 and not page:
        raise Http404
    return Results(
        found=_found([hit.article_id for hit in page], query, language),
        count=len(hits),
        elsewhere=elsewhere,
        elsewhere_url=f"{in_language(other, 'search')}?{_asked(asked)}",
        newer_url=f"?{_asked(asked, page=number - 1)}" if number > 1 else "",
        older_url=f"?{_asked(asked, page=number + 1)}" if len(ranked) > number * PAGE_SIZE else "",
    )


def _page_number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= MOST // PAGE_SIZE and len(typed) < 4):
        raise Http404
    return int(typed)


def _asked(asked: Mapping[str, Any], **others: int) -> str:
    """The same question, of another page or language."""
    kept = {name: asked.get(name, "") for name in ("q", "section", "after", "before", "order")}
    return urlencode({name: value for name, value in {**kept, **others}.items() if value and value != 1})


def _places(typed: dict[str, Any]) -> tuple[int, int]:
    after, before = typed.get("after"), typed.get("before")
    first = place_at(dates.day_bounds(after)[0]) if after else 0
    return first, place_at(dates.day_bounds(before)[1]) - 1 if before else LAST_PLACE


def _facets(places: Sections) -> list[list[str]]:
    return [[f"s{pk}" for pk in places.family]] if places.chosen else []


def _ranked(hits: Sequence[Hit], query: Sequence[Word]) -> list[Hit]:
    """By where each word stands, a word of the headline counting most, and by age; of equals the newer first."""
    now = timezone.now().timestamp()
    return sorted(hits, key=lambda hit: (_weight(hit, query) * _freshness(hit, now), hit.place), reverse=True)


def _weight(hit: Hit, query: Sequence[Word]) -> float:
    headline, lead = frozenset(hit.headline_terms.split()), frozenset(hit.lead_terms.split())
    return sum(_weight_of(word, headline, lead) for word in query)


def _weight_of(word: Word, headline: frozenset[str], lead: frozenset[str]) -> float:
    if not word.terms.isdisjoint(headline):
        return IN_HEADLINE
    return IN_BODY if word.terms.isdisjoint(lead) else IN_LEAD


def _freshness(hit: Hit, now: float) -> float:
    """1 for what is new, halved with each year, never less than a quarter."""
    age = max(0.0, now - (hit.place >> ID_BITS))
    return float(max(0.25, 0.5 ** (age / HALF_LIFE.total_seconds())))


def _found(ids: Sequence[int], query: Sequence[Word], language: str) -> list[Result]:
    articles = (
        PublishedArticle.objects.live(language).select_related("section", "image").defer("body", "sources").in_bulk(ids)
    )
    return [_result(articles[pk], query, language) for pk in ids if pk in articles]


def _result(article: PublishedArticle, query: Sequence[Word], language: str) -> Result:
    text = " ".join(f"{article.lead} {article.text}".split())
    return Result(
        article,
        highlight(article.headline, query, language),
        highlight(text, query, language, SNIPPET),
    )
