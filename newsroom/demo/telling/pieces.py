"""What people do with a piece, as the steps of its story tell it."""

from django.db import transaction
from django.db.models import Q

from articles import actions
from articles.models import Article, Byline, RelatedPick, Signature, Source
from newsroom.demo import steps
from newsroom.demo.making import make_picture
from newsroom.demo.pieces import BylineRow, Piece
from newsroom.demo.telling.told import Told
from newsroom.images.models import Image
from newsroom.utils.html import clean
from newsroom.website.models import Section, Tag
from staff.models import Person, User


def take(step: steps.Step, piece: Piece, told: Told) -> None:
    """Let one step happen."""
    by = User.objects.get(username=step.who)
    if step.verb == steps.WRITE:
        told.articles[piece.key] = _write(piece, by, told)
    else:
        _go_on(step, piece, by, told)


def _go_on(step: steps.Step, piece: Piece, by: User, told: Told) -> None:
    article = told.articles[piece.key]
    match step.verb:
        case steps.EDIT:
            _edit(article, piece.after(step), by, step)
        case "place":
            _relate(article, [told.articles[key] for key in step.related], by)
        case "schedule":
            actions.schedule(article, by=by, at=step.due.on(told.now) if step.due else None)
        case "fix_typo":
            ((before, after),) = step.replacements
            actions.fix_typo(article, by=by, field="body", before=before, after=after)
        case "withdraw":
            instead = told.publication(step.target) if step.target else None
            actions.withdraw(article, by=by, reason=step.reason, kind=step.kind, text=step.notice, redirect_to=instead)
        case "send_back" | "force_publish":
            getattr(actions, step.verb)(article, by=by, reason=step.reason)
        case _:
            getattr(actions, step.verb)(article, by=by)


def _write(piece: Piece, by: User, told: Told) -> Article:
    article = Article(section=Section.objects.get(slug=piece.section))
    _set_text(article, piece)
    if piece.translation_of:
        article.translation_of = told.articles[piece.translation_of]
    if piece.picture:
        article.image = _picture(piece, told)
    with transaction.atomic():
        edit = actions.Edit.create(article, by=by)
        for place, row in enumerate(piece.sources):
            Source.objects.create(
                article=article,
                order=place,
                name=row.name,
                url=row.url,
                via_name=row.via_name,
                via_url=row.via_url,
            )
        for place, signed in enumerate(piece.bylines):
            _sign(article, place, signed)
        article.tags.set([_tag(name) for name in piece.tags])
        edit.finish()
    article.refresh_from_db()
    return article


def _picture(piece: Piece, told: Told) -> Image:
    """The picture, drawn for the first piece that shows it; the others find it in the library."""
    if piece.picture not in told.pictures:
        told.pictures[piece.picture] = make_picture(piece.picture, title=piece.headline, alt=piece.alt)
    return told.pictures[piece.picture]


PLAIN = (
    "language",
    "kicker",
    "headline",
    "lead",
    "body",
    "own_reporting",
    "caption",
    "credit",
    "alt",
    "age_mark",
    "seo_headline",
    "social_headline",
)


def _set_text(article: Article, piece: Piece) -> None:
    for field in PLAIN:
        setattr(article, field, getattr(piece, field))
    article.body = clean(piece.body)


def _sign(article: Article, place: int, row: BylineRow) -> None:
    kind = Signature.GUEST if row.guest else Signature.PERSON
    Byline.objects.create(
        article=article,
        order=place,
        kind=Signature.NEWSROOM if row.newsroom else kind,
        person=Person.objects.get(slug=row.person) if row.person else None,
        name=row.guest,
        role=row.role,
    )


def _tag(name: str) -> Tag:
    tag: Tag = Tag.objects.get(Q(name=name) | Q(name_kk=name))
    return tag


def _edit(article: Article, text: Piece, by: User, step: steps.Step) -> None:
    with actions.editing(article, by=by, remark=step.reason, as_writer=True) as draft:
        for field, _value in step.changes:
            setattr(draft, field, getattr(text, field))
        if step.replacements:
            for old, new in step.replacements:
                draft.body = draft.body.replace(old, new)


def _relate(article: Article, picks: list[Article], by: User) -> None:
    with actions.editing(article, by=by):
        RelatedPick.objects.filter(article=article).delete()
        RelatedPick.objects.bulk_create(
            RelatedPick(article=article, related=related, order=place) for place, related in enumerate(picks)
        )
