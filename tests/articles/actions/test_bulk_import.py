"""An import stores the same rows as the whole workflow of each article."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.utils import timezone

from articles import actions
from articles.models import Article, ArticleTag, Byline, Revision, Transition
from newsroom.exceptions import Incomplete
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Tag
from staff.models import Person
from tests import factories
from tests.users import member

pytestmark = pytest.mark.django_db

ROWS = {
    Article: "pk",
    Byline: "article",
    ArticleTag: "content_object",
    Revision: "article",
    Transition: "article",
    PublishedArticle: "pk",
    PublishedByline: "article",
    PublishedTag: "article",
    SearchDocument: "article",
}
"""Every table of a published article, with the column that refers to the article."""

KEYS = {"id", "position", "article", "content_object"}
TIMES = {"created_at", "edited_at", "state_changed_at", "reviewed_at", "started_at", "saved_at", "at", "published_at"}
OWN = KEYS | TIMES | {"processed_at"}
"""Columns that differ. Imported transitions are already processed: nobody is notified of an old article."""

WORDS: dict[str, dict[str, Any]] = {
    "ru": {"headline": "За́мки и мосты: 12\u00a0сёл ждут — «скоро»", "lead": "Паводок отступил,\nмосты стоят"},
    "kk": {"headline": "Қаладағы мектептер: «жаңа жыл»", "lead": "Әкімдік шешім шығарды"},
}
BODY = f"<div>Вставлено <b>отовсюду</b>\u200b</div>{factories.BODY}<p></p><ul><li>раз<li>два</ul>"


def tags() -> list[Tag]:
    """Two tags, not in printed order, one of them with a name in both languages."""
    return [Tag.objects.create(name="школы", name_kk="мектептер"), Tag.objects.create(name="Вода")]


def finished(language: str, person: Person, tagged: list[Tag], at: datetime) -> actions.ImportedArticle:
    place = {"section": factories.section(), "tags": tagged, "person": person, "published_at": at}
    return actions.ImportedArticle(language=language, body=BODY, **WORDS[language], **place)


def by_the_workflow(language: str, tagged: list[Tag]) -> Article:
    names = tuple(tag.name for tag in tagged)
    return factories.published(language=language, signed="author", tags=names, body=BODY, **WORDS[language])


def stored_rows(model: type[Model], article: Article) -> list[dict[str, Any]]:
    """Return the columns of the article's rows that must not differ, in the order of writing."""
    rows: QuerySet[Any] = model._default_manager.filter(**{ROWS[model]: article.pk}).order_by("pk")
    fields = [field for field in model._meta.concrete_fields if field.name not in OWN]
    return [{field.attname: getattr(row, field.attname) for field in fields} for row in rows]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_stores_what_the_workflow_stores(language: str) -> None:
    tagged, at = tags(), timezone.now() - timedelta(days=40)
    ordinary = by_the_workflow(language, tagged)
    writer, reviewer, by = member("journalist"), member("corrector"), member("editor")
    actions.import_published([finished(language, writer.person, tagged, at)], writer=writer, reviewer=reviewer, by=by)
    imported = Article.objects.exclude(pk=ordinary.pk).get()
    for model in ROWS:
        rows = stored_rows(model, imported)
        assert rows
        assert rows == stored_rows(model, ordinary), model.__name__


def test_it_keeps_the_times_of_publication() -> None:
    writer, reviewer, by = member("journalist"), member("corrector"), member("editor")
    at = timezone.now() - timedelta(days=400)
    actions.import_published([finished("ru", writer.person, tags(), at)], writer=writer, reviewer=reviewer, by=by)
    article = PublishedArticle.objects.get()
    assert article.published_at == at
    assert set(Transition.objects.values_list("at", "processed_at")) == {(at, at)}
    assert {row.published_at for row in (*article.tag_rows.all(), *article.byline_rows.all())} == {at}
    assert not Transition.objects.unprocessed().exists()


def test_nobody_reads_what_he_has_written_or_signed() -> None:
    writer, reviewer, by = member("journalist"), member("corrector"), member("editor")
    at = timezone.now()
    with pytest.raises(Incomplete):
        actions.import_published([], writer=reviewer, reviewer=reviewer, by=by)
    signed_by_him = [finished("ru", person, [], at) for person in (writer.person, reviewer.person)]
    with pytest.raises(Incomplete):
        actions.import_published(signed_by_him, writer=writer, reviewer=reviewer, by=by)
    assert not Article.objects.exists()
