"""The form of an article: what may be typed, and how it is checked."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import snapshot
from articles.actions import Edit
from articles.admin.article import related
from articles.admin.article.bylines import Bylines, first_bylines
from articles.admin.article.fields import BodyField, ChosenField, OriginalField, SectionField, SlugField, module
from articles.admin.article.formsets import RowFormSet
from articles.admin.article.sources import Sources
from articles.admin.taxonomy import tag_field
from articles.models import Article
from newsroom.admin_patches import UncheckedByModel
from newsroom.exceptions import ActionRefused, BecomesWriter
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.slugs import slugify
from newsroom.website.models import Section
from staff.models import User

REMARK_LENGTH = 2000
COLUMNS = tuple(name.removesuffix("_id") for name in (*snapshot.TEXT_FIELDS, *snapshot.PLACEMENT_FIELDS))
SPOKEN = ("kicker", "headline", "lead", "body", "caption", "alt", "seo_headline", "social_headline")
STYLES = ("state", "article-form", "bar", "callout", "conflict", "rows", "tag-input")
MODULES = ("rows", "byline-kind", "tag-input", "unsaved")
ROWS = frozenset({"bylines", "sources", "tags", "related"})
LANGUAGES = dict(settings.LANGUAGES)
RELATED_HELP = _("Номер, адрес или слова из заголовка. Пусто — подберётся само: по тегам, рубрике и времени.")


class ArticleForm(UncheckedByModel, forms.ModelForm[Article]):
    """Fields that the person may not change now are not in the form at all.

    The desk makes a subclass a request: `user` is who types, `refusal` why the door did not open
    for what he sent a moment ago.
    """

    unchecked_by_model = frozenset({"section", "image", "translation_of"})
    user: ClassVar[User]
    refusal: ClassVar[ActionRefused | None] = None

    class Meta:
        model = Article
        fields = COLUMNS
        field_classes: ClassVar[dict[str, Any]] = {
            "kicker": LineField,
            "headline": LineField,
            "lead": LinesField,
            "body": BodyField,
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edit: Edit | None = None
        self.seen = snapshot.take(self.instance) if self.is_bound and self.instance.pk else None
        for name, field in self.fields.items():
            # The browser would cut off what is pasted, without a word; the server says so instead.
            field.widget.attrs.pop("maxlength", None)
            if name in SPOKEN:
                field.widget.attrs["lang"] = self.instance.language
        if "headline" in self.fields:
            self._add_rows()
        if "section" in self.fields:
            self._narrow_choices()
            self.initial["tags"] = list(self.instance.tags.all()) if self.instance.pk else []
            self._offer_related()
        else:
            del self.fields["tags"], self.fields["related"]
        if "image" in self.fields:
            cast("ChosenField", self.fields["image"]).chosen = self.instance.image

    def _narrow_choices(self) -> None:
        """Only what this person may choose; what is chosen already stays, a hidden article as a number."""
        article = self.instance
        section = cast("SectionField", self.fields["section"])
        section.chosen = article.section
        chosen = Q(pk=article.section_id) if article.section_id else Q()
        sections = Section.objects.filter(Q(is_enabled=True) | chosen)
        section.queryset = sections.select_related("parent").in_tree_order()
        original = cast("OriginalField", self.fields["translation_of"])
        original.offer(Article.objects.visible_to(self.user), article.translation_of_id)

    def _offer_related(self) -> None:
        """Live articles of the article's own language, the one being chosen if it is."""
        article = self.instance
        chosen = related.picked(article) if article.pk else []
        sent = self.data.get("language") if self.is_bound else None
        language = sent if sent in LANGUAGES else article.language
        label = self.fields["related"].label
        self.fields["related"] = related.RelatedField(
            language=language, chosen=chosen, besides=article.pk, label=label, help_text=RELATED_HELP
        )
        self.initial["related"] = chosen

    def _add_rows(self) -> None:
        data = self.data if self.is_bound else None
        article = self.instance
        if article.pk is None:
            self.bylines = Bylines(data, prefix="bylines", stored=[], initial=first_bylines(self.user))
            self.sources = Sources(data, prefix="sources", stored=[])
        else:
            text = self.seen["text"] if self.seen else snapshot.take_text(article)
            self.bylines = Bylines(data, prefix="bylines", stored=text["bylines"])
            self.sources = Sources(data, prefix="sources", stored=text["sources"])

    @property
    def rows(self) -> Iterator[tuple[str, RowFormSet]]:
        """The rows that this person may change now, by name."""
        for name in ("bylines", "sources"):
            if (formset := getattr(self, name)) is not None:
                yield name, formset

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            css={"all": [f"css/admin/{name}.css" for name in STYLES]},
            js=[module(f"js/{name}.js") for name in MODULES],
        )

    def is_valid(self) -> bool:
        """Checks the rows too, all of them: every mistake is shown at once."""
        mine = super().is_valid()
        return all([mine, *(formset.is_valid() for _name, formset in self.rows)])

    @cached_property
    def changed_data(self) -> list[str]:
        changed = [name for name in super().changed_data if name not in ("remark", "as_writer")]
        return changed + [name for name, formset in self.rows if formset.has_changed()]

    @property
    def changed_columns(self) -> dict[str, Any]:
        """The columns to write, and no others: a colleague's step on the same row stays."""
        changed = [field.attname for field in Article._meta.fields if field.name in self.changed_data]
        return {name: getattr(self.instance, name) for name in changed}

    def save_rows(self) -> None:
        """Write bylines, sources, tags and picks where they changed."""
        for name, formset in self.rows:
            if name in self.changed_data:
                formset.save(self.instance)
        if "tags" in self.changed_data:
            tag_field.give(self.instance, self.cleaned_data["tags"], carried=self.initial["tags"])
        if "related" in self.changed_data:
            related.pick(self.instance, self.cleaned_data["related"])

    def finish(self) -> None:
        """Close the edit; raises BecomesWriter and the other refusals of the door."""
        if self.edit is not None:
            remark, as_writer = self.cleaned_data.get("remark", ""), self.cleaned_data.get("as_writer", False)
            with_rows = not ROWS.isdisjoint(self.changed_data) or self.edit.before is None
            self.edit.finish(remark=remark, as_writer=as_writer, with_rows=with_rows)

    # Checks

    def clean_tags(self) -> list[str]:
        names: list[str] = self.cleaned_data["tags"]
        if "tags" in self.changed_data and (refusal := tag_field.reason_against_new(names, self.user)):
            raise refusal
        return names

    def clean_slug(self) -> str:
        """An article that has gone out keeps an address; an empty one is made of the headline."""
        slug: str = self.cleaned_data["slug"]
        if slug or not self.instance.has_gone_out:
            return slug
        return slugify(self.instance.headline, fallback=f"news-{self.instance.pk}")

    def clean(self) -> dict[str, Any]:
        """A translation is of another article in the other language."""
        original = self.cleaned_data.get("translation_of")
        language = self.cleaned_data.get("language", self.instance.language)
        if original is not None and original.pk == self.instance.pk:
            self.add_error("translation_of", _("Материал не может быть переводом самого себя."))
        elif original is not None and original.language == language:
            self.add_error("translation_of", _("Перевод — на другом языке, а этот материал на том же."))
        if self.refusal is not None:
            self.add_error(None, ValidationError(list(self.refusal.reasons)))
        return self.cleaned_data


class ProofingForm(ArticleForm):
    """The form of who holds an article in proofing: with a remark to the writers."""

    remark = LinesField(
        label=_("пометка для автора"),
        required=False,
        max_length=REMARK_LENGTH,
        help_text=_("Нужна, если вы меняете цитату, число или заголовок."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WriterForm(ProofingForm):
    """The same, when what was sent is more than proofing: the holder is asked before it is saved."""

    as_writer = forms.BooleanField(label=_("Стать автором этого материала: вычитает другой человек"), required=False)


def form_for(
    article: Article | None, user: User, refusal: ActionRefused | None, data: Mapping[str, Any]
) -> type[ArticleForm]:
    """The form that suits the state: the holder has a remark, and perhaps a question to answer."""
    if article is None or article.claimed_by_id != user.pk:
        return ArticleForm
    is_asked = isinstance(refusal, BecomesWriter) or "as_writer" in data
    return WriterForm if is_asked else ProofingForm
