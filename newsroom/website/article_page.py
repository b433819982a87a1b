"""The context of an article's page, for readers and for previews."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsroom.website.body_blocks import page_html
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag


@dataclass(frozen=True)
class SourceLine:
    """One link of the source chain: the source, and the one that it cites (may be empty)."""

    name: SafeString
    via: SafeString


@dataclass(frozen=True)
class ArticlePage:
    """The variable `page` of the article's template. In a preview the rows may be unsaved."""

    article: PublishedArticle
    bylines: Sequence[PublishedByline]
    tags: Sequence[Tag]
    translation: PublishedArticle | None
    related: Sequence[PublishedArticle] = ()
    preview: bool = False
    preview_note: str = ""
    """What a preview shows, as a sentence; empty for the common one."""

    @property
    def section(self) -> Section | None:
        return self.article.section

    @property
    def body(self) -> SafeString:
        """The body with its blocks; it was sanitised when the article was published."""
        return page_html(self.article.body, is_private=self.preview)

    @property
    def sources(self) -> list[SourceLine]:
        return source_lines(self.article)

    @property
    def share_headline(self) -> str:
        return self.article.social_headline or self.article.headline

    @property
    def title(self) -> str:
        return self.article.seo_headline or self.article.headline


def signature(byline: PublishedByline) -> str:
    """Return the printed author: a person, the name of a guest, or the newsroom."""
    if byline.person is not None:
        return byline.person.name
    return byline.name or _("Редакция")


def is_web_address(url: str) -> bool:
    """Whether the address of a source may become a link."""
    return url.startswith(("https://", "http://"))


def source_lines(article: PublishedArticle) -> list[SourceLine]:
    """Return the source chain for printing; web addresses become links."""
    return [_source_line(row) for row in article.sources]


def _source_line(row: dict[str, Any]) -> SourceLine:
    return SourceLine(
        _link(row.get("name", ""), row.get("url", "")),
        _link(row.get("via_name", ""), row.get("via_url", "")),
    )


def _link(name: str, url: str) -> SafeString:
    if is_web_address(url):
        return format_html('<a href="{}" rel="noopener">{}</a>', url, name)
    return format_html("{}", name)
