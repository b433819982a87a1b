"""The text and the placement of a piece as plain data: what is compared, digested and restored."""

import hashlib
import json
from typing import Any, TypedDict

from articles.models import Article, Byline, Source

TEXT_FIELDS = (
    "language",
    "kicker",
    "headline",
    "lead",
    "body",
    "own_reporting",
    "image_id",
    "caption",
    "credit",
    "alt",
    "age_mark",
    "seo_headline",
    "social_headline",
)
PLACEMENT_FIELDS = ("section_id", "slug", "translation_of_id")
SOURCE_FIELDS = ("name", "url", "via_name", "via_url")
BYLINE_FIELDS = ("kind", "person_id", "name", "role")

Text = dict[str, Any]


class Snapshot(TypedDict):
    """What readers read (`text`, entering the digest) and where they find it (`placement`)."""

    text: Text
    placement: dict[str, Any]


def take(article: Article) -> Snapshot:
    """Read the piece and its rows; four statements beside the article's own."""
    return {"text": take_text(article), "placement": _placement(article)}


def take_text(article: Article) -> Text:
    """The text fields, sources and bylines, in printed order."""
    text: Text = {field: getattr(article, field) for field in TEXT_FIELDS}
    text["sources"] = list(article.sources.order_by("order", "pk").values(*SOURCE_FIELDS))
    text["bylines"] = list(article.bylines.order_by("order", "pk").values(*BYLINE_FIELDS))
    return text


def _placement(article: Article) -> dict[str, Any]:
    placement = {field: getattr(article, field) for field in PLACEMENT_FIELDS}
    placement["tags"] = sorted(article.tags.values_list("pk", flat=True))
    return placement


def digest(text: Text) -> str:
    """SHA-256 of the text fields: the thing that an approval is bound to."""
    canonical = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def write_text(article: Article, text: Text) -> dict[str, Any]:
    """Put an earlier text's rows back and return the columns that the caller must write."""
    article.sources.all().delete()
    article.bylines.all().delete()
    Source.objects.bulk_create(Source(article=article, order=place, **row) for place, row in enumerate(text["sources"]))
    Byline.objects.bulk_create(Byline(article=article, order=place, **row) for place, row in enumerate(text["bylines"]))
    return {field: text[field] for field in TEXT_FIELDS}
