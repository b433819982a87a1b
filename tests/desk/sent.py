"""What a browser sends: the fields of a form as they stand on its page."""

from html.parser import HTMLParser
from typing import Any

from django.http.response import HttpResponseBase


class _Fields(HTMLParser):
    """Collects what the form of the given id would send if nothing were touched."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.fields: dict[str, list[str]] = {}
        self._inside = self._in_template = False
        self._textarea = self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == self.form_id
        if tag == "template":
            self._in_template = True
        if not self._inside or self._in_template:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(given)
        elif tag == "textarea" and name:
            self._textarea, self._text = name, ""
        elif tag == "select":
            self._select = name
            self.fields[name] = []
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select].append(given["value"])

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given["name"]
        if kind in ("submit", "button") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        self.fields.setdefault(name, []).append(given.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self.fields[self._textarea] = [self._text.removeprefix("\n")]
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


def form_of(response: HttpResponseBase, form_id: str = "article_form") -> dict[str, Any]:
    """The fields of the page's form, by name; a field of several values has a list."""
    page = _Fields(form_id)
    page.feed(response.content.decode())
    sent = {name: values[0] if len(values) == 1 else values for name, values in page.fields.items() if values}
    sent.pop("csrfmiddlewaretoken", None)
    return sent
