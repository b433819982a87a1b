"""The word forms of the working copies, bodies included, in the index of the newsroom's search.

Triggers of the database make the rows and mark them as outdated; the worker writes the terms, so that no save waits
for the analysis of a long text. Until then the words of headline, kicker and lead are found as they are typed.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.language import VERSION, index_terms
from newsroom.utils.html import to_text

BATCH = 100
MAX_BYTES = 700_000
"""Of all terms of one article: PostgreSQL indexes at most a megabyte of one text."""
# Letters that nobody types, so that no beginning of a typed word finds a term.
ANYWHERE, HEADLINE = "ǂ", "ǁ"


class ArticleTermsQuerySet(models.QuerySet["ArticleTerms"]):
    def outdated(self) -> Self:
        """Filter entries made by an earlier analyser or from a text that has changed since."""
        return self.filter(version__lt=VERSION)


class ArticleTerms(models.Model):
    """The terms of one article; `changes` counts the changes of its text, so that a later one is not lost."""

    article = models.OneToOneField(Article, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    changes = models.BigIntegerField(default=0)
    version = models.PositiveSmallIntegerField(default=0)
    terms = models.TextField(default="")

    objects = ArticleTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("формы слов материала")
        verbose_name_plural = _("формы слов материалов")
        db_table = "articles_terms"
        default_permissions = ()
        # Triggers fill it: a copy into another database makes its rows there.
        managed = False

    def __str__(self) -> str:
        return str(self.article_id)


def renew_terms() -> int:
    """Write the terms of a batch of outdated entries; return how many there were."""
    columns = (f"article__{name}" for name in ("language", "kicker", "headline", "lead", "body", "caption"))
    outdated = ArticleTerms.objects.outdated().select_related("article").only("changes", *columns)[:BATCH]
    for entry in outdated:
        # If the text has changed meanwhile, the entry stays outdated and its turn comes again.
        unchanged = ArticleTerms.objects.filter(pk=entry.pk, changes=entry.changes)
        unchanged.update(terms=_terms_of(entry.article), version=VERSION)
    return len(outdated)


def _terms_of(article: Article) -> str:
    """Return the terms with their marks, those of the headline first."""
    language = article.language
    headline = index_terms(article.headline, language)
    rest = " ".join((article.headline, article.kicker, article.lead, to_text(article.body), article.caption))
    marked = [f"{HEADLINE}{term}" for term in headline] + [f"{ANYWHERE}{term}" for term in index_terms(rest, language)]
    terms = " ".join(marked).encode()
    return terms[:MAX_BYTES].rpartition(b" ")[0].decode() if len(terms) > MAX_BYTES else terms.decode()
