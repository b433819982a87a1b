"""The conflict page: the stored text beside the typed one, when both were changed at the same time."""

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
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.actions.taxonomy.tags import TypedTag
from articles.admin.article import bylines, sources
from articles.admin.article.form import COLUMNS, ArticleForm
from articles.admin.article.formsets import RowFormSet
from articles.admin.article.related import RelatedField, live_picks
from articles.admin.common.published_lookup import label_of
from articles.admin.taxonomy.tag_field import TagsField
from articles.models import Article
from newsroom.body.description import described
from newsroom.body.fields import BodyField
from newsroom.utils.diff import diff_paragraphs
from newsroom.utils.optimistic_locking.differences import Difference, compare, shown
from staff.models import User


@dataclass(frozen=True)
class Change:
    """The last change of the article."""

    user: User
    what: str
    at: datetime


class Comparison:
    """The submitted data compared with the stored article, for the template of a conflict."""

    title = gettext_lazy("Пока вы писали, материал изменился")
    note = gettext_lazy("Прежний текст останется в истории.")

    def __init__(self, article: Article, data: QueryDict, user: User) -> None:
        self.article = article
        self.version = article.version
        self.stored_url = article.admin_url
        self.may_save = permissions.may_edit_text(article, user) or permissions.may_place(article, user)
        # All fields, whether or not they may still be saved; an own copy, because validation writes into it.
        self._form = ArticleForm(data, instance=Article.objects.get(pk=article.pk), user=user)
        self._form.is_valid()

    @cached_property
    def differences(self) -> list[Difference]:
        """Return the fields that differ, in the order of the form; none if only the state has changed."""
        found = [self._of_field(name, field) for name, field in self._form.fields.items() if self._was_sent(name)]
        found += [self._of_rows(name, rows) for name, rows in self._form.formsets if rows.is_bound]
        return [one for one in found if one.stored_text != one.typed_text]

    def _was_sent(self, name: str) -> bool:
        # Browsers do not send an empty checkbox; it is in the form if the headline is.
        sent = {"own_reporting": "headline", "related": "related_0"}
        return sent.get(name, name) in self._form.data

    def _of_field(self, name: str, field: forms.Field) -> Difference:
        stored = self._stored(name)
        typed = self._form.cleaned_data.get(name, self._form.data.get(name, ""))
        is_too_long = name in self._form.errors and isinstance(field, BodyField)
        stored_text, typed_text = _display_value(field, stored), typed if is_too_long else _display_value(field, typed)
        paragraphs = [] if is_too_long else diff_paragraphs(*(_diff_input(field, value) for value in (stored, typed)))
        return Difference(str(field.label), stored_text, str(typed_text), paragraphs)

    def _stored(self, name: str) -> Any:
        if name == "tags":
            return self.article.tags.all()
        return live_picks(self.article) if name == "related" else getattr(self.article, name)

    def _of_rows(self, name: str, rows: RowFormSet) -> Difference:
        display, stored = (
            (bylines.display_text, bylines.byline_lines)
            if name == "bylines"
            else (sources.display_text, sources.source_lines)
        )
        typed = map(display, rows.built) if rows.is_valid() else map(_row_text, rows.forms)
        stored_text, typed_text = "\n\n".join(stored(self.article)), "\n\n".join(filter(None, typed))
        return compare(rows.model._meta.verbose_name_plural, stored_text, typed_text)

    @cached_property
    def last_change(self) -> Change | None:
        """Return the last transition or saved text of the article."""
        revision = self.article.revisions.select_related("user").first()
        transition = self.article.transitions.select_related("user").first()
        if transition is not None and (revision is None or transition.at >= revision.saved_at):
            return Change(transition.user, self._with_state(transition.label), transition.at)
        return Change(revision.user, self._with_state(_("правка")), revision.saved_at) if revision else None

    def _with_state(self, what: str) -> str:
        state = _("Материал сейчас — %(state)s.") % {"state": self.article.get_state_display()}
        return f"{what}. {state}"


def _display_value(field: forms.Field, value: Any) -> str:
    """Return the value as text for people."""
    if isinstance(field, TagsField):
        if isinstance(value, str):
            return value
        return ", ".join(sorted(tag.typed if isinstance(tag, TypedTag) else tag.local_name for tag in value))
    if isinstance(field, RelatedField):
        return "; ".join(label_of(article) for article in value) if isinstance(value, list) else str(value)
    return str(value) if isinstance(value, models.Model) else shown(field, value)


def _diff_input(field: forms.Field, value: Any) -> str:
    """Return the value for the word difference; the body stays HTML, so that changed links show."""
    return described(value or "") if isinstance(field, BodyField) else _display_value(field, value)


def _row_text(form: forms.Form) -> str:
    """Return a typed row as text, valid or not, without its position."""
    words = []
    for name, field in form.fields.items():
        value = str(form.data.get(form.add_prefix(name), ""))
        if name in ("order", "DELETE") or not value:
            continue
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        words.append(choices.get(value, value))
    return ", ".join(words)


def page_without_article(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show what was typed for an article that the user cannot see, so that it can be copied."""
    texts = [(name, str(value)) for name, value in request.POST.items() if name in COLUMNS and len(str(value)) > 1]
    return TemplateResponse(
        request,
        "admin/articles/article/unsaved_text.html",
        {**context, "title": _("Материала нет"), "texts": _labelled(texts)},
        status=HTTPStatus.NOT_FOUND,
    )


def _labelled(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    labels = {field.name: str(field.verbose_name) for field in Article._meta.fields}
    return [(labels[name], value) for name, value in texts]
