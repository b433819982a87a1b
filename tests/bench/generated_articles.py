"""Publishes generated articles by the thousand."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from articles.models import Article
from articles.models.finding.terms import renew_terms
from newsroom.website.models import Section
from staff.models import Person, User
from staff.permission_groups import importer
from tests.bench import copies
from tests.bench.generator import MINUTES_APART, GeneratedArticle, generate

BATCH = 500
"""Articles in one transaction."""
POOL = 4_000
"""So many different articles are imported; more are copies of their rows."""
REVIEWER = "corrector"
COMMON_TAG, COMMON_EVERY = "футбол", 8
"""Each so manieth article has this tag beside its own, so that a million has one with more than 100,000 articles."""


def publish(count: int, pool: int = POOL) -> Iterator[int]:
    """Publish `count` generated articles, the same ones each time; yield after each batch how many are published.

    The first `pool` are imported, the others are copies of these. The bylines go to those demo people who review none
    of them. Raises User.DoesNotExist where there are no demo users.
    """
    yield from publish_pool(min(count, pool), of=count)
    if count > pool:
        yield from copies.multiply(newest(pool), count)


def publish_pool(count: int, *, of: int) -> Iterator[int]:
    """Import `count` articles, dated as the oldest ones of `of` articles at equal distances."""
    reviewer = User.objects.get(username=REVIEWER)
    authors = list(Person.objects.filter(user__isnull=False).exclude(user=reviewer).order_by("pk"))
    finish, done = _finisher(authors, of - count), 0
    rows = (finish(index, article) for index, article in enumerate(generate(count)))
    while batch := list(islice(rows, BATCH)):
        actions.import_published(batch, by=importer())
        done += len(batch)
        yield done
    while renew_terms():
        pass


def newest(count: int) -> copies.Pool:
    """Return the `count` articles that were just imported."""
    ids = Article.objects.order_by("-pk").values_list("pk", flat=True)[:count]
    pool = copies.Pool(ids[count - 1], ids[0], timedelta(minutes=count * MINUTES_APART))
    assert pool.size == count, "others published at the same time"
    return pool


def _finisher(authors: list[Person], later: int) -> Callable[[int, GeneratedArticle], actions.ImportedArticle]:
    """Return a function that adds to a generated article the rows that it names: section, tags, author.

    `later` articles follow those that the generator makes.
    """
    sections = {section.slug: section for section in Section.objects.all()}
    # Whole seconds, which every database adds to alike.
    newest = timezone.now().replace(microsecond=0) - timedelta(minutes=later * MINUTES_APART)

    def finish(index: int, article: GeneratedArticle) -> actions.ImportedArticle:
        return actions.ImportedArticle(
            language=article.language,
            headline=article.headline,
            lead=article.lead,
            body=article.body,
            section=sections[article.section],
            tags=article.tags if index % COMMON_EVERY else (*article.tags, COMMON_TAG),
            bylines=[ImportedByline(person=authors[index % len(authors)])],
            published_at=newest - timedelta(minutes=article.minutes_ago),
        )

    return finish
