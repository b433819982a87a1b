"""The editorial tables. Import them from here; one concept is one file."""

from articles.models.article import Article, remember_writers
from articles.models.byline import Byline, Signature
from articles.models.presence import Presence, TakeOver
from articles.models.related import RelatedPick
from articles.models.remark import Remark
from articles.models.revision import Revision, RevisionKind
from articles.models.source import Source
from articles.models.tag import ArticleTag
from articles.models.text import Text
from articles.models.transition import Transition
from articles.models.typo_fix import TypoFix

__all__ = [
    "Article",
    "ArticleTag",
    "Byline",
    "Presence",
    "RelatedPick",
    "Remark",
    "Revision",
    "RevisionKind",
    "Signature",
    "Source",
    "TakeOver",
    "Text",
    "Transition",
    "TypoFix",
    "remember_writers",
]
