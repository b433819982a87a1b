"""The system check of the imprint."""

import pytest
from django.utils.translation import override

from newsroom.website.checks import imprint_is_filled
from newsroom.website.models import Outlet

pytestmark = pytest.mark.django_db
WORDS = {"ru": "В выходных данных нет: ", "kk": "Шығарылым деректерінде жоқ: "}


@pytest.fixture(autouse=True)
def no_outlet(outlet: Outlet) -> None:
    outlet.delete()


def test_it_says_nothing_without_an_outlet() -> None:
    assert imprint_is_filled(databases=["default"]) == []
    assert imprint_is_filled() == []


@pytest.mark.parametrize("language", WORDS)
def test_it_names_the_empty_fields(language: str) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол", certificate="№ 9")
    with override(language):
        (warning,) = imprint_is_filled(databases=["default"])
        assert warning.id == "website.W001"
        assert warning.msg.startswith(WORDS[language])
        assert str(Outlet._meta.get_field("owner_ru").verbose_name) in warning.msg
        assert str(Outlet._meta.get_field("certificate").verbose_name) not in warning.msg
