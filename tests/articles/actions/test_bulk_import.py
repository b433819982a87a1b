"""Imported articles have the rows of ordinary published articles."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedArticle, ImportedByline
from articles.models import Article, ArticleTag, Byline, Revision, Transition
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Tag
from staff.permission_groups import importer
from tests import factories
from tests.users import member

pytestmark = pytest.mark.django_db

ROWS = {
    Article: "pk",
    Byline: "article",
    ArticleTag: "content_object",
    Revision: "article",
    PublishedArticle: "pk",
    PublishedByline: "article",
    PublishedTag: "article",
    SearchDocument: "article",
}
"""The rows of a published article, with the column that refers to it."""

KEYS = {"id", "position", "article", "content_object"}
TIMES = {"created_at", "edited_at", "state_changed_at", "reviewed_at", "started_at", "saved_at", "at", "published_at"}
PEOPLE = {"creator", "approver", "user", "version"}
"""The workflow names its people and counts its transitions; an import has neither."""

WORDS: dict[str, dict[str, Any]] = {
    "ru": {"headline": "За́мки и мосты: 12\u00a0сёл ждут — «скоро»", "lead": "Паводок отступил,\nмосты стоят"},
    "kk": {"headline": "Қаладағы мектептер: «жаңа жыл»", "lead": "Әкімдік шешім шығарды"},
}


def imported(language: str, at: datetime, **fields: Any) -> ImportedArticle:
    defaults: dict[str, Any] = {
        "section": factories.section(),
        "body": factories.BODY,
        "tags": ("школы", "Вода"),
        "bylines": [ImportedByline(person=member("journalist").person)],
    }
    return ImportedArticle(language=language, published_at=at, **WORDS[language], **defaults | fields)


def stored(model: type[Model], article: Article) -> list[dict[str, Any]]:
    """Return the columns that an import and the workflow must write alike."""
    rows: QuerySet[Any] = model._default_manager.filter(**{ROWS[model]: article.pk}).order_by("pk")
    fields = [field for field in model._meta.concrete_fields if field.name not in KEYS | TIMES | PEOPLE]
    return sorted(({field.attname: getattr(row, field.attname) for field in fields} for row in rows), key=repr)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_writes_the_rows_that_the_workflow_writes(language: str) -> None:
    Tag.objects.create(name="школы", name_kk="мектептер")
    Tag.objects.create(name="Вода")
    names = ("школы", "Вода")
    ordinary = factories.published(
        language=language, signed="author", tags=names, body=factories.BODY, **WORDS[language]
    )
    actions.import_published([imported(language, timezone.now() - timedelta(days=40))], by=importer())
    article = Article.objects.exclude(pk=ordinary.pk).get()
    for model in ROWS:
        rows = stored(model, article)
        assert rows
        assert rows == stored(model, ordinary), model.__name__


def test_it_keeps_published_at_and_notifies_nobody() -> None:
    at = timezone.now() - timedelta(days=400)
    actions.import_published([imported("ru", at)], by=importer())
    article = PublishedArticle.objects.get()
    assert article.published_at == at
    assert {row.published_at for row in (*article.tag_rows.all(), *article.byline_rows.all())} == {at}
    assert not Transition.objects.unprocessed().exists()
    assert Transition.objects.get().name == "import"


def test_it_creates_unknown_tags_and_signs_with_guests() -> None:
    Tag.objects.create(name="Вода", name_kk="Су")
    guest = ImportedByline(name="Гость издания")
    actions.import_published(
        [imported("ru", timezone.now(), tags=("вода", "су", "новый"), bylines=[guest])], by=importer()
    )
    article = PublishedArticle.objects.get()
    assert sorted(row.tag.name for row in article.tag_rows.all()) == ["Вода", "новый"]
    assert [row.name for row in article.byline_rows.all()] == ["Гость издания"]
