"""The form of an article: its fields, their checks, and how its changes are written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import snapshot
from articles.actions import Edit
from articles.actions.taxonomy.tags import TypedTag, find_typed
from articles.admin.article import related
from articles.admin.article.bylines import Bylines, first_bylines
from articles.admin.article.fields import ChosenField, OriginalField, SectionField, SlugField, module
from articles.admin.article.formsets import RowFormSet
from articles.admin.article.sources import Sources
from articles.admin.taxonomy import tag_field
from articles.models import Article
from articles.workflow import State
from newsroom.admin_patches import UncheckedByModel
from newsroom.body.fields import ArticleBodyField
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.slugs import slugify
from newsroom.website.models import Section, Tag
from staff.models import User

REMARK_LENGTH = 2000
COLUMNS = tuple(name.removesuffix("_id") for name in (*snapshot.TEXT_FIELDS, *snapshot.PLACEMENT_FIELDS))
LANGUAGE_FIELDS = (
    "kicker",
    "headline",
    "lead",
    "body",
    "caption",
    "alt",
    "seo_headline",
    "social_headline",
)
MODULES = (
    "formset",
    "byline-kind",
    "tag-input",
    "choosing/new-tags",
    "local-copy",
    "autosave",
    "live-preview",
    "preview/snippets",
)
RELATED_ROWS = frozenset({"bylines", "sources", "tags", "related"})
LANGUAGES = dict(settings.LANGUAGES)
RELATED_HELP = _("Номер, адрес или слова из заголовка. Пусто — подберётся само: по тегам, рубрике и времени.")


class ArticleForm(UncheckedByModel, forms.ModelForm[Article]):
    """The form of an article for one user. Fields that the user may not change now are left out."""

    # Cleaning these fields has looked the chosen rows up; the model need not do it again.
    unchecked_by_model = frozenset({"section", "image", "translation_of"})

    class Meta:
        model = Article
        fields = COLUMNS
        field_classes: ClassVar[dict[str, Any]] = {
            "kicker": LineField,
            "headline": LineField,
            "lead": LinesField,
            "body": ArticleBodyField,
            "caption": LineField,
            "credit": LineField,
            "alt": LineField,
            "seo_headline": LineField,
            "social_headline": LineField,
            "slug": SlugField,
            "section": SectionField,
            "image": ChosenField,
            "translation_of": OriginalField,
        }
        widgets: ClassVar[dict[str, Any]] = {
            "headline": forms.Textarea(attrs={"rows": 1, "class": "headline-input"}),
            "lead": forms.Textarea(attrs={"rows": 3}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt": forms.Textarea(attrs={"rows": 2}),
        }

    tags = tag_field.TagsField(label=_("Теги"), required=False)
    related = related.RelatedField(label=_("Похожее"), language=settings.LANGUAGE_CODE)
    bylines: RowFormSet | None = None
    sources: RowFormSet | None = None
    known_tags: Mapping[TypedTag, Tag] = MappingProxyType({})
    """Of the tags that were typed, those that exist."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.left_out: list[str] = []
        if self.instance.pk is None and self.initial.get("language") in LANGUAGES:
            self.instance.language = self.initial["language"]
        # Taken before the fields are written into the instance.
        self.stored = snapshot.take(self.instance) if self.is_bound and self.instance.pk else None
        for name, field in self.fields.items():
            # A browser cuts pasted text off at maxlength without a message; the server says so, `counts.js` before.
            if limit := field.widget.attrs.pop("maxlength", None):
                field.widget.attrs["data-limit"] = limit
            if name in LANGUAGE_FIELDS:
                field.widget.attrs["lang"] = self.instance.language
        if "headline" in self.fields:
            self._add_formsets()
            if self.instance.pk is None and not self.is_bound:
                self.fields["headline"].widget.attrs["autofocus"] = True
        if "section" in self.fields:
            self._narrow_choices()
            if self.instance.pk:
                self.initial["tags"] = list(self.instance.tags.all())
            self.initial.setdefault("tags", [])
            self._offer_related()
        else:
            del self.fields["tags"], self.fields["related"]
        if "image" in self.fields:
            cast("ChosenField", self.fields["image"]).chosen = self.instance.image

    def _narrow_choices(self) -> None:
        """Offer what this user may choose, and what is chosen already; a hidden article shows as a number."""
        article = self.instance
        section = cast("SectionField", self.fields["section"])
        section.chosen = article.section
        chosen = Q(pk=article.section_id) if article.section_id else Q()
        sections = Section.objects.filter(Q(is_enabled=True) | chosen)
        section.queryset = sections.select_related("parent").in_tree_order()
        original = cast("OriginalField", self.fields["translation_of"])
        original.offer(Article.objects.visible_to(self.user), article.translation_of_id)

    def _offer_related(self) -> None:
        """Offer live articles in the language of the article, or in the one chosen in the submitted form."""
        article = self.instance
        chosen = related.live_picks(article) if article.pk else []
        sent = self.data.get("language") if self.is_bound else None
        language = sent if sent in LANGUAGES else article.language
        label = self.fields["related"].label
        self.fields["related"] = related.RelatedField(
            language=language, chosen=chosen, besides=article.pk, label=label, help_text=RELATED_HELP
        )
        self.initial["related"] = chosen

    def _add_formsets(self) -> None:
        data = self.data if self.is_bound else None
        article = self.instance
        if article.pk is None:
            self.bylines = Bylines(data, prefix="bylines", stored=[], initial=first_bylines(self.user))
            self.sources = Sources(data, prefix="sources", stored=[])
        else:
            text = self.stored["text"] if self.stored else snapshot.take_text(article)
            self.bylines = Bylines(data, prefix="bylines", stored=text["bylines"])
            self.sources = Sources(data, prefix="sources", stored=text["sources"])

    @property
    def formsets(self) -> Iterator[tuple[str, RowFormSet]]:
        """Yield the formsets that this user may change now, by name."""
        for name in ("bylines", "sources"):
            if (formset := getattr(self, name)) is not None:
                yield name, formset

    def leave_out(self, names: Iterable[str]) -> None:
        """Leave these fields and formsets as they are stored; `left_out` gets the labels of those that were changed."""
        for name, formset in list(self.formsets):
            if name in names:
                setattr(self, name, None)
                if formset.has_changed():
                    self.left_out.append(str(formset.model._meta.verbose_name_plural))
        for name in [name for name in names if name in self.fields]:
            field = self.fields[name]
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if field.has_changed(self.get_initial_for_field(field, name), typed):
                self.left_out.append(str(field.label))
            del self.fields[name]

    @property
    def invalid(self) -> list[str]:
        """Return the names of the fields and formsets that have errors."""
        rows = [name for name, formset in self.formsets if not formset.is_valid()]
        return [name for name in self.errors if name in self.fields] + rows

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[module(f"js/{name}.js") for name in MODULES])

    def is_valid(self) -> bool:
        """Check fields and all formsets, so that every error is shown at once."""
        fields_are_valid = super().is_valid()
        return all([fields_are_valid, *(formset.is_valid() for _name, formset in self.formsets)])

    @cached_property
    def changed_data(self) -> list[str]:
        changed = [name for name in super().changed_data if name not in ("remark", "as_writer")]
        return changed + [name for name, formset in self.formsets if formset.has_changed()]

    @property
    def changed_columns(self) -> dict[str, Any]:
        """Return the columns to write. The others may have been changed by a transition meanwhile."""
        changed = [field.attname for field in Article._meta.fields if field.name in self.changed_data]
        return {name: getattr(self.instance, name) for name in changed}

    def save_article(self, *, by: User) -> bool:
        """Write what was changed as one edit and return whether that voided an approval.

        Raise the refusals of `Edit`: EditConflict, BecomesWriter, NotPermitted, InvalidState.
        """
        article = self.instance
        if article.pk is None:
            edit = Edit.create(article, by=by)
        elif self.changed_data or self.cleaned_data.get("remark"):
            edit = Edit.open(article, by=by, version=article.version, known=self.stored)
            edit.write(**self.changed_columns)
            article.version = edit.article.version
        else:
            return False
        self._save_rows()
        edit.finish(
            remark=self.cleaned_data.get("remark", ""),
            as_writer=self.cleaned_data.get("as_writer", False),
            with_rows=edit.before is None or not RELATED_ROWS.isdisjoint(self.changed_data),
        )
        return self._is_approval_voided()

    def _save_rows(self) -> None:
        """Write bylines, sources, tags and related articles where they changed."""
        for name, formset in self.formsets:
            if name in self.changed_data:
                formset.save(self.instance)
        if "tags" in self.changed_data:
            tags = self.cleaned_data["tags"]
            tag_field.set_tags(self.instance, tags, known=self.known_tags, current=self.initial["tags"])
        if "related" in self.changed_data:
            related.save_picks(self.instance, self.cleaned_data["related"])

    def _is_approval_voided(self) -> bool:
        if self.instance.state not in (State.APPROVED, State.SCHEDULED):
            return False
        self.instance.refresh_from_db(fields=["state"])
        return bool(self.instance.state == State.SUBMITTED)

    # Checks

    def clean_tags(self) -> list[TypedTag]:
        typed = [TypedTag.read(name) for name in self.cleaned_data["tags"]]
        if "tags" in self.changed_data:
            self.known_tags = find_typed(typed)
            if reasons := tag_field.reasons_against_new(typed, self.known_tags, self.user):
                unknown = [one.typed for one in typed if one not in self.known_tags and not one.is_complete]
                self.fields["tags"].widget.attrs["data-unknown"] = json.dumps(unknown, ensure_ascii=False)
                raise ValidationError(reasons)
        return typed

    def clean_slug(self) -> str:
        """Make the slug of a published article from its headline if it was emptied: its address must exist."""
        slug: str = self.cleaned_data["slug"]
        if slug or not self.instance.has_gone_out:
            return slug
        return slugify(self.instance.headline, fallback=f"news-{self.instance.pk}")

    def clean(self) -> dict[str, Any]:
        """Check that a translation is of another article in the other language."""
        original = self.cleaned_data.get("translation_of")
        language = self.cleaned_data.get("language", self.instance.language)
        if original is not None and original.pk == self.instance.pk:
            self.add_error("translation_of", _("Материал не может быть переводом самого себя."))
        elif original is not None and original.language == language:
            self.add_error("translation_of", _("Перевод — на другом языке, а этот материал на том же."))
        return self.cleaned_data


class ProofingForm(ArticleForm):
    """The form of the reviewer who has claimed the article: with a remark to the writers."""

    remark = LinesField(
        label=_("пометка для автора"),
        required=False,
        max_length=REMARK_LENGTH,
        help_text=_("Нужна, если вы меняете цитату, число или заголовок."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WriterForm(ProofingForm):
    """The reviewer's form after an edit that is more than proofing: it asks before the edit is saved."""

    as_writer = forms.BooleanField(label=_("Стать автором этого материала: вычитает другой человек"), required=False)


def form_class_for(article: Article | None, user: User, *, asks_to_become_writer: bool) -> type[ArticleForm]:
    """Return the form for this user: the reviewer has a remark, and perhaps a question to answer."""
    if article is None or article.claimed_by_id != user.pk:
        return ArticleForm
    return WriterForm if asks_to_become_writer else ProofingForm
