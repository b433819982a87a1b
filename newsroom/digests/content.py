"""What a digest says: as typed, as stored, and as the sum that an approval is bound to."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsroom.digests.models import Digest, DigestItem
from newsroom.website.models import PublishedArticle

COLUMNS = ("title", "intro", "starts_on", "ends_on")


@dataclass(frozen=True)
class Item:
    """A retold article; an empty headline means the article's own."""

    article: PublishedArticle
    headline: str = ""
    retelling: str = ""


@dataclass(frozen=True)
class Content:
    """What a digest says. Its order is the order of its items."""

    title: str
    starts_on: date
    ends_on: date
    intro: str = ""
    items: Sequence[Item] = ()


def content_of(digest: Digest) -> Content:
    """The stored content of a digest; one statement."""
    items = digest.items.select_related("article")
    return Content(
        title=digest.title,
        starts_on=digest.starts_on,
        ends_on=digest.ends_on,
        intro=digest.intro,
        items=[Item(item.article, item.headline, item.retelling) for item in items],
    )


def sum_of(content: Content, language: str) -> str:
    """SHA-256 of all that readers would read: the thing that an approval is bound to."""
    items = [(item.article.pk, item.headline, item.retelling) for item in content.items]
    told = [language, content.title, content.intro, str(content.starts_on), str(content.ends_on), items]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def write_items(digest: Digest, content: Content) -> None:
    """Store the items of a digest that has none."""
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, order=place, article=item.article, headline=item.headline,
                   retelling=item.retelling)
        for place, item in enumerate(content.items)
    )  # fmt: skip
