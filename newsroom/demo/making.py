"""Makes what stands in the demo newsroom before anybody writes: accounts, people, sections, tags, the outlet."""

import io
import secrets

from django.core.files.base import ContentFile

from articles import actions
from articles.models import Text
from newsroom.demo import people, pictures, sections
from newsroom.demo.outlet import CONTACTS, OUTLETS
from newsroom.images.intake import uploads
from newsroom.images.models import Image
from newsroom.website.models import Outlet, Section, Tag
from staff import roles, team
from staff.models import Person, Position, User


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
        _make_section(section, head)
    for tag in (*sections.TAGS, *(former.tag for former in sections.FORMER_TAGS)):
        actions.save_tag(Tag(name=tag.name_ru, name_kk=tag.name_kk, slug=tag.slug), by=head)
    _make_outlet(head)
    _make_texts(head)


def _make_section(row: sections.DemoSection, head: User) -> None:
    section = Section(
        slug=row.former or row.slug,
        name_ru=row.name_ru,
        name_kk=row.name_kk,
        order=row.order,
        parent=Section.objects.get(slug=row.parent) if row.parent else None,
    )
    actions.save_section(section, by=head)
    if row.former:
        section.slug = row.slug
        actions.save_section(section, by=head)


def _make_outlet(head: User) -> None:
    ru, kk = OUTLETS["ru"], OUTLETS["kk"]
    outlet = Outlet(name_ru=ru.name, name_kk=kk.name, motto_ru=ru.slogan, motto_kk=kk.slogan)
    for name in ("description", "owner", "editor", "address"):
        setattr(outlet, f"{name}_ru", getattr(ru, name))
        setattr(outlet, f"{name}_kk", getattr(kk, name))
    for name, value in CONTACTS.items():
        setattr(outlet, name, value)
    outlet.logo = make_picture("logo", title="Логотип", alt="")
    outlet.cover = make_picture("cover", title="Картинка для ссылок", alt="")
    actions.save_outlet(outlet, by=head)


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
        left_on=row.left_on,
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
            actions.publish_text(text, by=head)


def make_picture(name: str, *, title: str, alt: str = "") -> Image:
    """Draw a picture and take it in as if somebody had uploaded it."""
    drawn = io.BytesIO()
    pictures.draw(name).save(drawn, "JPEG", quality=92)
    image = uploads.accept(ContentFile(drawn.getvalue(), name=f"{name}.jpg"), None)
    image.title, image.alt = title, alt
    image.save(update_fields=["title", "alt"])
    return image
