"""Blocks of a body: each comes back from the stored HTML as it went there."""

from typing import Any

import pytest

from tests.articles.admin.forms_sent import ADD
from tests.browser.editor.writing import TEXT, body_of, click_into, click_into_text, open_form, set_body, with_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHOTO = (
    '<figure data-photo="12" data-layout="wide" data-alt="Мост в тумане" data-credit="Пётр Щегольков">'
    "<figcaption>Мост <strong>открыли</strong></figcaption></figure>"
)
BARE_PHOTO = '<figure data-photo="13" data-layout="text"><figcaption></figcaption></figure>'
BODIES = {
    "photo": PHOTO,
    "photo without a caption": BARE_PHOTO,
    "gallery": f'<section data-gallery="">{PHOTO}{BARE_PHOTO}</section>',
    "pull quote": '<blockquote class="pull-quote"><p>Ждали десять лет</p><footer>Анна Ким</footer></blockquote>',
    "pull quote without a speaker": '<blockquote class="pull-quote"><p>Ждали</p><p>десять лет</p></blockquote>',
    "fact box": '<aside data-fact="7"></aside>',
    "table": "<table><tbody><tr><th><p>Год</p></th><th><p>Сумма</p></th></tr>"
    '<tr><td colspan="2"><p>9 <em>млн</em></p></td></tr></tbody></table>',
    "embed": '<figure data-embed="https://www.youtube.com/watch?v=abc" data-title="Ролик" data-picture="12">'
    "<figcaption>Съёмка соседей</figcaption></figure>",
    "file": '<figure data-file="5"><figcaption>Доклад</figcaption></figure>',
    "card": '<aside data-card="58"></aside>',
    "speech": '<section data-speech="question"><cite>Вопрос</cite><p>Зачем?</p></section>'
    '<section data-speech="answer"><cite></cite><p>Надо.</p><p>И всё.</p></section>',
    "section break": "<p>До</p><hr><p>После</p>",
    "footnote": "<p>Слово<small>пояснение <em>к нему</em></small> дальше</p>",
    "words": '<h2>Часть</h2><p>Слово <a href="https://example.kz/a" rel="noopener">ссылка</a><br>строка</p>'
    '<h3>Меньше</h3><ul><li><p>раз</p></li></ul><ol start="3"><li><p>три</p></li></ol>'
    "<blockquote><p>Сказал</p></blockquote>",
}


def test_every_block_comes_back_as_it_was_stored(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    for kind, html in BODIES.items():
        for stored in (html, f"{html}<p>дальше</p>", f"<p>до</p>{html}"):
            set_body(page, stored)
            assert body_of(page) == stored, kind


def test_every_kind_is_inserted_by_its_name_and_none_replaces_another(admin: Any) -> None:
    page = admin("journalist")
    with_records(
        page,
        articles=[{"id": 58, "headline": "Мост", "state_label": "опубликовано", "is_live": True, "public_url": "/a/"}],
        cards=[],
        facts=[{"id": 7, "title": "Мост", "checked": "1 мая"}],
        files=[{"id": 5, "kind": "document", "name": "a.pdf", "title": "Доклад", "size": "1 МБ", "url": "/a.pdf"}],
    )
    open_form(page, ADD)
    click_into_text(page)
    for typed in ("фото", "галер", "вынос", "разд", "вопр"):
        page.keyboard.type(f"/{typed}")
        page.locator(".slash-menu [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        click_into_text(page)
    for typed, fill in (("табл", {}), ("друго", {"embed": "youtu.be/abc"})):
        page.keyboard.type(f"/{typed}")
        page.keyboard.press("Enter")
        for name, value in fill.items():
            page.fill(f"dialog:not(#palette) [name={name}]", value)
        page.locator("dialog:not(#palette) button[type=submit]").click()
        click_into_text(page)
    for typed in ("карт", "справ", "аудио"):
        page.keyboard.type(f"/{typed}")
        page.keyboard.press("Enter")
        page.locator("dialog:not(#palette) [role=option]").first.click()
        click_into_text(page)
    body = body_of(page)
    kinds = ['data-photo="20"', "data-gallery", "pull-quote", "<hr>", 'data-speech="question"', "<table>"]
    kinds += ['data-embed="https://youtu.be/abc"', 'data-card="58"', 'data-fact="7"', 'data-file="5"']
    places = [body.find(kind) for kind in kinds]
    assert -1 not in places
    assert places == sorted(places)
    assert body.count("<figure data-photo") == 3


def test_a_photo_is_described_in_its_form_and_moved_by_keys(admin: Any) -> None:
    page = admin("journalist")
    with_records(page)
    open_form(page, ADD)
    set_body(page, f"<p>Раз</p>{BARE_PHOTO}<p>Два</p>")
    page.locator(".block__preview").click()
    page.keyboard.press("Enter")
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.get_by_text("Опишите снимок").wait_for()
    page.fill("dialog:not(#palette) [name=alt]", "Мост")
    page.get_by_label("сбоку").check()
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_timeout(100)
    assert body_of(page).startswith('<figure data-photo="13" data-layout="side" data-alt="Мост"><figcaption>')
    # Enter in the caption goes on in the text.
    click_into(page, page.locator("figcaption"))
    page.keyboard.type("Вечер")
    page.keyboard.press("Enter")
    page.keyboard.type("И ")
    assert "<figcaption>Вечер</figcaption></figure><p>И Раз</p>" in body_of(page)


def test_a_table_grows_to_its_limit(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    click_into_text(page)
    page.get_by_role("button", name="Вставить").click()
    page.locator(".slash-menu [data-name=table]").click()
    page.fill("dialog:not(#palette) [name=rows]", "51")
    page.fill("dialog:not(#palette) [name=columns]", "10")
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.get_by_text("не больше 500 ячеек").wait_for()
    page.fill("dialog:not(#palette) [name=rows]", "50")
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.get_by_role("button", name="Строка ниже").click()
    page.locator(".editor__notice").get_by_text("не больше 500 ячеек").wait_for()
    assert body_of(page).count("<tr>") == 50
    page.get_by_role("button", name="Убрать строку").click()
    page.get_by_role("button", name="Строка ниже").click()
    body = body_of(page)
    assert body.count("<tr>") == 50
    assert "colwidth" not in body
    assert "style" not in body


def test_an_interview_is_written_with_keys_alone(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    click_into_text(page)
    page.keyboard.type("/вопр")
    page.keyboard.press("Enter")
    page.keyboard.type("Корр.")
    page.keyboard.press("Enter")
    page.keyboard.type("Зачем?")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Ким")
    page.keyboard.press("Enter")
    page.keyboard.type("Надо.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Кому?")
    assert body_of(page).startswith(
        '<section data-speech="question"><cite>Корр.</cite><p>Зачем?</p></section>'
        '<section data-speech="answer"><cite>Ким</cite><p>Надо.</p></section>'
        '<section data-speech="question"><cite>Корр.</cite><p>Кому?</p></section>'
    )


def test_a_note_is_written_at_its_place(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    click_into_text(page)
    page.keyboard.type("Слово")
    page.keyboard.press("Control+Alt+f")
    page.fill("dialog:not(#palette) [name=note]", "Пояснение")
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.locator("dialog:not(#palette)").wait_for(state="detached")
    page.keyboard.type(" дальше")
    assert body_of(page) == "<p>Слово<small>Пояснение</small> дальше</p>"


def test_words_of_a_caption_are_selected_with_the_mouse_and_typing_never_overwrites_a_block(admin: Any) -> None:
    page = admin("journalist")
    with_records(page)
    open_form(page, ADD)
    set_body(page, f"<p>Раз</p>{PHOTO}<p>Два</p>")
    page.locator("figcaption").dblclick(position={"x": 20, "y": 18})
    page.keyboard.type("Дом")
    assert "<figcaption>Дом <strong>открыли</strong></figcaption>" in body_of(page)
    page.locator(".block__preview").click()
    page.keyboard.type("Текст")
    assert "</figure><p>Текст</p><p>Два</p>" in body_of(page)


def test_a_block_is_dragged_by_its_bar(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    set_body(page, '<p>Раз</p><p>Два</p><section data-speech="answer"><cite></cite><p>Три</p></section>')
    page.locator(".block__name").drag_to(page.locator(f"{TEXT} p").first, target_position={"x": 30, "y": 2})
    assert body_of(page) == ('<p>Раз</p><section data-speech="answer"><cite></cite><p>Три</p></section><p>Два</p>')


def test_tab_in_the_last_cell_adds_a_row(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    set_body(page, "<table><tbody><tr><td><p>раз</p></td><td><p>два</p></td></tr></tbody></table>")
    click_into(page, page.locator("td").first)
    for _press in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("три")
    assert body_of(page) == (
        "<table><tbody><tr><td><p>раз</p></td><td><p>два</p></td></tr>"
        "<tr><td><p>три</p></td><td><p></p></td></tr></tbody></table>"
    )
