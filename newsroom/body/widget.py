"""The form widget of a body: a text area of HTML that `static/js/editor` replaces with the rich text editor."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from js_asset.js import ImportMap
from js_asset.media import Media

from newsroom.body.words import WORDS

KINDS = (
    "photo",
    "gallery",
    "pull-quote",
    "fact-box",
    "table",
    "embed",
    "file",
    "card",
    "speech",
    "footnote",
    "section-break",
)
"""The kinds of blocks, each a module of `static/js/editor/blocks`. If one does not load, the editor refuses to open."""

ADDRESSES = {
    "images": "admin:images_image_records",
    "articles": "admin:find_articles",
    "cards": "admin:find_articles",
    "facts": "admin:body_facts",
    "files": "admin:body_attachment_records",
    "file-upload": "admin:body_attachment_upload",
}
"""Addresses that the editor asks, by the name it knows them by."""

SCRIPTS = settings.BASE_DIR / "static" / "js"
BESIDE_THE_EDITOR = ("picture-dialog",)


def _modules() -> dict[str, str]:
    """Return the static path of each module of the editor by the name under which the others import it."""
    own = sorted((SCRIPTS / "editor").rglob("*.js"))
    beside = [path for name in BESIDE_THE_EDITOR if (path := SCRIPTS / f"{name}.js").is_file()]
    return {str(_below_scripts(path).with_suffix("")): f"js/{_below_scripts(path)}" for path in (*own, *beside)}


def _below_scripts(path: Path) -> Path:
    return path.relative_to(SCRIPTS)


# Static files get names with hashes and imports inside modules are left as written, so every module is in the map.
IMPORT_MAP = ImportMap({"django-prose-editor/editor": "django_prose_editor/editor.js", **_modules()})


class BodyEditor(forms.Textarea):
    """The rich text editor with the blocks of `kinds`; a plain text area of HTML where no script runs."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, kinds: Iterable[str] = KINDS) -> None:
        super().__init__({"rows": 20, "data-behaviour": "body-editor", **(attrs or {})})
        self.kinds = tuple(kinds)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        config = {
            "kinds": self.kinds,
            "addresses": {name: reverse(view) for name, view in ADDRESSES.items()},
            "words": WORDS,
        }
        context["widget"]["attrs"]["data-editor"] = json.dumps(
            config, separators=(",", ":"), cls=DjangoJSONEncoder, ensure_ascii=False
        )
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """Return False: a browser cannot point at a hidden text area."""
        return False

    @property
    def media(self) -> Any:
        # What `editor.js` imports is named here too, so that it is asked for with the page and not after it.
        blocks = [f"js/editor/blocks/{kind}.js" for kind in self.kinds]
        paths = ["django_prose_editor/editor.js", "js/editor/editor.js", "js/editor/body.js", *blocks]
        return Media(importmap=IMPORT_MAP, js=[forms.Script(path, type="module") for path in paths])
