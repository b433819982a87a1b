"""What a replay has created so far, for the events that refer to it."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Article
from newsroom.digests.models import Digest
from newsroom.website.models import PublishedArticle


@dataclass
class Created:
    """Articles and digests by their keys; `now` is the moment of loading."""

    now: datetime
    articles: dict[str, Article] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)

    def published(self, key: str) -> PublishedArticle:
        """Return the public row of an article. Raises KeyError, PublishedArticle.DoesNotExist."""
        return PublishedArticle.objects.get(pk=self.articles[key].pk)
