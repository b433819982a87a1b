"""What the stories have made so far, for those steps that speak of it."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Article
from newsroom.digests.models import Digest
from newsroom.images.models import Image
from newsroom.website.models import PublishedArticle


@dataclass
class Told:
    """Pieces and digests by their keys, pictures by their names; `now` is the moment the demo is made."""

    now: datetime
    articles: dict[str, Article] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)

    def publication(self, key: str) -> PublishedArticle:
        """The piece as readers have it. Raises KeyError, PublishedArticle.DoesNotExist."""
        return PublishedArticle.objects.get(pk=self.articles[key].pk)
