"""One concept a file. Desk models may point at public ones, never back."""

from .article import Article, remember_writers
from .byline import Byline, Signature
from .digest import Digest, DigestItem, DigestStep
from .front import FrontPick
from .outlet import Outlet
from .publication import AgeMark, Publication, PublicationByline, PublicationRelated, PublicationTag, Withdrawal
from .published_digest import PublishedDigest, PublishedDigestItem
from .related import RelatedPick
from .remark import Remark
from .revision import Revision, RevisionKind
from .search import SearchDocument
from .section import Section
from .source import Source
from .tag import ArticleTag, Tag
from .text import PublishedText, Text, TextKind
from .transition import Transition
from .typo import TypoFix

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
