"""Saving articles while their section or tag is merged: no error page, and nothing typed is lost."""

from collections.abc import Callable
from functools import partial

import pytest
from django.http.response import HttpResponse

from articles.models import Article
from newsroom.website.models import Section, Tag
from tests import factories
from tests.articles.admin.forms_sent import FormClient, form_of
from tests.articles.admin.test_simultaneous_saves import in_parallel
from tests.users import client_of, member

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 12
HEADLINE = "Набрано перед слиянием"


@pytest.fixture(autouse=True)
def users() -> None:
    for name in ("head", "editor", "journalist", "corrector"):
        member(name)


def merging(kind: str, obj: Section | Tag, into: Section | Tag) -> Callable[[], HttpResponse]:
    typed = into.name if isinstance(into, Tag) else into.pk
    return partial(client_of(member("head")).post, f"/admin/website/{kind}/{obj.pk}/merge/", {"into": typed})


def assert_done_or_refused(saved: HttpResponse, merged: HttpResponse) -> None:
    """Both requests were done or refused with a sentence, and refused text is still in the form."""
    assert saved.status_code in (200, 302, 409)
    assert merged.status_code in (302, 409)
    assert merged.status_code == 302 or "ещё раз" in merged.content.decode()
    if saved.status_code != 302:
        assert form_of(saved)["headline"] == HEADLINE


def two_sections(number: int) -> tuple[Section, Section]:
    return factories.section(f"old-{number}"), factories.section(f"new-{number}")


def test_a_new_article_is_saved_in_a_section_being_merged() -> None:
    for number in range(ROUNDS):
        old, new = two_sections(number)
        form_client = FormClient(member("journalist"))
        assert_done_or_refused(
            *in_parallel(
                partial(form_client.send, headline=HEADLINE, section=str(old.pk)), merging("section", old, new)
            )
        )
        assert set(Article.objects.values_list("section", flat=True)) <= set(
            Section.objects.values_list("pk", flat=True)
        )


def test_a_draft_is_moved_to_a_section_being_merged() -> None:
    for number in range(ROUNDS):
        old, new = two_sections(number)
        form_client = FormClient(member("journalist"), factories.draft())
        assert_done_or_refused(
            *in_parallel(
                partial(form_client.send, headline=HEADLINE, section=str(old.pk)), merging("section", old, new)
            )
        )


def test_a_live_article_is_moved_to_a_section_being_merged() -> None:
    for number in range(ROUNDS):
        old, new = two_sections(number)
        form_client = FormClient(member("editor"), factories.revised(member("editor")))
        assert_done_or_refused(
            *in_parallel(
                partial(form_client.send, headline=HEADLINE, section=str(old.pk)), merging("section", old, new)
            )
        )


def test_an_article_gets_a_tag_being_merged() -> None:
    for number in range(ROUNDS):
        old, new = (Tag.objects.create(name=f"{name}{number}") for name in ("Смог", "Дым"))
        form_client = FormClient(member("journalist"), factories.draft())
        assert_done_or_refused(
            *in_parallel(partial(form_client.send, headline=HEADLINE, tags=old.name), merging("tag", old, new))
        )
