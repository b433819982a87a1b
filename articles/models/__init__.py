"""One concept a file. Desk models may point at public ones, never back."""

from articles.models.article import Article, remember_writers
from articles.models.byline import Byline, Signature
from articles.models.digest import Digest, DigestItem, DigestStep
from articles.models.front import FrontPick
from articles.models.outlet import Outlet
from articles.models.publication import (
    AgeMark,
    Publication,
    PublicationByline,
    PublicationRelated,
    PublicationTag,
    Withdrawal,
)
from articles.models.published_digest import PublishedDigest, PublishedDigestItem
from articles.models.related import RelatedPick
from articles.models.remark import Remark
from articles.models.revision import Revision, RevisionKind
from articles.models.search import SearchDocument
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import ArticleTag, Tag
from articles.models.text import PublishedText, Text, TextKind
from articles.models.transition import Transition
from articles.models.typo import TypoFix

__all__ = [
    "AgeMark",
    "Article",
    "ArticleTag",
    "Byline",
    "Digest",
    "DigestItem",
    "DigestStep",
    "FrontPick",
    "Outlet",
    "Publication",
    "PublicationByline",
    "PublicationRelated",
    "PublicationTag",
    "PublishedDigest",
    "PublishedDigestItem",
    "PublishedText",
    "RelatedPick",
    "Remark",
    "Revision",
    "RevisionKind",
    "SearchDocument",
    "Section",
    "Signature",
    "Source",
    "Tag",
    "Text",
    "TextKind",
    "Transition",
    "TypoFix",
    "Withdrawal",
    "remember_writers",
]
