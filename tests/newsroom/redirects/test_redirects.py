"""Former addresses keep answering, in one hop, without loops."""

import pytest
from django.db import IntegrityError, transaction

from newsroom.redirects import redirects
from newsroom.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def test_it_knows_nothing_of_an_unknown_address():
    assert redirects.resolve("tag", "voda") is None


def test_it_leads_a_former_address_to_what_answered_there():
    redirects.remember("tag", "voda", 7)
    assert redirects.resolve("tag", "voda") == 7
    assert redirects.resolve("section", "voda") is None
    assert redirects.resolve("tag", "VODA") is None


def test_it_remembers_once_and_the_last_wins():
    redirects.remember("tag", "voda", 7)
    redirects.remember("tag", "voda", 8)
    assert redirects.resolve("tag", "voda") == 8
    assert Redirect.objects.count() == 1


def test_it_leads_every_former_name_to_its_owner():
    redirects.rename("section", "a", "b", 1)
    redirects.rename("section", "b", "c", 1)
    assert [redirects.resolve("section", slug) for slug in "abc"] == [1, 1, None]


def test_it_leads_nowhere_from_a_name_that_came_back():
    redirects.rename("section", "a", "b", 1)
    redirects.rename("section", "b", "a", 1)
    assert [redirects.resolve("section", slug) for slug in "ab"] == [None, 1]


def test_it_changes_nothing_for_a_name_that_stays():
    redirects.rename("section", "a", "a", 1)
    assert Redirect.objects.count() == 0


def test_it_takes_the_former_names_along_into_a_merger():
    redirects.rename("tag", "a", "b", 1)
    redirects.rename("tag", "x", "y", 2)
    redirects.rename("person", "a", "b", 1)
    redirects.merge("tag", "b", 1, into_id=2)
    assert [redirects.resolve("tag", slug) for slug in "abxy"] == [2, 2, 2, None]
    assert redirects.resolve("person", "a") == 1


def test_it_keeps_a_former_name_for_its_owner():
    redirects.remember("person", "asel", 3)
    assert redirects.is_free("person", "asel", 3)
    assert not redirects.is_free("person", "asel", 4)
    assert not redirects.is_free("person", "asel", None)
    assert redirects.is_free("person", "nurzhan", None)
    assert redirects.is_free("tag", "asel", 4)


def test_it_frees_a_forgotten_name():
    redirects.remember("person", "asel", 3)
    redirects.forget("person", "asel")
    assert redirects.is_free("person", "asel", 4)


@pytest.mark.parametrize("act", [redirects.remember, redirects.is_free])
def test_it_refuses_an_unknown_kind(act):
    with pytest.raises(ValueError, match="article"):
        act("article", "slug", 1)


def test_it_has_one_redirect_an_address_by_constraint():
    redirects.remember("tag", "voda", 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(kind="tag", slug="voda", object_id=8)
