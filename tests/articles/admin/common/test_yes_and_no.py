"""Lists say yes and no in words."""

import pytest
from django.contrib.admin.utils import display_for_value
from django.test import Client
from django.utils.translation import override

from staff.models import User
from tests.users import client_of

WORDS = {"ru": ["да", "нет", "неизвестно"], "kk": ["иә", "жоқ", "белгісіз"]}


@pytest.mark.parametrize("language", WORDS)
def test_it_says_yes_no_and_unknown_in_the_persons_language(language: str) -> None:
    with override(language):
        assert [display_for_value(value, "-", boolean=True) for value in (True, False, None)] == WORDS[language]


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_it_is_so_in_lists(language: str, head: User) -> None:
    head.language = language
    head.save()
    client: Client = client_of(head)
    page = client.get("/admin/staff/user/").content.decode()
    assert f">{WORDS[language][0]}</td>" in page
    assert "icon-yes" not in page
