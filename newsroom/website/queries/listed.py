"""What lists show, for prepared queries."""

from django.db.models import DateTimeField

from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet
from newsroom.website.queries.prepared import Parameter

LANGUAGE = Parameter("language", PublishedArticle._meta.get_field("language"))
END = Parameter("end", DateTimeField())


def listed() -> PublishedArticleQuerySet:
    """Filter what `PublishedArticleQuerySet.listed()` does, with parameters `language` and `end` (of today)."""
    return PublishedArticle.objects.live().filter(language=LANGUAGE, published_at__lt=END)
