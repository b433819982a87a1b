"""Redirects from former slugs, without chains or loops."""

import pytest
from django.db import IntegrityError, transaction

from newsroom.redirects import redirects
from newsroom.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def test_an_unknown_slug_leads_nowhere():
    assert redirects.resolve("tag", "voda") is None


def test_a_redirect_leads_to_its_object():
    redirects.add_redirect("tag", "voda", 7)
    assert redirects.resolve("tag", "voda") == 7
    assert redirects.resolve("section", "voda") is None
    assert redirects.resolve("tag", "VODA") is None


def test_a_later_redirect_replaces_the_earlier_one():
    redirects.add_redirect("tag", "voda", 7)
    redirects.add_redirect("tag", "voda", 8)
    assert redirects.resolve("tag", "voda") == 8
    assert Redirect.objects.count() == 1


def test_every_former_slug_leads_to_its_object():
    redirects.rename("section", "a", "b", 1)
    redirects.rename("section", "b", "c", 1)
    assert [redirects.resolve("section", slug) for slug in "abc"] == [1, 1, None]


def test_a_slug_in_use_again_has_no_redirect():
    redirects.rename("section", "a", "b", 1)
    redirects.rename("section", "b", "a", 1)
    assert [redirects.resolve("section", slug) for slug in "ab"] == [None, 1]


def test_renaming_to_the_same_slug_changes_nothing():
    redirects.rename("section", "a", "a", 1)
    assert Redirect.objects.count() == 0


def test_merging_moves_the_former_slugs():
    redirects.rename("tag", "a", "b", 1)
    redirects.rename("tag", "x", "y", 2)
    redirects.rename("person", "a", "b", 1)
    redirects.merge("tag", "b", 1, into_id=2)
    assert [redirects.resolve("tag", slug) for slug in "abxy"] == [2, 2, 2, None]
    assert redirects.resolve("person", "a") == 1


def test_a_former_slug_is_free_for_its_object_only():
    redirects.add_redirect("person", "asel", 3)
    assert redirects.is_free("person", "asel", 3)
    assert not redirects.is_free("person", "asel", 4)
    assert not redirects.is_free("person", "asel", None)
    assert redirects.is_free("person", "nurzhan", None)
    assert redirects.is_free("tag", "asel", 4)


def test_a_slug_is_free_after_its_redirect_is_removed():
    redirects.add_redirect("person", "asel", 3)
    redirects.remove_redirect("person", "asel")
    assert redirects.is_free("person", "asel", 4)


@pytest.mark.parametrize("act", [redirects.add_redirect, redirects.is_free])
def test_it_refuses_an_unknown_kind(act):
    with pytest.raises(ValueError, match="article"):
        act("article", "slug", 1)


def test_the_database_allows_one_redirect_a_slug():
    redirects.add_redirect("tag", "voda", 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(kind="tag", slug="voda", object_id=8)
