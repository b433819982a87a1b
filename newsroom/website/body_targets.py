"""What the blocks of a body show, fetched together: at most one query for each kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.body.models import Attachment, FactBoxVersion
from newsroom.body.references import references
from newsroom.images.models import Image
from newsroom.website.models.article import PublishedArticle
from newsroom.website.queries.cards import cards


@dataclass(frozen=True)
class Targets:
    """Targets by id; one that readers may not see is missing. With `is_private` they are for the staff."""

    images: Mapping[int, Image] = field(default_factory=dict)
    attachments: Mapping[int, Attachment] = field(default_factory=dict)
    fact_boxes: Mapping[int, FactBoxVersion] = field(default_factory=dict)
    articles: Mapping[int, PublishedArticle] = field(default_factory=dict)
    is_private: bool = False


def find_targets(body: str, *, is_private: bool = False) -> Targets:
    """Return what the blocks of clean HTML refer to. Cards show live articles, to the staff too."""
    found = references(body)
    images = Image.objects.in_bulk(found.images) if found.images else {}
    attachments = Attachment.objects.in_bulk(found.files) if found.files else {}
    return Targets(
        images={pk: image for pk, image in images.items() if is_private or image.is_public},
        attachments={pk: file for pk, file in attachments.items() if is_private or file.is_public},
        fact_boxes=FactBoxVersion.objects.in_bulk(found.fact_boxes) if found.fact_boxes else {},
        articles=cards(found.cards) if found.cards else {},
        is_private=is_private,
    )
