"""The word index of the working copies: the table `articles_search`, which triggers of the database keep.

It is no model, because no code writes it. The word forms in it come from `articles_terms`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Self

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL

from articles.models.article import ArticleQuerySet
from articles.models.finding.terms import ANYWHERE, HEADLINE
from newsroom.language import query_words
from newsroom.website.models import Tag
from staff.models import Person

MOST = 1000
"""Of the articles that a search finds, the newest so many are shown."""
MOST_NAMES = 200
"""People and tags that one search looks for."""

_WORD = re.compile(rf"[^\W_{ANYWHERE}{HEADLINE}]+")
_NUMBER = re.compile(r"№?(\d{1,18})|\S*/articles?/(\d{1,18})(?:[-/]\S*)?", re.ASCII)
NEWEST = {
    "sqlite": "SELECT rowid FROM articles_search WHERE articles_search MATCH %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT articles_search_newest(%s::tsquery, %s)",
}
ALL = {
    "sqlite": "SELECT rowid FROM articles_search WHERE articles_search MATCH %s",
    "postgresql": "SELECT article_id FROM articles_search WHERE words @@ %s::tsquery",
}
# A word, the beginning of a word, and the operators.
SYNTAX = {"sqlite": ('"{}"', '"{}"*', " OR ", " AND "), "postgresql": ("'{}'", "'{}':*", "|", "&")}

Name = tuple[str, int, str, str]
"""A person or a tag: which of them, the id, and the names in both languages."""


@dataclass(frozen=True)
class Query:
    """What was typed, in parts, with the people and tags that one of the parts may mean.

    An article must have each part: words of the text in any form, in either language; the beginning of words in
    headline, kicker, lead, slug or the name of a guest; a part of the name of a person or a tag; its number or address.
    `signed_by` are people of whom one must have signed it.
    """

    typed: Sequence[str]
    names: Sequence[Name] = ()
    signed_by: Sequence[int] | None = None

    @classmethod
    def of(cls, typed: Sequence[str], signed_by: Sequence[int] | None = None) -> Self:
        """Look up the names; one statement, none if nothing was typed."""
        return cls(typed, _names(typed) if typed else (), signed_by)

    def filter(self, articles: ArticleQuerySet, *, in_headlines: bool = False) -> ArticleQuerySet:
        """Filter the articles that match; one statement is sent to find their ids.

        Of more than `MOST` articles the newest are found, except under a filter, which must not lose those that it is
        for. With `in_headlines` the forms of words are looked for in headlines only.
        """
        query = self._condition(HEADLINE if in_headlines else ANYWHERE)
        if not query:
            return articles.none()
        with connection.cursor() as cursor:
            cursor.execute(NEWEST[connection.vendor], [query, MOST + 1])
            ids = [pk for (pk,) in cursor.fetchall()]
        if len(ids) > MOST and articles.query.has_filters():
            return self.filter_all(articles)
        return articles.filter(pk__in=ids)

    def filter_all(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Filter the articles that match, however many; no statement is sent."""
        query = self._condition(ANYWHERE)
        if not query:
            return articles.none()
        matching = RawSQL(ALL[connection.vendor], [query])  # noqa: S611 - a constant
        # Not by the key itself: thousands of long rows would be read to be sorted, instead of an index of their order.
        return articles.alias(number=F("pk") + 0).filter(number__in=matching)

    def _condition(self, mark: str) -> str:
        """Return the condition in the syntax of the database, empty if nothing can be found."""
        if self.signed_by is not None and not self.signed_by:
            return ""
        exact, _prefix, either, both = SYNTAX[connection.vendor]
        groups = [_group(part, self.names, mark) for part in self.typed]
        if self.signed_by is not None:
            groups.append(f"({either.join(exact.format(f'person{pk}id') for pk in self.signed_by)})")
        return both.join(groups) if all(groups) else ""


def _names(typed: Sequence[str]) -> list[Name]:
    """Return the people and the tags with one of the parts in a name."""
    people = Person.objects.filter(named(typed, "name_ru", "name_kk")).order_by()
    tags = Tag.objects.filter(named(typed, "name", "name_kk")).order_by()
    found = people.values_list(Value("person"), "pk", "name_ru", "name_kk").union(
        tags.values_list(Value("tag"), "pk", "name", "name_kk")
    )
    return list(found[:MOST_NAMES])


def named(typed: Sequence[str], *columns: str) -> Q:
    """Return the condition that one of the columns has one of the parts, in any case."""
    return reduce(or_, (Q(**{f"{column}__icontains": part}) for part in typed for column in columns))


def _group(part: str, names: Sequence[Name], mark: str) -> str:
    """Return the condition for one of the typed parts."""
    exact, _prefix, either, both = SYNTAX[connection.vendor]
    found = [exact.format(f"{kind}{pk}id") for kind, pk, *spellings in names if _is_in(part, spellings)]
    if number := _NUMBER.fullmatch(part):
        found.append(exact.format(f"article{int(number[1] or number[2])}id"))
    if words := _WORD.findall(part.lower()):
        found.append(f"({both.join(_word(word, mark) for word in words)})")
    return f"({either.join(found)})" if found else ""


def _word(word: str, mark: str) -> str:
    """Return the condition for the beginning of a word or any of its forms."""
    exact, prefix, either, _both = SYNTAX[connection.vendor]
    terms = sorted({term for known in query_words(word) for term in known.terms})
    return f"({either.join([prefix.format(word), *(exact.format(f'{mark}{term}') for term in terms)])})"


def _is_in(part: str, names: Sequence[str]) -> bool:
    return any(part.casefold() in name.casefold() for name in names)
