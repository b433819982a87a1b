"""The public tables."""

from newsroom.website.models.article import (
    PublishedArticle,
    PublishedByline,
    PublishedRelated,
    PublishedTag,
    Withdrawal,
)
from newsroom.website.models.article_attachment import PublishedAttachment
from newsroom.website.models.article_image import PublishedImage
from newsroom.website.models.article_text import AgeMark, ArticleText
from newsroom.website.models.digest import PublishedDigest, PublishedDigestItem
from newsroom.website.models.front_page import FrontPage, FrontPick
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.search_document import SearchDocument
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag
from newsroom.website.models.text import PublishedText, TextKind

__all__ = [
    "AgeMark",
    "ArticleText",
    "FrontPage",
    "FrontPick",
    "Outlet",
    "PublishedArticle",
    "PublishedAttachment",
    "PublishedByline",
    "PublishedDigest",
    "PublishedDigestItem",
    "PublishedImage",
    "PublishedRelated",
    "PublishedTag",
    "PublishedText",
    "SearchDocument",
    "Section",
    "Tag",
    "TextKind",
    "Withdrawal",
]
