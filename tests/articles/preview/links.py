"""Links to drafts, and visitors who open them."""

from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponse
from django.test import Client

from articles import actions
from articles.models import Article, PreviewLink
from articles.preview.tokens import token_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    Response = HttpResponse

FROM_THE_PAGE = {"Sec-Fetch-Site": "same-origin"}


def link_to(article: Article, **options: Any) -> PreviewLink:
    """Return a link for the akim, made by the creator of the article."""
    return actions.make_preview_link(article, by=article.creator, **{"recipient": "Аким Ержан Байжан", **options})


def path_of(link: PreviewLink) -> str:
    return f"/preview/{token_of(link)}/"


def open_link(link: PreviewLink) -> Response:
    return Client().get(path_of(link))


def send(link: PreviewLink, headers: dict[str, str] | None = None, **typed: str) -> Response:
    """Send the form of the page as a browser does; an approval if nothing else is typed."""
    fields = {"kind": "approval", "text": "", "name": "", **typed}
    return Client().post(path_of(link), fields, headers=FROM_THE_PAGE if headers is None else headers)
