"""Replays the events of demo articles through the actions that the admin calls."""

from django.db import transaction
from django.db.models import Q

from articles import actions
from articles.models import Article, Byline, RelatedPick, Signature, Source
from newsroom.body.cleaning import clean
from newsroom.demo import history
from newsroom.demo.articles import DemoArticle, DemoByline
from newsroom.demo.created import Created
from newsroom.demo.uploads import upload_picture
from newsroom.website.models import Section, Tag
from staff.models import Person, User

COPIED_FIELDS = (
    "language",
    "kicker",
    "headline",
    "lead",
    "own_reporting",
    "caption",
    "credit",
    "alt",
    "age_mark",
    "seo_headline",
    "social_headline",
)


def perform(event: history.Event, source: DemoArticle, created: Created) -> None:
    """Perform one event of the article's history."""
    by = User.objects.get(username=event.who)
    if event.action == history.WRITE:
        created.articles[source.key] = _write(source, by, created)
        return
    article = created.articles[source.key]
    match event.action:
        case history.EDIT:
            _edit(article, source.after(event), by, event)
        case "place":
            _relate(article, [created.articles[key] for key in event.related], by)
        case "schedule":
            actions.schedule(article, by=by, at=event.due.on(created.now) if event.due else None)
        case "fix_typo":
            ((before, after),) = event.replacements
            actions.fix_typo(article, by=by, field="body", before=before, after=after)
        case "withdraw":
            _withdraw(article, by, event, created)
        case "send_back" | "force_publish":
            actions.TRANSITIONS[event.action](article, by=by, reason=event.reason)
        case _:
            actions.TRANSITIONS[event.action](article, by=by)


def _write(source: DemoArticle, by: User, created: Created) -> Article:
    article = Article(section=Section.objects.get(slug=source.section), body=clean(source.body))
    for field in COPIED_FIELDS:
        setattr(article, field, getattr(source, field))
    if source.translation_of:
        article.translation_of = created.articles[source.translation_of]
    article.image = upload_picture(source.picture, title=source.headline, alt=source.alt)
    with transaction.atomic():
        edit = actions.Edit.create(article, by=by)
        for order, row in enumerate(source.sources):
            Source.objects.create(
                article=article,
                order=order,
                name=row.name,
                url=row.url,
                via_name=row.via_name,
                via_url=row.via_url,
            )
        for order, byline in enumerate(source.bylines):
            _create_byline(article, order, byline)
        article.tags.set([_tag(name) for name in source.tags])
        edit.finish()
    article.refresh_from_db()
    return article


def _create_byline(article: Article, order: int, row: DemoByline) -> None:
    kind = Signature.GUEST if row.guest else Signature.PERSON
    Byline.objects.create(
        article=article,
        order=order,
        kind=Signature.NEWSROOM if row.newsroom else kind,
        person=Person.objects.get(slug=row.person) if row.person else None,
        name=row.guest,
        role=row.role,
    )


def _tag(name: str) -> Tag:
    tag: Tag = Tag.objects.get(Q(name=name) | Q(name_kk=name))
    return tag


def _edit(article: Article, text: DemoArticle, by: User, event: history.Event) -> None:
    with actions.editing(article, by=by, remark=event.reason, as_writer=True) as draft:
        for field, _value in event.changes:
            setattr(draft, field, getattr(text, field))
        for old, new in event.replacements:
            draft.body = draft.body.replace(old, new)


def _relate(article: Article, picks: list[Article], by: User) -> None:
    with actions.editing(article, by=by):
        RelatedPick.objects.filter(article=article).delete()
        RelatedPick.objects.bulk_create(
            RelatedPick(article=article, related=related, order=order) for order, related in enumerate(picks)
        )


def _withdraw(article: Article, by: User, event: history.Event, created: Created) -> None:
    target = created.published(event.target) if event.target else None
    actions.withdraw(article, by=by, reason=event.reason, kind=event.kind, text=event.notice, redirect_to=target)
