"""The image chooser in other forms."""

from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.test import RequestFactory

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
    widget = form_for(head).fields["portrait"].widget
    assert isinstance(widget, RelatedFieldWidgetWrapper)
    assert isinstance(widget.widget, ImageChooser)
    assert widget.can_add_related


def test_it_previews_the_chosen_image(head: User):
    image = stored_image(title="Водовод")
    found = Elements(str(form_for(head, portrait=image.pk)["portrait"]))
    preview = found.all("img")[0]
    assert preview["src"] == f"/admin/images/image/{image.pk}/file/square-160.jpeg"
    assert "hidden" not in preview
    chosen = [attrs["value"] for attrs in found.all("option") if "selected" in attrs]
    assert chosen == [str(image.pk)]


def test_without_a_choice_there_is_no_preview(head: User):
    found = Elements(str(form_for(head)["portrait"]))
    assert "hidden" in found.all("img")[0]
    assert "src" not in found.all("img")[0]


def test_without_javascript_it_lists_the_newest_images(head: User):
    first, second = stored_image(title="Раньше"), stored_image(title="Позже")
    options = [attrs["value"] for attrs in Elements(str(form_for(head, portrait=first.pk)["portrait"])).all("option")]
    assert options == ["", str(first.pk), str(second.pk)]


def test_djangos_script_does_not_activate_it(head: User):
    (select,) = Elements(str(form_for(head)["portrait"])).all("select")
    assert "admin-autocomplete" not in (select["class"] or "")
    assert select["data-ajax--url"] == "/admin/autocomplete/"


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
    assert "hidden" in Elements(str(form["portrait"])).all("img")[0]


def test_a_title_is_escaped(head: User):
    image = stored_image(title='"><script>alert(1)</script>')
    assert "<script>alert" not in str(form_for(head, portrait=image.pk)["portrait"])


def test_it_adds_its_media(head: User):
    media = str(form_for(head).media)
    assert '<script src="/static/js/image-chooser.js" type="module"></script>' in media
