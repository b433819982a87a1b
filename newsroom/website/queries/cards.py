"""Articles as lists show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from newsroom.images.models import Image
from newsroom.page_cache.memory import each_per_site_version
from newsroom.website.models.article import PublishedArticle
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import PreparedQueryOfIds
from newsroom.website.queries.sections import with_sections

ARTICLE = Columns(
    PublishedArticle,
    *("id", "is_live", "slug", "language", "kicker", "headline", "lead", "age_mark", "published_at"),
    *("section_id", "image_id"),
)
IMAGE = Columns(Image, "id", "width", "height", "focal_x", "focal_y", "crop_version", "alt", "public_token")
"""What the address, the size and the description of a rendition depend on."""
CARD = (*ARTICLE.paths(), *IMAGE.paths("image__"))
"""What `values_list()` takes for `card()`."""


def _by_ids(ids: Any) -> Any:
    return PublishedArticle.objects.live().filter(pk__in=ids).values_list(*CARD)


CARDS = PreparedQueryOfIds(_by_ids)


@each_per_site_version
def cards(ids: Sequence[int]) -> Mapping[int, PublishedArticle]:
    """Return the live ones of these articles by id, with image and section."""
    articles = [card(row) for row in CARDS.rows(ids)]
    return {article.pk: article for article in with_sections(articles)}


def card(row: tuple[Any, ...]) -> PublishedArticle:
    """Return the article with these values of CARD. Its section is set by `with_sections()`."""
    own, image = split(row, len(ARTICLE), len(IMAGE))
    article = PublishedArticle.from_db(None, ARTICLE.names, own)
    article.image = IMAGE.instance(image)
    return article
