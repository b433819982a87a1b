"""The content of a digest: as typed, as stored, and as the checksum that an approval is bound to."""

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
    """An article with its summary; an empty headline means the article's own."""

    article: PublishedArticle
    headline: str = ""
    retelling: str = ""


@dataclass(frozen=True)
class Content:
    """The content of a digest, its items in order."""

    title: str
    starts_on: date
    ends_on: date
    intro: str = ""
    items: Sequence[Item] = ()


def content_of(digest: Digest) -> Content:
    """Read the stored content of a digest with one statement."""
    items = digest.items.select_related("article")
    return Content(
        title=digest.title,
        starts_on=digest.starts_on,
        ends_on=digest.ends_on,
        intro=digest.intro,
        items=[Item(item.article, item.headline, item.retelling) for item in items],
    )


def checksum(content: Content, language: str) -> str:
    """Return the SHA-256 of the public content as hexadecimal digits."""
    items = [(item.article.pk, item.headline, item.retelling) for item in content.items]
    values = [language, content.title, content.intro, str(content.starts_on), str(content.ends_on), items]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def write_items(digest: Digest, content: Content) -> None:
    """Replace the items of a digest."""
    digest.items.all().delete()
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, order=order, article=item.article, headline=item.headline,
                   retelling=item.retelling)
        for order, item in enumerate(content.items)
    )  # fmt: skip
