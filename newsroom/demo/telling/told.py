"""What the stories have made so far, for those steps that speak of it."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Article, Digest, Publication
from newsroom.images.models import Image


@dataclass
class Told:
    """Pieces and digests by their keys, pictures by their names; `now` is the moment the demo is made."""

    now: datetime
    articles: dict[str, Article] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)

    def publication(self, key: str) -> Publication:
        """The piece as readers have it. Raises KeyError, Publication.DoesNotExist."""
        return Publication.objects.get(pk=self.articles[key].pk)
