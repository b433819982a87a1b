"""Making a new draft from an article that exists."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions, snapshot
from articles.actions.edit import Edit
from articles.models import Article, ArticleTag, Byline, RelatedPick, Signature, Source
from articles.validation import COPY_MARKS
from newsroom.exceptions import NotPermitted
from staff.models import Person, User

LEFT_OUT = ("headline", "seo_headline", "social_headline")
"""Text fields that a copy has not: a forgotten headline for search or social networks would be of the former text."""


def duplicate(article: Article, *, by: User, key: UUID | None = None) -> Article:
    """Return a new draft of this user with the stored text, the sources and the place of the article.

    The copy has the byline of its maker, and neither approval nor log, slug or dates. Two calls with one `key` make one
    copy. Raise NotPermitted if the user may not see the article or not create one.
    """
    with transaction.atomic():
        original = Article.objects.visible_to(by).filter(pk=article.pk).first()
        if original is None:
            raise NotPermitted(_("Этого материала нет, или он вам не виден."))
        if key and (made := Article.objects.filter(submission_key=key, creator=by).first()):
            return made
        copy = Article(section_id=original.section_id, submission_key=key, **_columns(original))
        edit = Edit.create(copy, by=by)
        _copy_rows(original, copy)
        _sign(copy, by)
        edit.finish()
    return copy


def headline_of_copy(article: Article) -> str:
    """Return the headline with the mark of a copy, in the language of the article."""
    longest = Article._meta.get_field("headline").max_length
    return f"{COPY_MARKS[article.language]}: {article.headline}"[:longest].rstrip()


def _columns(original: Article) -> dict[str, object]:
    columns = {name: getattr(original, name) for name in snapshot.TEXT_FIELDS if name not in LEFT_OUT}
    return {**columns, "headline": headline_of_copy(original)}


def _copy_rows(original: Article, copy: Article) -> None:
    sources = original.sources.values(*snapshot.SOURCE_FIELDS)
    Source.objects.bulk_create(Source(article=copy, order=order, **row) for order, row in enumerate(sources))
    ArticleTag.objects.bulk_create(ArticleTag(content_object=copy, tag=tag) for tag in original.tags.all())
    RelatedPick.objects.bulk_create(
        RelatedPick(article=copy, related_id=row.related_id, order=row.order) for row in original.related_rows.all()
    )


def _sign(copy: Article, by: User) -> None:
    """Sign the copy as a new article is: others have not written it."""
    person = Person.objects.filter(user=by).first()
    if person is not None:
        Byline.objects.create(article=copy, kind=Signature.PERSON, person=person, order=0)


def may_duplicate(user: User) -> bool:
    """Return whether this user may make copies of the articles that they see."""
    return permissions.has_right(user, "add")
