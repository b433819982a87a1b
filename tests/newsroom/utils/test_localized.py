from types import SimpleNamespace

import pytest
from django.utils import translation

from newsroom.utils.localized import localized

PERSON = SimpleNamespace(name_ru="Инжу", name_kk="Інжу", bio_ru="Пишет о воде.", bio_kk="")


@pytest.mark.parametrize(("language", "name"), [("ru", "Инжу"), ("kk", "Інжу"), ("de", "Инжу"), (None, "Инжу")])
def test_it_returns_the_text_of_the_active_language(language, name):
    with translation.override(language):
        assert localized(PERSON, "name") == name


def test_it_falls_back_to_the_default_language():
    with translation.override("kk"):
        assert localized(PERSON, "bio") == "Пишет о воде."


def test_it_returns_an_empty_text_without_a_fallback():
    with translation.override("kk"):
        assert localized(PERSON, "bio", fallback=False) == ""
