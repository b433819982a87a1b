"""The pair of an article and its original, kept as `Article.translation_of` says."""

from django.utils.translation import gettext_lazy as _

from articles.models import Article, Translation
from articles.models.translation import words_of
from newsroom.exceptions import Incomplete
from staff.models import User

TAKEN = _("У этого материала уже есть половина на другом языке.")


def pair(article: Article, *, by: User) -> None:
    """Make the pair that `translation_of` names, or end the former one. Raise Incomplete if the original has another.

    What the original says now counts as looked at.
    """
    Translation.objects.filter(article=article.pk).delete()
    original = article.translation_of
    if original is None or original.language == article.language:
        return
    if Translation.objects.filter(article=original, original=article).exists():
        return  # The two name each other as the original: the first pair stays.
    if Translation.objects.filter(original=original).exists():
        raise Incomplete(TAKEN)
    Translation.objects.create(article=article, original=original, checked=words_of(original), checked_by=by)
