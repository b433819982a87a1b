"""How an article looks in a search result and in the card of a messenger, with the lengths that fit there."""

from dataclasses import dataclass

from articles.models import Article
from newsroom.utils.text import clean_line


@dataclass(frozen=True)
class Snippet:
    """A text that is cut off after `limit` characters, roughly; the first of `fields` that is filled in gives it."""

    name: str
    fields: tuple[str, ...]
    limit: int
    text: str

    @property
    def shown(self) -> str:
        """The words that fit."""
        return self.text if len(self.text) <= self.limit else self.text[: self.limit].rsplit(" ", 1)[0]

    @property
    def cut_off(self) -> str:
        return self.text.removeprefix(self.shown)


# Search engines and messengers cut by width and differ from each other: these lengths fit in all of them.
LINES = {
    "search_title": (("seo_headline", "headline"), 60),
    "search_text": (("lead",), 160),
    "card_title": (("social_headline", "headline"), 70),
    "card_text": (("lead",), 200),
}


def snippets_of(article: Article | None) -> dict[str, Snippet]:
    """Return the lines of both by name; empty ones for a new article."""
    return {name: Snippet(name, fields, limit, _text(article, fields)) for name, (fields, limit) in LINES.items()}


def _text(article: Article | None, fields: tuple[str, ...]) -> str:
    if article is None:
        return ""
    return next((text for name in fields if (text := clean_line(getattr(article, name)))), "")
