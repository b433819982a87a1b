"""`make fill`: generated articles in a demo newsroom."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client

from newsroom.demo import replay
from newsroom.website.models import PublishedArticle
from tests.bench import fill

pytestmark = pytest.mark.django_db


def test_it_publishes_as_many_as_asked(monkeypatch, capsys):
    monkeypatch.setattr(replay, "replay", mock.Mock())
    call_command("make_demo", stdout=StringIO())
    fill.main(5)
    assert capsys.readouterr().out == "5 / 5\n"
    assert PublishedArticle.objects.live().count() == 5
    assert Client().get(PublishedArticle.objects.live()[0].get_absolute_url()).status_code == 200


def test_it_says_how_to_start_where_there_is_no_demo():
    with pytest.raises(SystemExit, match="make run"):
        fill.main(5)
