"""Whether a few people, each with several roles, can publish every article."""

from io import StringIO

import pytest
from django.core.management import call_command

from newsroom.dashboard import staffing
from tests.users import make

pytestmark = pytest.mark.django_db


def test_the_team_of_four_has_reviewers_but_misses_its_head() -> None:
    make("head", "Әсел", "head")
    make("jm", "Өркен", "journalist", "moderator")
    make("jc", "Інжу", "journalist", "corrector")
    make("j", "Пётр", "journalist")
    assert staffing.warnings() == []
    assert set(staffing.absences()) == {
        "Если отсутствует Әсел, вычитать некому для: Інжу.",
        "Если отсутствует Әсел, публиковать некому.",
        "Если отсутствует Інжу, вычитать некому для: Әсел.",
    }


def test_a_lone_corrector_who_writes_is_named() -> None:
    make("jc", "Інжу", "journalist", "corrector")
    make("j", "Пётр", "journalist")
    assert staffing.warnings() == [
        "Материалы, которые пишет Інжу, вычитать некому.",
        "Публиковать некому: нужен редактор или руководитель.",
    ]


def test_the_command_says_it_and_fails() -> None:
    make("jc", "Інжу", "journalist", "corrector")
    output = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_staffing", stdout=output)
    assert "пишет Інжу" in output.getvalue()


def test_a_sound_newsroom_gets_a_kind_word() -> None:
    make("h1", "Әсел", "head")
    make("h2", "Нұржан", "head")
    make("h3", "Лидия", "head")
    output = StringIO()
    call_command("check_staffing", stdout=output)
    assert output.getvalue() == "У каждого пишущего есть второй читатель.\n"
