"""The signed tokens in the addresses of links for people outside."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from articles.models import PreviewLink
from newsroom.website.public_urls import absolute_url


def _signer() -> Signer:
    return Signer(sep=".", salt="articles.preview_link")


def token_of(link: PreviewLink) -> str:
    """Return the token. Neither the database nor the secret key alone is enough to make it."""
    return _signer().sign(link.key)


def address_of(link: PreviewLink) -> str:
    """Return the whole address that is sent to somebody."""
    return absolute_url(reverse("preview:page", args=[token_of(link)]))


def find_link(token: str) -> PreviewLink | None:
    """Return the usable link of this token; None for every other token, whatever is wrong with it."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    found = PreviewLink.objects.usable().select_related("article", "revision", "created_by")
    return found.filter(key=key).first()
