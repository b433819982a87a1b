"""URLs and form data of the admin of images."""

from django.test import Client
from django.urls import reverse

from newsroom.images import private
from newsroom.images.models import Image
from tests.articles.admin.forms_sent import stored_version
from tests.users import client_of, member

LIST = reverse("admin:images_image_changelist")
ADD = reverse("admin:images_image_add")
TYPED = {
    "title": "Водовод",
    "caption": "Жители у водовода",
    "credit": "Фото: Гүлім Сәрсенқызы",
    "alt": "Люди у колонки",
}


def as_(key: str) -> Client:
    return client_of(member(key))


def change(image: Image) -> str:
    return reverse("admin:images_image_change", args=[image.pk])


def file_of(image: Image) -> str:
    return private.address(image, "square", 160, "jpeg")


def described(image: Image, **changes: object) -> dict[str, object]:
    texts = {name: getattr(image, name) for name in TYPED}
    return {**texts, "version": stored_version(image), "focus_x": "50", "focus_y": "50", **changes}
