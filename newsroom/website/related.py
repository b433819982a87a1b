"""«Похожее»: the articles offered after an article.

The editor's picks come first, then articles that share rare tags, then those of the section, then the newest.
"""

from collections import defaultdict
from collections.abc import Sequence

from newsroom.website.models.article import PublishedArticle, PublishedRelated, PublishedTag
from newsroom.website.models.tag import Tag
from newsroom.website.pagination import union_of

SHOWN = 4
CANDIDATES = 2 * SHOWN
ARTICLES_OF_A_TAG = 40
"""The articles of each tag that are compared. A tag with more of them is common and weighs little."""


def related_to(article: PublishedArticle, tags: Sequence[Tag]) -> list[PublishedArticle]:
    """Return live articles of the same language without the article itself; four queries at most."""
    ids = _candidates(article, tags)
    articles = PublishedArticle.objects.listed(article.language).for_lists().in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles][:SHOWN]


def _candidates(article: PublishedArticle, tags: Sequence[Tag]) -> list[int]:
    """Return more ids than are shown, the best first, because an editor's pick may have been withdrawn."""
    picks = PublishedRelated.objects.filter(article=article.pk).order_by("order").values_list("related", flat=True)
    ids = [*picks, *_by_tags(article, tags), *_newest(article)]
    return list(dict.fromkeys(ids))[:CANDIDATES]


def _by_tags(article: PublishedArticle, tags: Sequence[Tag]) -> list[int]:
    """Return the articles that share tags: an article of rarer or more tags first, of equals the newer."""
    if not tags:
        return []
    rows = PublishedTag.objects.filter(language=article.language).exclude(article=article.pk)
    newest = [rows.filter(tag=tag).order_by("-published_at", "-article")[:ARTICLES_OF_A_TAG] for tag in tags]
    articles_of: dict[int, list[int]] = defaultdict(list)
    times = {}
    for row in union_of(newest):
        articles_of[row.tag_id].append(row.article_id)
        times[row.article_id] = row.published_at
    weights: dict[int, float] = defaultdict(float)
    for ids in articles_of.values():
        for pk in ids:
            weights[pk] += 1 / len(ids)
    return sorted(weights, key=lambda pk: (weights[pk], times[pk], pk), reverse=True)


def _newest(article: PublishedArticle) -> list[int]:
    """Return the newest articles of the section, then the newest of all."""
    others = PublishedArticle.objects.listed(article.language).exclude(pk=article.pk).newest_first()
    found = union_of([others.filter(section=article.section_id)[:CANDIDATES], others[:CANDIDATES]])
    rows = list(found.newest_first().values_list("pk", "section"))
    return [pk for pk, _section in sorted(rows, key=lambda row: row[1] != article.section_id)]
