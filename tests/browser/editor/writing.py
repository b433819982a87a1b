"""The editor in a test: opening a form with it, reading what the form would send, and setting a body."""

from playwright.sync_api import Page

TEXT = ".ProseMirror[role=textbox]"
COLLECT = """form => { form.dispatchEvent(new CustomEvent("newsroom:collect")); return form.elements.body.value; }"""
CARET = "document.querySelector('.ProseMirror').editor"


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(TEXT).wait_for()
    page.locator(".editor-toolbar").wait_for()


def body_of(page: Page) -> str:
    """Return the HTML that the form would send now."""
    return str(page.locator("#article_form").evaluate(COLLECT))


def set_body(page: Page, html: str) -> None:
    """Put this HTML into the editor as if it had been written there."""
    page.evaluate(f"html => {CARET}.commands.setContent(html)", html)


def click_into_text(page: Page) -> None:
    """Set the caret at the end of the text."""
    page.evaluate(f"() => {{ const editor = {CARET}; editor.view.focus(); editor.commands.setTextSelection(editor.state.doc.content.size); }}")
