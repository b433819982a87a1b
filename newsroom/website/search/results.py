"""A page of search results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from newsroom.language import Fragment, Word, highlight
from newsroom.utils.dates import day_bounds, end_of_today
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.search_document import SearchDocument, position_at
from newsroom.website.public_urls import current_language, other_language, public_path
from newsroom.website.search.form import DATE, SearchForm
from newsroom.website.search.ranking import Hit, rank
from newsroom.website.search.section_choice import SectionChoice

MAX_HITS = 2000
PAGE_SIZE = 20
SNIPPET_LENGTH = 240


@dataclass(frozen=True)
class Result:
    """An article, with the searched words of its headline and text marked."""

    article: PublishedArticle
    headline: list[Fragment]
    snippet: list[Fragment]


@dataclass(frozen=True)
class Results:
    """A page of results. The counts are exact up to `MAX_HITS`."""

    page: Sequence[Result]
    count: int
    other_language_count: int
    other_language_url: str
    newer_url: str
    older_url: str

    @property
    def max_hits(self) -> int:
        return MAX_HITS

    @property
    def is_more(self) -> bool:
        return self.count > MAX_HITS

    @property
    def is_more_in_other_language(self) -> bool:
        return self.other_language_count > MAX_HITS


def search(form: SearchForm, sections: SectionChoice, query: Sequence[Word]) -> Results:
    """Return the page of results that a valid form asks for; three queries. Raise Http404 for a page without any."""
    language, other = current_language(), other_language(current_language())
    number = _page_number(form.data.get("page", "1"))
    hits = [Hit(*row) for row in _matching(form, sections, query, language).values_list(*Hit._fields)]
    ranked = hits[:MAX_HITS] if form.cleaned_data["order"] == DATE else rank(hits[:MAX_HITS], query)
    shown = ranked[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    if number > 1 and not shown:
        raise Http404
    return Results(
        page=_results([hit.article_id for hit in shown], query, language),
        count=len(hits),
        other_language_count=_matching(form, sections, query, other).count(),
        other_language_url=f"{public_path(other, 'search')}?{_url_query(form.data)}",
        newer_url=f"?{_url_query(form.data, page=number - 1)}" if number > 1 else "",
        older_url=f"?{_url_query(form.data, page=number + 1)}" if len(ranked) > number * PAGE_SIZE else "",
    )


def _matching(form: SearchForm, sections: SectionChoice, query: Sequence[Word], language: str) -> Any:
    """Return the newest documents of a language that match, one more than are ranked."""
    groups = [sorted(word.terms) for word in query]
    if sections.chosen:
        groups.append([f"s{pk}" for pk in sections.ids])
    groups.append([f"l{language}"])
    return SearchDocument.objects.newest_matching(groups, _positions(form.cleaned_data), MAX_HITS + 1)


def _positions(data: Mapping[str, Any]) -> tuple[int, int]:
    """Return the first and the last position of the period, which ends today at the latest."""
    after, before = data.get("after"), data.get("before")
    first = position_at(day_bounds(after)[0]) if after else 0
    end = min(day_bounds(before)[1], end_of_today()) if before else end_of_today()
    return first, position_at(end) - 1


def _page_number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 4
    if not (is_number and 1 <= int(typed) <= MAX_HITS // PAGE_SIZE):
        raise Http404
    return int(typed)


def _url_query(data: Mapping[str, Any], **changes: int) -> str:
    """Return the same search as an URL query, for another page or language."""
    fields = {name: data.get(name, "") for name in ("q", "section", "after", "before", "order")}
    return urlencode({name: value for name, value in {**fields, **changes}.items() if value and value != 1})


def _results(ids: Sequence[int], query: Sequence[Word], language: str) -> list[Result]:
    # Without the language, whose hits these are: SQLite would walk all articles of it instead of looking up the ids.
    articles = PublishedArticle.objects.live().select_related("section", "image").defer("body", "sources")
    found = articles.in_bulk(ids)
    return [_result(found[pk], query, language) for pk in ids if pk in found]


def _result(article: PublishedArticle, query: Sequence[Word], language: str) -> Result:
    text = " ".join(f"{article.lead} {article.text}".split())
    return Result(
        article,
        highlight(article.headline, query, language),
        highlight(text, query, language, SNIPPET_LENGTH),
    )
