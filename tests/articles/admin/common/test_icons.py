"""Lists show yes and no as icons, with words for screen readers."""

import re

import pytest
from django.contrib.admin.utils import display_for_value
from django.utils.translation import override

from staff.models import User
from tests.users import client_of

WORDS = {"ru": ("да", "нет", "неизвестно"), "kk": ("иә", "жоқ", "белгісіз")}


@pytest.mark.parametrize("language", WORDS)
def test_it_says_yes_no_and_unknown_in_the_persons_language(language: str) -> None:
    with override(language):
        icons = [display_for_value(value, "-", boolean=True) for value in (True, False, None)]
    assert [re.findall('alt="(.*?)"', icon) for icon in icons] == [[word] for word in WORDS[language]]


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_it_is_so_in_lists(language: str, head: User) -> None:
    head.language = language
    head.save()
    page = client_of(head).get("/admin/staff/user/").content.decode()
    icons = re.findall(r'<img src="[^"]*/icon-(yes|no)\.svg" alt="(.*?)">', page)
    assert icons
    assert {word for _name, word in icons} <= set(WORDS[language])
