"""Clients that send admin forms as a browser does: with all fields of the page."""

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http.response import HttpResponse
from django.test import Client

from articles.models import Article
from staff.models import User
from tests.users import client_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    Response = HttpResponse


ADD = "/admin/articles/article/add/"


class _Fields(HTMLParser):
    """Collects what the form with the given id would send without any change."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.fields: dict[str, str] = {}
        self._inside = self._in_template = False
        self._textarea = self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == self.form_id
        elif tag == "template":
            self._in_template = True
        if not self._inside or self._in_template:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(given)
        elif tag == "textarea" and name:
            self._textarea, self._text = name, ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = given["value"]

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        is_box = kind in ("checkbox", "radio")
        if kind not in ("submit", "button") and (not is_box or "checked" in given):
            self.fields[given["name"]] = given.get("value", "on" if is_box else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self.fields[self._textarea] = self._text.removeprefix("\n").removeprefix("\r\n")
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "template":
            self._in_template = False
        elif tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text += data


def form_of(response: Response, form_id: str = "article_form") -> dict[str, str]:
    """Return the fields of the page's form, by name."""
    page = _Fields(form_id)
    page.feed(response.content.decode())
    page.fields.pop("csrfmiddlewaretoken", None)
    return page.fields


def change_address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def transition_url(article: Article, transition: str) -> str:
    return f"/admin/articles/article/{article.pk}/{transition}/"


def post_transition(client: Client, article: Article, transition: str, **answers: Any) -> Response:
    """Open the page of a transition and send its form with these answers over its fields."""
    url = transition_url(article, transition)
    fields = form_of(client.get(url), "transition_form")
    return client.post(url, {"version": article.version, **fields, **answers})


class FormClient:
    """A browser with the form of an article open, new if `article` is None."""

    def __init__(self, user: User, article: Article | None = None) -> None:
        self.client: Client = client_of(user)
        self.address = change_address(article) if article else ADD
        self.fields: dict[str, str] = {}
        self.open()

    def open(self) -> Response:
        """Open the page anew and read its fields."""
        response = self.client.get(self.address)
        assert response.status_code == 200, response.status_code
        self.fields = form_of(response)
        return response

    def send(self, **typed: Any) -> Response:
        """Send the form with these values over its fields; None removes a field."""
        data = {"_continue": "1", **self.fields, **typed}
        return self.client.post(self.address, {name: value for name, value in data.items() if value is not None})


def stored_version(obj: Model) -> int:
    """Return the version that the form of the object would send if it were opened now."""
    version: int = type(obj)._default_manager.values_list("version", flat=True).get(pk=obj.pk)
    return version


class ObjectForm:
    """The change form of an object, as the user has opened it some time ago."""

    def __init__(self, user: User, obj: Model) -> None:
        self.client, self.obj = client_of(user), obj
        self.address = f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"
        self.reload()

    def reload(self) -> None:
        """Open the form again and forget what was typed."""
        self.take(self.client.get(self.address))

    def take(self, response: Response) -> None:
        """Go on from the form of this response."""
        self.fields = form_of(response, f"{self.obj._meta.model_name}_form")

    def send(self, **typed: Any) -> Response:
        """Press the button that saves, with this typed over the fields of the form."""
        response = self.client.post(self.address, {**self.fields, **typed})
        self.obj.refresh_from_db()
        return response

    def overwrite(self, conflict: Response) -> Response:
        """Go on from the page of a conflict: tick the box that replaces what is stored, and save."""
        self.take(conflict)
        box = re.search(r'type="checkbox" name="overwrite" value="(\d+)"', conflict.content.decode())
        assert box, "the page of a conflict offers to overwrite"
        return self.send(overwrite=box[1])
