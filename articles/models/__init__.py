"""The editorial tables. Import them from here; one concept is one file."""

from articles.models.article import Article, remember_writers
from articles.models.byline import Byline, Signature
from articles.models.finding.saved_view import SavedView
from articles.models.finding.terms import ArticleTerms
from articles.models.presence import Presence, TakeOver
from articles.models.preview_link import AnswerKind, PreviewAnswer, PreviewLink
from articles.models.related import RelatedPick
from articles.models.remark import Remark
from articles.models.revision import Revision, RevisionKind
from articles.models.source import Source
from articles.models.tag import ArticleTag
from articles.models.template import ArticleTemplate
from articles.models.text import Text
from articles.models.transition import Transition
from articles.models.translation import Translation
from articles.models.typo_fix import TypoFix

__all__ = [
    "AnswerKind",
    "Article",
    "ArticleTag",
    "ArticleTemplate",
    "ArticleTerms",
    "Byline",
    "Presence",
    "PreviewAnswer",
    "PreviewLink",
    "RelatedPick",
    "Remark",
    "Revision",
    "RevisionKind",
    "SavedView",
    "Signature",
    "Source",
    "TakeOver",
    "Text",
    "Transition",
    "Translation",
    "TypoFix",
    "remember_writers",
]
