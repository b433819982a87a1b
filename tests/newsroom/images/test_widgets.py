"""The image chooser in other forms."""

import json
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.test import RequestFactory

from newsroom.images import records, widgets
from newsroom.images.widgets import ImageChooser, ImageChooserMixin
from staff.models import Person, User
from tests.newsroom.images.files import stored_image

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class PersonAdmin(ImageChooserMixin, admin.ModelAdmin):
    fields = ("name_ru", "portrait")


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for known, attrs in self.found if known == tag]


def form_for(user: User, **initial: object):
    request = RequestFactory().get("/")
    request.user = user
    return PersonAdmin(Person, admin.site).get_form(request)(initial=initial)


def test_it_is_used_for_every_foreign_key_to_an_image(head: User):
    assert isinstance(form_for(head).fields["portrait"].widget, ImageChooser)


def test_it_shows_the_chosen_image_and_its_texts(head: User):
    image = stored_image(title="Водовод", credit="Фото: Әсел")
    found = Elements(str(form_for(head, portrait=image.pk)["portrait"]))
    record = json.loads(found.all("div")[0]["data-record"] or "")
    assert (record["id"], record["credit"]) == (image.pk, "Фото: Әсел")
    assert records.address(image, records.TILE_WIDTH) in [attrs.get("src") for attrs in found.all("img")]
    chosen = [attrs["value"] for attrs in found.all("option") if "selected" in attrs]
    assert chosen == [str(image.pk)]


def test_without_a_choice_there_is_no_picture(head: User):
    found = Elements(str(form_for(head)["portrait"]))
    assert found.all("div")[0]["data-record"] == "null"
    assert [attrs for attrs in found.all("img") if attrs.get("src")] == []


def test_without_javascript_it_lists_the_newest_images(head: User):
    first, second = stored_image(title="Раньше"), stored_image(title="Позже")
    options = [attrs["value"] for attrs in Elements(str(form_for(head, portrait=first.pk)["portrait"])).all("option")]
    assert options == ["", str(second.pk), str(first.pk)]


def test_an_older_chosen_image_is_in_the_list_too(head: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(widgets, "RECENT", 1)
    first, second = stored_image(), stored_image()
    options = [attrs["value"] for attrs in Elements(str(form_for(head, portrait=first.pk)["portrait"])).all("option")]
    assert options == ["", str(first.pk), str(second.pk)]


def test_it_makes_two_queries(head: User, django_assert_max_num_queries):
    image = stored_image()
    for _ in range(5):
        stored_image()
    form = form_for(head, portrait=image.pk)
    with django_assert_max_num_queries(2):
        str(form["portrait"])


def test_any_image_can_be_posted(head: User):
    image = stored_image()
    request = RequestFactory().post("/")
    request.user = head
    form = PersonAdmin(Person, admin.site).get_form(request)({"name_ru": "Имя", "portrait": str(image.pk)})
    form.full_clean()
    assert form.cleaned_data["portrait"] == image
    form = PersonAdmin(Person, admin.site).get_form(request)({"name_ru": "Имя", "portrait": "999"})
    assert "portrait" in form.errors


@pytest.mark.parametrize("value", ["abc", "-1", "1.5", "٣", "9" * 40, "1 OR 1=1", "\x00"])
def test_a_forged_choice_is_refused(head: User, value: str):
    request = RequestFactory().post("/")
    request.user = head
    form = PersonAdmin(Person, admin.site).get_form(request)({"name_ru": "Имя", "portrait": value})
    assert "portrait" in form.errors
    assert Elements(str(form["portrait"])).all("div")[0]["data-record"] == "null"


def test_a_title_is_escaped(head: User):
    image = stored_image(title='"><script>alert(1)</script>')
    assert "<script>alert" not in str(form_for(head, portrait=image.pk)["portrait"])


def test_it_adds_its_media(head: User):
    media = str(form_for(head).media)
    assert '<script src="/static/js/picture-field.js" type="module"></script>' in media
