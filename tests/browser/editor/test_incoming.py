"""Files and addresses that are dropped or pasted into the text."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.articles.admin.forms_sent import ADD
from tests.browser.editor.writing import TEXT, body_of, click_into, click_into_text, open_form, set_body, with_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILES = """
  const fileOf = (name) => new File(["x"], name, { type: name.endsWith("png") ? "image/png" : "application/pdf" });
  const data = new DataTransfer();
  for (const name of files) data.items.add(fileOf(name));
"""
PASTE = f"""(box, {{ text = "", html = "", files = [] }}) => {{{FILES}
  if (text) data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", {{ clipboardData: data, bubbles: true, cancelable: true }}));
}}"""
DROP = f"""(box, {{ files = [], text = "", on }}) => {{{FILES}
  if (text) data.setData("text/uri-list", text);
  const under = [...box.querySelectorAll("p")].find((one) => one.textContent === on);
  const {{ left, top, height }} = under.getBoundingClientRect();
  const place = {{ clientX: left + 4, clientY: top + height / 2 }};
  box.dispatchEvent(new DragEvent("drop", {{ dataTransfer: data, bubbles: true, cancelable: true, ...place }}));
}}"""
PHOTO = f"{TEXT} [data-kind=photo]"


@pytest.fixture
def page(admin: Any) -> Page:
    page: Page = admin("journalist")
    with_records(page)
    open_form(page, ADD)
    return page


def test_dropped_pictures_come_in_order_while_somebody_types(page: Page) -> None:
    set_body(page, "<p>Раз</p><p>Два</p><p>Три</p>")
    page.locator(TEXT).evaluate(DROP, {"files": ["1 slow.png", "2.png", "3.png"], "on": "Два"})
    page.locator(".editor-upload progress").first.wait_for()
    click_into(page, page.locator(f"{TEXT} p", has_text="Раз"))
    page.keyboard.press("End")
    page.keyboard.type(" и")
    expect(page.locator(PHOTO)).to_have_count(3)
    page.locator(".editor-upload").wait_for(state="detached")
    body = body_of(page)
    order = ["<p>Раз и</p>", "<p>Два</p>", 'data-photo="1"', 'data-photo="2"', 'data-photo="3"', "<p>Три</p>"]
    places = [body.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert 'data-alt="Снимок 2" data-credit="Щегольков"' in body


def test_what_is_refused_or_has_lost_its_place_is_said(page: Page) -> None:
    set_body(page, "<p>Раз</p><p>Два</p>")
    page.locator(TEXT).evaluate(DROP, {"files": ["bad.png"], "on": "Два"})
    expect(page.locator(".editor__notice")).to_contain_text("bad.png: Это не снимок.")
    page.locator(TEXT).evaluate(DROP, {"files": ["a.pdf"], "on": "Два"})
    expect(page.locator(".editor__notice")).to_contain_text("только снимки")
    assert body_of(page) == "<p>Раз</p><p>Два</p>"


def test_a_pasted_picture_goes_to_the_library_and_text_stays_text(page: Page) -> None:
    click_into_text(page)
    page.locator(TEXT).evaluate(PASTE, {"files": ["7.png"], "html": "<p>Год</p><p>Сумма</p>"})
    page.locator(TEXT).evaluate(PASTE, {"files": ["8.png"], "html": '<img src="file:///8.png">'})
    expect(page.locator(PHOTO)).to_have_count(1)
    body = body_of(page)
    assert "<p>Год</p><p>Сумма</p>" in body
    assert 'data-photo="8"' in body


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://youtu.be/abc",
        "https://vimeo.com/76979871",
        "https://t.me/tastybulak/12",
        "https://www.instagram.com/p/abc/",
        "https://www.tiktok.com/@a/video/1",
        "https://x.com/a/status/1",
        "https://www.facebook.com/a/posts/1",
        "https://soundcloud.com/a/b",
    ],
)
def test_an_address_of_an_allowed_site_on_an_empty_line_becomes_an_embed(page: Page, address: str) -> None:
    set_body(page, "<p>Раз</p><p></p>")
    click_into_text(page)
    page.locator(TEXT).evaluate(PASTE, {"text": address})
    assert f'<figure data-embed="{address}"><figcaption></figcaption></figure>' in body_of(page)


def test_in_a_sentence_or_of_another_site_it_stays_a_link(page: Page) -> None:
    set_body(page, "<p>Ролик: </p>")
    click_into_text(page)
    page.locator(TEXT).evaluate(PASTE, {"text": "https://youtu.be/abc"})
    page.keyboard.press("Enter")
    for address in ("https://evil.example/youtube.com/x", "https://youtube.com.evil.example/x", "https://youtu.be/"):
        page.locator(TEXT).evaluate(PASTE, {"text": address})
        page.keyboard.press("Enter")
    assert "data-embed" not in body_of(page)


def test_a_dropped_address_becomes_an_embed_at_its_place(page: Page) -> None:
    set_body(page, "<p>Раз</p><p></p><p>Три</p>")
    page.locator(TEXT).evaluate(DROP, {"text": "https://youtu.be/abc", "on": ""})
    assert body_of(page).startswith('<p>Раз</p><figure data-embed="https://youtu.be/abc">')


def test_an_embed_of_a_foreign_site_is_refused_with_a_sentence(page: Page) -> None:
    click_into_text(page)
    page.keyboard.type("/ролик")
    page.keyboard.press("Enter")
    for typed in ("javascript:alert(1)", "https://rutube.ru/video/1", "https://user@youtube.com/a"):
        page.fill("dialog:not(#palette) [name=embed]", typed)
        page.keyboard.press("Enter")
        expect(page.locator("[data-field=embed] .editor-dialog__error")).to_contain_text("вставить нельзя")


PASTE_MODULE = """
export function transformPasted(html) {
  const file = new File(["x"], "31.png", { type: "image/png" });
  return { html: "<p>Чисто</p>", dropped: [{ what: "picture", count: 3, files: [file] }] };
}
export const pasteSentence = ([{ what, count }], t) => `${t("photo")}: ${what} ${count}`;
"""


def test_pasted_html_is_written_anew_and_what_was_left_out_is_said(page: Page) -> None:
    page.route("**/js/editor/paste*.js", lambda route: route.fulfill(content_type="text/javascript", body=PASTE_MODULE))
    with_records(page, modules={"editor/paste": "/static/js/editor/paste.js"})
    open_form(page, ADD)
    click_into_text(page)
    page.locator(TEXT).evaluate(PASTE, {"html": "<p>Грязно</p>"})
    expect(page.locator(".editor__notice")).to_have_text("Фото: picture 2")
    body = body_of(page)
    assert "<p>Чисто</p>" in body
    assert 'data-photo="31"' in body
    assert "Грязно" not in body
