"""The picture library in a browser: uploads with progress, the dialog of a form, the keyboard, a phone."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from newsroom.images.models import Image
from tests import factories
from tests.browser import axe
from tests.newsroom.images.files import encoded, quarters, stored_image, with_iptc
from tests.users import member

pytestmark = pytest.mark.browser

LIBRARY = "/admin/images/image/"
# Puts files into a drop or a paste, as the browser does for a person.
SEND = """(root, {kind, files}) => {
  const transfer = new DataTransfer();
  for (const {name, bytes} of files) {
    const data = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    transfer.items.add(new File([data], name, {type: "image/jpeg"}));
  }
  const event = kind === "paste"
    ? new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true})
    : new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true});
  root.dispatchEvent(event);
}"""

# Counts the requests that are on their way.
COUNT_UPLOADS = """() => {
  let running = 0;
  window.mostAtOnce = 0;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...sent) {
    running += 1;
    window.mostAtOnce = Math.max(window.mostAtOnce, running);
    this.addEventListener("readystatechange", () => { if (this.readyState === 4) running -= 1; });
    send.apply(this, sent);
  };
}"""


def files(**contents: bytes) -> list[dict[str, str]]:
    return [{"name": f"{name}.jpg", "bytes": b64encode(data).decode()} for name, data in contents.items()]


def send(root: Locator, kind: str, **contents: bytes) -> None:
    root.evaluate(SEND, {"kind": kind, "files": files(**contents)})


def picture(**options: Any) -> bytes:
    return encoded(quarters((1500, 1000)), **options)


class TestLibrary:
    def test_several_dropped_files_go_on_while_one_is_refused(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto(LIBRARY)
        known = picture()
        sent = {"один": known, "два": picture(), "страница": b"<html><script>", "мал": encoded(quarters((400, 300)))}
        send(page.locator("[data-picture-library]"), "drop", **sent)
        lines = page.locator(".picture-upload__line")
        expect(lines).to_have_count(4)
        expect(lines.filter(has_text="страница")).to_contain_text("Это страница HTML")
        expect(lines.filter(has_text="мал.jpg")).to_contain_text("Мала для главной")
        expect(page.locator(".picture-tile")).to_have_count(3)
        expect(lines.filter(has_text="один")).to_contain_text("загружено")
        send(page.locator("[data-picture-library]"), "paste", ещё=known)
        expect(lines.filter(has_text="ещё")).to_contain_text("уже загружали")
        expect(lines.filter(has_text="ещё")).not_to_contain_text("загружено")
        expect(page.locator(".picture-tile")).to_have_count(3)
        # Each tile shows its picture at once.
        for image in page.locator(".picture-tile__image").all():
            image.scroll_into_view_if_needed()
            expect(image).to_have_js_property("complete", True)
            assert image.evaluate("image => image.naturalWidth") > 0

    def test_progress_is_shown_and_two_are_sent_at_a_time(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto(LIBRARY)
        page.evaluate(COUNT_UPLOADS)
        # Long enough for a third one to start.
        page.route("**/images/image/upload/", lambda route: page.wait_for_timeout(300) or route.continue_())
        page.set_input_files(
            "[data-part=files]",
            [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture()} for n in range(5)],
        )
        expect(page.locator(".picture-upload__bar").first).to_be_visible()
        expect(page.locator(".picture-upload__line[data-state=done]")).to_have_count(5)
        assert page.evaluate("window.mostAtOnce") == 2
        assert Image.objects.count() == 5

    def test_a_cut_network_is_said_and_the_file_sent_again(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto(LIBRARY)
        page.route("**/images/image/upload/", lambda route: route.abort())
        send(page.locator("[data-picture-library]"), "drop", снимок=picture())
        line = page.locator(".picture-upload__line")
        expect(line).to_contain_text("Связь прервалась")
        page.unroute("**/images/image/upload/")
        line.get_by_role("button", name="Повторить").click()
        expect(page.locator(".picture-upload__line[data-state=done]")).to_have_count(1)
        assert Image.objects.count() == 1

    def test_a_login_that_has_ended_loses_no_file(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto(LIBRARY)
        cookies = page.context.cookies()
        page.context.clear_cookies()
        send(page.locator("[data-picture-library]"), "drop", снимок=picture())
        line = page.locator(".picture-upload__line")
        expect(line).to_contain_text("Вход закончился")
        page.context.add_cookies(cookies)
        line.get_by_role("button", name="Повторить").click()
        expect(page.locator(".picture-upload__line[data-state=done]")).to_have_count(1)

    def test_a_file_dropped_beside_the_library_is_uploaded_too(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto(LIBRARY)
        send(page.locator("h1"), "drop", снимок=picture())
        expect(page.locator(".picture-tile")).to_have_count(1)

    def test_a_corrector_sees_the_library_without_uploads(self, admin: Callable[..., Page]) -> None:
        stored_image(title="Водовод")
        page = admin("corrector")
        page.goto(LIBRARY)
        expect(page.locator(".picture-tile")).to_have_count(1)
        expect(page.locator(".picture-upload")).to_have_count(0)

    def test_it_fits_a_phone(self, admin: Callable[..., Page]) -> None:
        for n in range(3):
            stored_image(title=f"Снимок с очень длинным названием {n}" * 3)
        page = admin("journalist", viewport={"width": 390, "height": 844}, has_touch=True)
        page.goto(LIBRARY)
        expect(page.locator(".picture-tile")).to_have_count(3)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.set_input_files("[data-part=files]", {"name": "с.jpg", "mimeType": "image/jpeg", "buffer": picture()})
        expect(page.locator(".picture-tile")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


class TestDialog:
    def test_an_uploaded_picture_fills_the_form_at_once(self, admin: Callable[..., Page]) -> None:
        page = admin("journalist")
        page.goto("/admin/articles/article/add/")
        page.fill("[name=alt]", "Напечатано мной")
        data = with_iptc({120: "Жители у водовода".encode(), 80: "Әсел".encode()})
        send(page.locator(".picture-field"), "drop", снимок=data)
        dialog = page.get_by_role("dialog")
        expect(dialog.locator("input:checked")).to_have_count(1)
        dialog.get_by_role("button", name="Выбрать").click()
        expect(dialog).to_have_count(0)
        expect(page.locator("[name=caption]")).to_have_value("Жители у водовода")
        expect(page.locator("[name=credit]")).to_have_value("Әсел")
        expect(page.locator("[name=alt]")).to_have_value("Напечатано мной")
        image = Image.objects.get()
        assert page.locator("select[name=image]").input_value() == str(image.pk)
        page.fill("[name=headline]", "Открыли водовод")
        page.locator("[name=_continue]").click()
        page.wait_for_url("**/change/")
        expect(page.locator("[name=caption]")).to_have_value("Жители у водовода")
        expect(page.locator(".picture-field__title")).to_have_text(image.title)

    def test_another_picture_brings_its_own_texts_and_keeps_what_was_typed(self, admin: Callable[..., Page]) -> None:
        first = stored_image(title="Первый", caption="Первая подпись", credit="Первый автор", alt="Первое")
        stored_image(title="Второй", caption="Вторая подпись", credit="Второй автор", alt="Второе")
        article = factories.draft(member("journalist"), image=first)
        page = admin("journalist")
        page.goto(article.admin_url)
        page.fill("[name=caption]", "Своя подпись")
        page.get_by_role("button", name="Выбрать другой").click()
        page.get_by_role("dialog").get_by_text("Второй", exact=True).dblclick()
        expect(page.locator("[name=credit]")).to_have_value("Второй автор")
        expect(page.locator("[name=caption]")).to_have_value("Своя подпись")
        page.locator(".picture-field").get_by_role("button", name="Убрать").click()
        expect(page.locator("[name=credit]")).to_have_value("")
        expect(page.locator("[name=caption]")).to_have_value("Своя подпись")

    def test_it_is_accessible(self, admin: Callable[..., Page]) -> None:
        stored_image(title="Мост", credit="", alt="")
        page = admin("journalist")
        page.goto("/admin/articles/article/add/")
        send(page.locator(".picture-field"), "drop", снимок=picture(), мал=encoded(quarters((400, 300))), нет=b"no")
        expect(page.locator(".picture-upload__line[data-state]")).to_have_count(3)
        looks = (axe.Look("light", 1280), axe.Look("dark", axe.PHONE))
        assert axe.against_open(page, "dialog:not(#palette)", looks) == []
        image = Image.objects.all()[0]
        pages = {
            "library": LIBRARY,
            "one": f"{LIBRARY}{image.pk}/change/",
            "replacing": f"{LIBRARY}{image.pk}/replace/",
        }
        assert axe.against(page, pages, looks, axe.WCAG) == ""

    def test_by_keyboard_alone(self, admin: Callable[..., Page]) -> None:
        stored_image(title="Мост", credit="Мостовик")
        wanted = stored_image(title="Водовод", credit="Водник")
        stored_image(title="Школа", credit="Школьник")
        page = admin("journalist")
        page.goto("/admin/articles/article/add/")
        page.locator(".picture-field [data-part=choose]").focus()
        page.keyboard.press("Enter")
        # The search has the focus, and after it the first picture that it finds.
        expect(page.locator("dialog:not(#palette) [name=q]")).to_be_focused()
        page.keyboard.type("водовод")
        page.keyboard.press("Enter")
        expect(page.locator("dialog:not(#palette) .picture-tile")).to_have_count(1)
        expect(page.locator("dialog:not(#palette) [data-record]")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator("dialog:not(#palette)")).to_have_count(0)
        expect(page.locator("[name=credit]")).to_have_value("Водник")
        assert page.locator("select[name=image]").input_value() == str(wanted.pk)
        expect(page.locator(".picture-field [data-part=choose]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("dialog:not(#palette)[open]")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("dialog:not(#palette)")).to_have_count(0)
        assert page.locator("select[name=image]").input_value() == str(wanted.pk)

    def test_several_are_chosen_across_pages_by_the_interface_of_other_scripts(
        self, admin: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("newsroom.images.admin.library.PAGE_SIZE", 1)
        ids = [stored_image(title=name).pk for name in ("Старый", "Новый")]
        page = admin("journalist")
        page.goto("/admin/articles/article/add/")
        page.evaluate(
            "() => { import('/static/js/picture-dialog.js').then(async ({choosePictures}) => "
            "{ window.chosen = await choosePictures({multiple: true}) }) }"
        )
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("Новый", exact=True).click()
        dialog.get_by_role("link", name="Старше").click()
        dialog.get_by_text("Старый", exact=True).click()
        expect(dialog.get_by_role("status")).to_have_text("Выбрано: 2")
        dialog.get_by_role("button", name="Выбрать").click()
        page.wait_for_function("window.chosen")
        chosen = page.evaluate("window.chosen")
        assert [record["id"] for record in chosen] == ids[::-1]
        assert {"id", "url", "width", "height", "alt", "caption", "credit"} <= set(chosen[0])
