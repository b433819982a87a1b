"""Makes the demo newsroom through the doors that people use, each step at its hour."""

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import (
    Article,
    Byline,
    Outlet,
    Publication,
    Section,
    Signature,
    Source,
    Tag,
    Text,
)
from newsroom.demo import people, pictures, sections
from newsroom.demo.outlet import CONTACTS, OUTLETS
from newsroom.demo.pieces import BylineRow, Piece, Step, all_pieces
from newsroom.images import uploads
from newsroom.images.models import Image
from newsroom.lib.html import clean
from staff import roles, team
from staff.models import Person, Position, User


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let a step happen at its hour: the story of the demo lies in the past."""
    with mock.patch.object(timezone, "now", return_value=instant):
        yield


def make_users(password: str) -> dict[str, str]:
    """Give every demo person an account; returns login → password.

    An empty `password` means a random one for each.
    """
    passwords = {}
    for row in people.USERS:
        passwords[row.username] = password or secrets.token_urlsafe(9)
        user = User.objects.create_user(row.username, passwords[row.username], name=row.name, language=row.language)
        roles.grant(user, row.roles, by=None)
    return passwords


def make_standing(head: User) -> None:
    """People of the site, sections, tags, the outlet and its texts."""
    for person in people.PERSONS:
        _make_person(person)
    for section in sections.SECTIONS:
        publishing.save_section(Section(**section._asdict()), by=head)
    for tag in sections.TAGS:
        named = Tag(name=tag.name_ru, name_kk=tag.name_kk, slug=tag.slug)
        publishing.save_tag(named, by=head)
    ru, kk = OUTLETS["ru"], OUTLETS["kk"]
    outlet = Outlet(name_ru=ru.name, name_kk=kk.name, motto_ru=ru.slogan, motto_kk=kk.slogan)
    for name in ("description", "owner", "editor", "address"):
        setattr(outlet, f"{name}_ru", getattr(ru, name))
        setattr(outlet, f"{name}_kk", getattr(kk, name))
    for name, value in CONTACTS.items():
        setattr(outlet, name, value)
    outlet.logo = make_picture("logo", title="Логотип", alt="")
    outlet.cover = make_picture("cover", title="Картинка для ссылок", alt="")
    publishing.save_outlet(outlet, by=head)
    _make_texts(head)


def _make_person(row: people.DemoPerson) -> None:
    person = Person(
        slug=row.slug,
        name_ru=row.name_ru,
        name_kk=row.name_kk,
        bio_ru=row.bio_ru,
        bio_kk=row.bio_kk,
        email=row.email,
        telegram=row.telegram,
        order=row.order,
        on_team=row.on_team,
        user=User.objects.filter(username=row.username).first() if row.username else None,
        portrait=make_picture(row.portrait, title=row.name_ru, alt=row.name_ru),
    )
    team.save_person(person, by=None)
    for place, held in enumerate(row.positions):
        team.save_position(
            Position(
                person=person,
                title_ru=held.title_ru,
                title_kk=held.title_kk,
                held_from=held.held_from,
                held_to=held.held_to,
                order=place,
            ),
            by=None,
        )


def _make_texts(head: User) -> None:
    titles = {
        "mission": {"ru": "Зачем мы это делаем", "kk": "Мұны не үшін істейміз"},
        "imprint": {"ru": "Выходные данные", "kk": "Шығарылым деректері"},
    }
    for kind, by_language in titles.items():
        for language, title in by_language.items():
            body = getattr(OUTLETS[language], kind)
            text = Text.objects.create(kind=kind, language=language, title=title, body=body)
            publishing.publish_text(text, by=head)


def make_picture(name: str, *, title: str, alt: str = "") -> Image:
    """Draw a picture and take it in as if somebody had uploaded it."""
    drawn = io.BytesIO()
    pictures.draw(name).save(drawn, "JPEG", quality=92)
    image = uploads.accept(ContentFile(drawn.getvalue(), name=f"{name}.jpg"), None)
    image.title, image.alt = title, alt
    image.save(update_fields=["title", "alt"])
    return image


def make_pieces(now: datetime) -> None:
    """Tell every piece's story, step by step, in the order of the hours."""
    steps = [(step.moment.on(now), piece, step) for piece in all_pieces() for step in piece.path]
    made: dict[str, Article] = {}
    for instant, piece, step in sorted(steps, key=lambda row: row[0]):
        with clock_at(min(instant, now)):
            _take(step, piece, made, now)


def _take(step: Step, piece: Piece, made: dict[str, Article], now: datetime) -> None:
    by = User.objects.get(username=step.who)
    match step.verb:
        case "write":
            made[piece.key] = _write(piece, by, made)
        case "edit":
            _edit(made[piece.key], piece.after(step), by, step)
        case "schedule":
            publishing.schedule(made[piece.key], by=by, at=step.due.on(now) if step.due else None)
        case "fix_typo":
            ((before, after),) = step.replacements
            publishing.fix_typo(made[piece.key], by=by, field="body", before=before, after=after)
        case "withdraw":
            publishing.withdraw(
                made[piece.key],
                by=by,
                reason=step.reason,
                kind=step.kind,
                text=step.notice,
                redirect_to=_publication(made.get(step.target)),
            )
        case "send_back" | "force_publish":
            getattr(publishing, step.verb)(made[piece.key], by=by, reason=step.reason)
        case _:
            getattr(publishing, step.verb)(made[piece.key], by=by)


def _publication(article: Article | None) -> Publication | None:
    return Publication.objects.filter(pk=article.pk).first() if article else None


def _write(piece: Piece, by: User, made: dict[str, Article]) -> Article:
    article = Article(section=Section.objects.get(slug=piece.section))
    _set_text(article, piece)
    if piece.translation_of:
        article.translation_of = made.get(piece.translation_of)
    if piece.picture:
        article.image = make_picture(piece.picture, title=piece.headline, alt=piece.alt)
    with transaction.atomic():
        edit = publishing.Edit.create(article, by=by)
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
    return Tag.objects.named(name) or Tag.objects.create(name=name)


def _edit(article: Article, text: Piece, by: User, step: Step) -> None:
    with publishing.editing(article, by=by, remark=step.reason, as_writer=True) as draft:
        for field, _value in step.changes:
            setattr(draft, field, getattr(text, field))
        if step.replacements:
            for old, new in step.replacements:
                draft.body = draft.body.replace(old, new)
