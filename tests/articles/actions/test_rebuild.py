"""`manage.py rebuild_published` repairs the public rows from the approved revisions."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from articles import actions
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, PublishedTag
from tests import factories
from tests.users import member

pytestmark = pytest.mark.django_db


def rebuild() -> str:
    output = StringIO()
    call_command("rebuild_published", stdout=output)
    return output.getvalue()


def test_it_repairs_what_was_changed_in_the_database() -> None:
    article = factories.published(headline="Вода пришла", tags=("Вода",))
    with actions.editing(article, by=member("editor")) as text:
        text.section = factories.section("sport")
    before = PublishedArticle.objects.values().get()
    version = SiteVersion.current()
    PublishedArticle.objects.update(headline="Испорчено", text="Испорчено", section=factories.section("gorod"))
    PublishedTag.objects.all().delete()
    assert "1" in rebuild()
    assert PublishedArticle.objects.values().get() == before
    assert PublishedTag.objects.count() == 1
    assert SiteVersion.current() != version
    address = PublishedArticle.objects.get().get_absolute_url()
    assert address in Client().get("/search/?q=пришла").content.decode()


def test_a_working_copy_and_a_withdrawn_article_stay_hidden() -> None:
    edited, withdrawn = factories.published(headline="Мост"), factories.published(headline="Школа")
    actions.revise(edited, by=edited.creator)
    with actions.editing(edited, by=edited.creator) as text:
        text.headline = "Тайна"
    actions.withdraw(withdrawn, by=member("editor"), reason="Ошибка", kind="gone")
    rebuild()
    assert list(PublishedArticle.objects.live().values_list("headline", flat=True)) == ["Мост"]
