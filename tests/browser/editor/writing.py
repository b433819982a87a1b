"""The editor in a test: opening a form with it, reading what the form would send, and setting a body."""

import json
import re
from functools import partial
from html import escape, unescape
from typing import Any

from playwright.sync_api import Locator, Page, Route

TEXT = ".ProseMirror[role=textbox]"
COLLECT = """form => { form.dispatchEvent(new CustomEvent("newsroom:collect")); return form.elements.body.value; }"""
SET = "html => document.querySelector('.ProseMirror').editor.commands.setContent(html)"
CARET_AT_END = """() => {
  const { editor } = document.querySelector(".ProseMirror");
  editor.view.focus();
  editor.commands.setTextSelection(editor.state.doc.content.size);
}"""
CARET_IN = """place => {
  const { view } = document.querySelector(".ProseMirror").editor;
  return place.contains(view.domAtPos(view.state.selection.from).node);
}"""
SELECT = """words => {
  const { editor } = document.querySelector(".ProseMirror");
  let found = 0;
  editor.state.doc.descendants((node, pos) => {
    if (node.isText && node.text.includes(words)) found ||= pos + node.text.indexOf(words);
  });
  editor.view.focus();
  editor.commands.setTextSelection({ from: found, to: found + words.length });
}"""
IMPORT_MAP = re.compile(r'(<script type="importmap"[^>]*>)(.*?)(</script>)', re.DOTALL)
LIBRARY = """
const SIZE = { width: 600, height: 400 };
const record = (id) => ({ id, url: `/fake/${id}.png`, alt: `Снимок ${id}`, credit: "Щегольков", caption: "", ...SIZE });
export async function choosePictures({ multiple = false }) {
  return multiple ? [record(21), record(22)] : [record(20)];
}
export async function uploadPicture(file, onProgress) {
  onProgress(0.5);
  await new Promise((resolve) => setTimeout(resolve, file.name.includes("slow") ? 800 : 200));
  if (file.name.includes("bad")) throw new Error("Это не снимок.");
  onProgress(1);
  return record(file.name.replace(/\\D/g, ""));
}
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "0500017a5eab3f0000000049454e44ae426082"
)


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(TEXT).wait_for()
    page.locator(".editor-toolbar").wait_for()


def body_of(page: Page) -> str:
    """Return the HTML that the form would send now."""
    return str(page.locator("#article_form").evaluate(COLLECT))


def set_body(page: Page, html: str) -> None:
    """Put this HTML into the editor as if it had been written there."""
    page.evaluate(SET, html)


def click_into_text(page: Page) -> None:
    """Set the caret at the end of the text."""
    page.evaluate(CARET_AT_END)


def click_into(page: Page, place: Locator) -> None:
    """Click into a place of the text and wait until the editor has its caret there, because it hears of it later."""
    place.click()
    page.wait_for_function(CARET_IN, arg=place.element_handle())


def select(page: Page, words: str) -> None:
    """Select these words in the text."""
    page.evaluate(SELECT, words)


def with_records(page: Page, modules: dict[str, str] | None = None, **kinds: list[dict[str, Any]]) -> None:
    """Give the editor a picture library, further modules and these records, as if the server had them."""
    imported = {"picture-dialog": "/fake/picture-dialog.js", **(modules or {})}

    def patch(route: Route) -> None:
        response = route.fetch()
        html = response.text() if "text/html" in response.headers.get("content-type", "") else ""
        if not IMPORT_MAP.search(html):
            route.fulfill(response=response)
            return
        mapped = IMPORT_MAP.sub(partial(_import, imported), html)
        route.fulfill(response=response, body=re.sub(r'data-editor="([^"]*)"', _addresses(kinds), mapped))

    page.route("**/admin/articles/article/**", patch)
    page.route("**/fake/picture-dialog.js", lambda route: route.fulfill(content_type="text/javascript", body=LIBRARY))
    page.route("**/fake/*.png", lambda route: route.fulfill(content_type="image/png", body=PIXEL))
    page.route("**/fake/images/**", lambda route: route.fulfill(json={"results": []}))
    for kind, records in kinds.items():
        page.route(f"**/fake/{kind}/**", partial(_fulfil, records))


def _fulfil(records: list[dict[str, Any]], route: Route) -> None:
    route.fulfill(json={"results": records})


def _import(modules: dict[str, str], found: re.Match[str]) -> str:
    imports = json.loads(found[2])
    imports["imports"] |= modules
    return f"{found[1]}{json.dumps(imports)}{found[3]}"


def _addresses(kinds: dict[str, Any]) -> Any:
    def replace(found: re.Match[str]) -> str:
        config = json.loads(unescape(found[1]))
        config["addresses"] |= {kind: f"/fake/{kind}/" for kind in ("images", *kinds)}
        return f'data-editor="{escape(json.dumps(config))}"'

    return replace
