"""The way from the desk to what readers see."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import actions
from articles.models import Article


def address(article: Article) -> str:
    """The public address of a live article; empty where readers have none."""
    return actions.address_of(article) if article.is_live else ""


def with_public_link(sentence: str, article: Article) -> str:
    """The sentence, and where to see the article if it is on the site."""
    if not article.is_live:
        return sentence
    return format_html('{} <a href="{}">{}</a>', sentence, address(article), _("Посмотреть на сайте"))
