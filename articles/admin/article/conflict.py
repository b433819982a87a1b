"""Of two who save, the second sees both texts, and nothing that he typed is lost."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import permissions
from articles.admin.article import bylines, sources
from articles.admin.article.fields import BodyField
from articles.admin.article.form import COLUMNS, ArticleForm
from articles.admin.article.formsets import RowFormSet
from articles.admin.article.related import RelatedField, picked
from articles.admin.common.published_lookup import label_of
from articles.admin.taxonomy.tag_field import TagsField
from articles.models import Article
from newsroom.utils.diff import Paragraph, diff_paragraphs
from newsroom.utils.html import to_text
from staff.models import User


@dataclass(frozen=True)
class Difference:
    """One field of which the stored text and the typed one differ; `paragraphs` lays them over one another."""

    label: str
    theirs: str
    mine: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Change:
    """Who was faster, and what he did."""

    user: User
    what: str
    at: datetime


class Comparison:
    """What was sent, beside the article as it stands now. `article` is the newest copy."""

    def __init__(self, article: Article, data: QueryDict, user: User) -> None:
        self.article = article
        self.may_save = permissions.may_edit_text(article, user) or permissions.may_place(article, user)
        # All that was typed, whether or not it may still be saved: only for looking at it.
        form_class = type("TypedForm", (ArticleForm,), {"user": user})
        self._form = form_class(data, instance=Article.objects.get(pk=article.pk))
        self._form.is_valid()

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields that differ, in the order of the form; none where only the state has moved on."""
        found = [self._of_field(name, field) for name, field in self._form.fields.items() if self._was_sent(name)]
        found += [self._of_rows(name, rows) for name, rows in self._form.rows if rows.is_bound]
        return [one for one in found if one.theirs != one.mine]

    def _was_sent(self, name: str) -> bool:
        # An empty checkbox is not sent: it stands beside the headline.
        sent = {"own_reporting": "headline", "related": "related_0"}
        return sent.get(name, name) in self._form.data

    def _of_field(self, name: str, field: forms.Field) -> Difference:
        stored = self._stored(name)
        typed = self._form.cleaned_data.get(name, self._form.data.get(name, ""))
        is_too_long = name in self._form.errors and isinstance(field, BodyField)
        theirs, mine = _shown(field, stored), typed if is_too_long else _shown(field, typed)
        paragraphs = [] if is_too_long else diff_paragraphs(*(_laid(field, value) for value in (stored, typed)))
        return Difference(str(field.label), theirs, str(mine), paragraphs)

    def _stored(self, name: str) -> Any:
        if name == "tags":
            return self.article.tags.all()
        return picked(self.article) if name == "related" else getattr(self.article, name)

    def _of_rows(self, name: str, rows: RowFormSet) -> Difference:
        in_words, stored = (bylines.in_words, bylines.signed) if name == "bylines" else (sources.in_words, sources.told)
        typed = map(in_words, rows.built) if rows.is_valid() else map(_as_sent, rows.forms)
        theirs, mine = "\n\n".join(stored(self.article)), "\n\n".join(filter(None, typed))
        label = rows.model._meta.verbose_name_plural
        return Difference(str(label), theirs, mine, diff_paragraphs(theirs, mine))

    @cached_property
    def last_change(self) -> Change | None:
        """What happened to the article last."""
        revision = self.article.revisions.select_related("user").first()
        step = self.article.transitions.select_related("user").first()
        if step is not None and (revision is None or step.at >= revision.saved_at):
            return Change(step.user, step.label, step.at)
        return Change(revision.user, _("правка"), revision.saved_at) if revision else None


def _shown(field: forms.Field, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(field, TagsField):
        names = value if isinstance(value, list) else [tag.local_name for tag in value]
        return ", ".join(sorted(names)) if not isinstance(value, str) else value
    if isinstance(field, RelatedField):
        return "; ".join(label_of(article) for article in value) if isinstance(value, list) else str(value)
    if isinstance(field, BodyField):
        return to_text(value or "")
    if isinstance(field, forms.BooleanField):
        return _("да") if value else _("нет")
    if isinstance(value, models.Model) or value is None:
        return str(value or "")
    choices = dict(getattr(field, "choices", ()) if isinstance(field, forms.TypedChoiceField) else ())
    return str(choices.get(value, value))


def _laid(field: forms.Field, value: Any) -> str:
    """A value as the difference reads it: of the body, its links count too."""
    return value or "" if isinstance(field, BodyField) else _shown(field, value)


def _as_sent(form: forms.Form) -> str:
    """A typed row, whatever is wrong with it, without its number."""
    words = []
    for name, field in form.fields.items():
        value = str(form.data.get(form.add_prefix(name), ""))
        if name in ("order", "DELETE") or not value:
            continue
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        words.append(choices.get(value, value))
    return ", ".join(words)


def page_without_article(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What was typed for an article that the person does not see (any more): only to be copied."""
    texts = [(name, str(value)) for name, value in request.POST.items() if name in COLUMNS and len(str(value)) > 1]
    return TemplateResponse(
        request,
        "admin/articles/article/typed.html",
        {**context, "title": _("Материала нет"), "texts": _labelled(texts)},
        status=HTTPStatus.NOT_FOUND,
    )


def _labelled(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    labels = {field.name: str(field.verbose_name) for field in Article._meta.fields}
    return [(labels[name], value) for name, value in texts]
