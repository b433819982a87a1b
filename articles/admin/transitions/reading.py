"""A proof that somebody had the text on screen before they approve it.

Pages that show the text carry a signed token of article, version and user. Approving needs the token,
so that no button of a list and no forged address approves a text that was never opened.
"""

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from staff.models import User

FIELD = "reading_token"
READ_FIRST = frozenset({"approve", "catch_up"})
OPEN_FIRST = _("Сначала прочтите текст: вычитка подтверждается на странице, где он показан.")


def _signer() -> Signer:
    return Signer(salt="articles.reading")


def token_for(article: Article, user: User) -> str:
    """Return the token for a page that shows this version of the article to this user."""
    return _signer().sign(f"{article.pk}:{article.version}:{user.pk}")


def has_read(token: str, *, article: Article, version: int, user: User) -> bool:
    """Return whether the token was issued to this user for this version of the article."""
    try:
        return _signer().unsign(token) == f"{article.pk}:{version}:{user.pk}"
    except BadSignature:
        return False
