"""The text and the placement of an article as plain data, for comparison, checksums and restoring."""

import hashlib
import json
from typing import Any, TypedDict

from articles.models import Article, Byline, Source
from newsroom.website.models.article_text import TEXT_FIELDS as TEXT_FIELDS

PLACEMENT_FIELDS = ("section_id", "slug", "translation_of_id")
SOURCE_FIELDS = ("name", "url", "via_name", "via_url")
BYLINE_FIELDS = ("kind", "person_id", "name", "role")

Text = dict[str, Any]


class Snapshot(TypedDict):
    """`text` enters the checksum that an approval is bound to, `placement` does not."""

    text: Text
    placement: dict[str, Any]


def take(article: Article, rows_of: Snapshot | None = None) -> Snapshot:
    """Read the article and its rows with four statements, none for rows that were prefetched.

    With `rows_of`, rows are copied from that snapshot; the caller knows that none was written since.
    """
    if rows_of is None:
        return {"text": take_text(article), "placement": _placement(article, _tags(article), _related(article))}
    text, placement = rows_of["text"], rows_of["placement"]
    rows = {"sources": text["sources"], "bylines": text["bylines"]}
    return {"text": _columns(article) | rows, "placement": _placement(article, placement["tags"], placement["related"])}


def take_text(article: Article) -> Text:
    """Return the text fields, and sources and bylines in printed order."""
    text = _columns(article)
    text["sources"] = [{field: getattr(row, field) for field in SOURCE_FIELDS} for row in article.sources.all()]
    text["bylines"] = [{field: getattr(row, field) for field in BYLINE_FIELDS} for row in article.bylines.all()]
    return text


def _columns(article: Article) -> Text:
    return {field: getattr(article, field) for field in TEXT_FIELDS}


def _tags(article: Article) -> list[int]:
    return sorted(tag.pk for tag in article.tags.all())


def _related(article: Article) -> list[int]:
    return [row.related_id for row in article.related_rows.all()]


def _placement(article: Article, tags: list[int], related: list[int]) -> dict[str, Any]:
    columns = {field: getattr(article, field) for field in PLACEMENT_FIELDS}
    return {**columns, "tags": tags, "related": related}


def checksum(text: Text) -> str:
    """Return the SHA-256 of the text fields as hexadecimal digits."""
    canonical = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def checksum_of(article: Article) -> str:
    """Return the checksum of the article's current text."""
    return checksum(take_text(article))


def write_rows(article: Article, text: Text) -> None:
    """Replace sources and bylines by those of this text."""
    article.sources.all().delete()
    article.bylines.all().delete()
    Source.objects.bulk_create(Source(article=article, order=order, **row) for order, row in enumerate(text["sources"]))
    Byline.objects.bulk_create(Byline(article=article, order=order, **row) for order, row in enumerate(text["bylines"]))


def write_text(article: Article, text: Text) -> None:
    """Write the rows of this text and set its columns on `article`, which the caller saves."""
    write_rows(article, text)
    for field in TEXT_FIELDS:
        setattr(article, field, text[field])
