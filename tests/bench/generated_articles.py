"""Publishes generated articles by the thousand."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from newsroom.website.models import Section
from staff.models import Person, User
from staff.permission_groups import importer
from tests.bench.generator import GeneratedArticle, generate

BATCH = 500
"""Articles in one transaction."""
REVIEWER = "corrector"


def publish(count: int) -> Iterator[int]:
    """Publish `count` generated articles, the same ones each time; yield after each batch how many are published.

    The bylines go to those demo people who review none of them. Raises User.DoesNotExist where there are no
    demo users.
    """
    reviewer = User.objects.get(username=REVIEWER)
    authors = list(Person.objects.filter(user__isnull=False).exclude(user=reviewer).order_by("pk"))
    finish, done = _finisher(authors), 0
    rows = (finish(index, article) for index, article in enumerate(generate(count)))
    while batch := list(islice(rows, BATCH)):
        actions.import_published(batch, by=importer())
        done += len(batch)
        yield done


def _finisher(authors: list[Person]) -> Callable[[int, GeneratedArticle], actions.ImportedArticle]:
    """Return a function that adds to a generated article the rows that it names: section, tags, author."""
    sections = {section.slug: section for section in Section.objects.all()}
    now = timezone.now()

    def finish(index: int, article: GeneratedArticle) -> actions.ImportedArticle:
        return actions.ImportedArticle(
            language=article.language,
            headline=article.headline,
            lead=article.lead,
            body=article.body,
            section=sections[article.section],
            tags=article.tags,
            bylines=[ImportedByline(person=authors[index % len(authors)])],
            published_at=now - timedelta(minutes=article.minutes_ago),
        )

    return finish
