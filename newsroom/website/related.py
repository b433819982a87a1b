"""«Похожее»: the articles offered after an article.

The editor's picks come first, then articles that share rare tags, then those of the section, then the newest.
"""

from collections import defaultdict
from collections.abc import Sequence

from newsroom.utils.dates import end_of_today
from newsroom.website.models.article import PublishedArticle, PublishedRelated
from newsroom.website.models.tag import Tag
from newsroom.website.queries import newest
from newsroom.website.queries.cards import cards

SHOWN = 4
CANDIDATES = 2 * SHOWN
ARTICLES_OF_A_TAG = newest.OF_A_TAG - 1
"""The articles of each tag that are compared. A tag with more of them is common and weighs little."""


def related_to(article: PublishedArticle, tags: Sequence[Tag], picks: Sequence[int]) -> list[PublishedArticle]:
    """Return live articles of the same language without the article itself; `picks` are the ids that an editor chose.

    It compares lists that are kept in memory, and queries only articles that are not in memory yet.
    """
    ids = _candidates(article, tags, picks)
    found, end = cards(ids), end_of_today()
    shown = (found[pk] for pk in ids if pk in found)
    return [other for other in shown if other.language == article.language and other.published_at < end][:SHOWN]


def picks_of(article: PublishedArticle) -> list[int]:
    """Return the ids that an editor chose for a live article, in their order; one query."""
    return list(PublishedRelated.objects.filter(article=article.pk).order_by("order").values_list("related", flat=True))


def _candidates(article: PublishedArticle, tags: Sequence[Tag], picks: Sequence[int]) -> list[int]:
    """Return more ids than are shown, the best first, because an editor's pick may have been withdrawn."""
    ids = [*picks, *_by_tags(article, tags), *_newest(article)]
    return list(dict.fromkeys(pk for pk in ids if pk != article.pk))[:CANDIDATES]


def _by_tags(article: PublishedArticle, tags: Sequence[Tag]) -> list[int]:
    """Return the articles that share tags: an article of rarer or more tags first, of equals the newer."""
    weights: dict[int, float] = defaultdict(float)
    times = {}
    for rows in newest.newest_of_tags([tag.pk for tag in tags], article.language).values():
        others = [row for row in rows if row[0] != article.pk][:ARTICLES_OF_A_TAG]
        for pk, published_at in others:
            weights[pk] += 1 / len(others)
            times[pk] = published_at
    return sorted(weights, key=lambda pk: (weights[pk], times[pk], pk), reverse=True)


def _newest(article: PublishedArticle) -> list[int]:
    """Return the newest articles of the section, then the newest of all."""
    of_section = newest.newest_of_sections(article.language).get(article.section_id or 0, ())
    return [*of_section, *(pk for pk, _section in newest.newest_of_all(article.language))]
