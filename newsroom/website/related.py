"""«Похожее»: what to read after an article. The editor's picks first, then shared rare tags, section and time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from newsroom.utils.together import Question, together
from newsroom.website.models.article import PublishedArticle, PublishedRelated, PublishedTag
from newsroom.website.models.tag import Tag

SHOWN = 4
LOOKED_AT = 2 * SHOWN
NEWEST_OF_A_TAG = 40
"""So many of a tag's articles are looked at; a tag that has more of them is common, and tells little."""


def related_to(article: PublishedArticle, tags: Sequence[Tag]) -> list[PublishedArticle]:
    """Live articles of the same language, never the article itself; two statements, whatever the site holds."""
    ids = _candidates(article, tags)
    articles = PublishedArticle.objects.live(article.language).for_lists().in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles][:SHOWN]


def _candidates(article: PublishedArticle, tags: Sequence[Tag]) -> list[int]:
    """Ids in their order, more than are shown: an editor's pick may have been withdrawn."""
    picked = PublishedRelated.objects.filter(article=article.pk)
    newest = PublishedArticle.objects.live(article.language).exclude(pk=article.pk).newest_first()
    answers = together(
        Question(picked.order_by("order"), ("related",)),
        Question(newest.filter(section=article.section_id)[:LOOKED_AT], ("id",)),
        Question(newest[:LOOKED_AT], ("id",)),
        *(Question(_carrying(tag, article), ("article", "published_at")) for tag in tags),
    )
    picks, in_section, by_time, *tagged = answers
    ids = [row.related_id for row in picks] + _by_tags(tagged)
    ids += [article.pk for article in (*in_section, *by_time)]
    return list(dict.fromkeys(ids))[:LOOKED_AT]


def _carrying(tag: Tag, article: PublishedArticle) -> QuerySet[PublishedTag]:
    rows = PublishedTag.objects.filter(tag=tag, language=article.language)
    return rows.exclude(article=article.pk).order_by("-published_at", "-article")[:NEWEST_OF_A_TAG]


def _by_tags(tagged: Iterable[Sequence[PublishedTag]]) -> list[int]:
    """Ids by what they share: the rarer a tag, the more it weighs; of equals the newer first."""
    weights: dict[int, float] = defaultdict(float)
    times = {}
    for rows in tagged:
        for row in rows:
            weights[row.article_id] += 1 / len(rows)
            times[row.article_id] = row.published_at
    return sorted(weights, key=lambda pk: (weights[pk], times[pk], pk), reverse=True)
