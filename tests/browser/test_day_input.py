"""Days and hours are written as the language of the admin has them, whatever the language of the browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article
from staff.models import Person
from tests import factories
from tests.articles.admin.forms_sent import ADD, transition_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT = "[name=left_on]"


def test_a_plan_is_typed_in_a_browser_of_another_language(admin: Any) -> None:
    article = factories.approved()
    page = admin("editor", locale="en-US")
    page.goto(transition_url(article, "schedule"))
    expect(page.get_by_label("День")).to_have_attribute("placeholder", "ДД.ММ.ГГГГ")
    page.get_by_label("День").fill("5.12.2030")
    page.get_by_label("Время").fill("09:30")
    page.locator("button[data-transition=schedule]").click()
    if page.get_by_text("больше года").count():  # a day far ahead may be asked for once more
        page.locator("[name=far]").check()
        page.locator("button[data-transition=schedule]").click()
    page.wait_for_url("**/change/")
    planned = Article.objects.get(pk=article.pk).scheduled_for
    assert planned is not None
    assert f"{planned.astimezone():%Y-%m-%d}" == "2030-12-05"


def test_a_day_is_read_back_and_a_wrong_one_is_not_lost(admin: Any) -> None:
    person = Person.objects.create(name_ru="Ержан Есенов", name_kk="Ержан Есенов", slug="erzhan")
    page = admin("head", locale="en-US")
    address = f"/admin/staff/person/{person.pk}/change/"
    page.goto(address)
    page.fill(LEFT, "31.02.2026")
    page.locator("[name=_continue]").click()
    page.locator(".field-left_on .errorlist").wait_for()
    assert page.input_value(LEFT) == "31.02.2026"
    page.fill(LEFT, "28.02.2026")
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    assert page.input_value(LEFT) == "28.02.2026"
    assert str(Person.objects.get(pk=person.pk).left_on) == "2026-02-28"


def test_the_calendar_of_the_browser_fills_the_day_in(admin: Any) -> None:
    page = admin("head")
    page.goto("/admin/staff/person/add/")
    page.locator(".field-left_on").get_by_role("button", name="Открыть календарь").click()
    picker = page.locator(".day-input__picker")
    picker.evaluate("(one) => { one.value = '2026-03-07'; one.dispatchEvent(new Event('change')); }")
    assert page.input_value(LEFT) == "07.03.2026"


def test_the_dialog_of_pictures_has_the_same_days(admin: Any) -> None:
    page = admin("journalist", locale="en-US")
    page.goto(ADD)
    page.locator(".picture-field [data-part=choose]").click()
    since = page.locator("dialog [name=since]")
    expect(since).to_have_attribute("placeholder", "ДД.ММ.ГГГГ")
    button = since.locator("xpath=..").get_by_role("button", name="Открыть календарь")
    field, beside = since.bounding_box(), button.bounding_box()
    assert field
    assert beside
    assert beside["x"] > field["x"]
    assert abs(beside["y"] - field["y"]) < field["height"] / 2
