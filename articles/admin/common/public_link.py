"""Links from the admin to the public site."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import actions
from articles.models import Article


def address(article: Article) -> str:
    """Return the public address of an article, or an empty string if it is not live."""
    return actions.address_of(article) if article.is_live else ""


def with_public_link(sentence: str, article: Article) -> str:
    """Return the sentence with a link to the public page of a live article."""
    if not article.is_live:
        return sentence
    return format_html('{} <a href="{}">{}</a>', sentence, address(article), _("Посмотреть на сайте"))
