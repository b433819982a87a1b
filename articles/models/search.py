"""The word index of the working copies: the table `articles_search`, which triggers of the database keep.

It is no model, because no code writes it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL

from articles.models.article import ArticleQuerySet
from newsroom.website.models import Tag
from staff.models import Person

MOST = 1000
"""Of the articles that a search finds, the newest so many are shown."""
MOST_NAMES = 200
"""People and tags that one search looks for."""

_WORD = re.compile(r"[^\W_]+")
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


def search(articles: ArticleQuerySet, typed: Sequence[str]) -> ArticleQuerySet:
    """Filter the articles that have all of what was typed; two statements are sent.

    Each part is the beginning of words in headline, kicker, lead, slug or the name of a guest, a part of the name of a
    person or a tag, or the number of the article. Of more than `MOST` articles the newest are found, except under a
    filter, which must not lose those that it is for.
    """
    query = _query(typed)
    if not query:
        return articles.none()
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[vendor], [query, MOST + 1])
        ids = [pk for (pk,) in cursor.fetchall()]
    if len(ids) > MOST and articles.query.has_filters():
        return articles.filter(pk__in=RawSQL(ALL[vendor], [query]))  # noqa: S611 - a constant
    return articles.filter(pk__in=ids)


def _query(typed: Sequence[str]) -> str:
    """Return the query in the syntax of the database, empty if nothing can be found."""
    names = _names(typed)
    groups = [_group(part, names) for part in typed]
    _exact, _prefix, _either, both = SYNTAX[connection.vendor]
    return both.join(groups) if all(groups) else ""


def _names(typed: Sequence[str]) -> list[tuple[str, int, str, str]]:
    """Return the people and the tags with one of the parts in a name: what it is, its id, its names."""
    people = Person.objects.filter(_named(typed, "name_ru", "name_kk")).order_by()
    tags = Tag.objects.filter(_named(typed, "name", "name_kk")).order_by()
    found = people.values_list(Value("person"), "pk", "name_ru", "name_kk").union(
        tags.values_list(Value("tag"), "pk", "name", "name_kk")
    )
    return list(found[:MOST_NAMES])


def _named(typed: Sequence[str], *columns: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__icontains": part}) for part in typed for column in columns))


def _group(part: str, names: Iterable[tuple[str, int, str, str]]) -> str:
    """Return the query for one of the typed parts."""
    exact, prefix, either, both = SYNTAX[connection.vendor]
    found = [exact.format(f"{kind}{pk}id") for kind, pk, *spellings in names if _is_in(part, spellings)]
    number = part.removeprefix("№")
    if number.isascii() and number.isdigit():
        found.append(exact.format(f"article{int(number)}id"))
    if words := _WORD.findall(part.lower()):
        found.append(f"({both.join(map(prefix.format, words))})")
    return f"({either.join(found)})" if found else ""


def _is_in(part: str, names: Iterable[str]) -> bool:
    return any(part.casefold() in name.casefold() for name in names)
