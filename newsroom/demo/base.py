"""Creates what the demo has before the first article: accounts, people, sections, tags, the outlet and its texts."""

import secrets

from articles import actions
from articles.models import Text
from newsroom.demo import people, sections
from newsroom.demo.outlet import CONTACTS, OUTLETS
from newsroom.demo.uploads import upload_picture
from newsroom.website.models import Outlet, Section, Tag
from staff import accounts, team
from staff.models import Person, Position, User

TEXT_TITLES = {
    "mission": {"ru": "Зачем мы это делаем", "kk": "Мұны не үшін істейміз"},
    "imprint": {"ru": "Выходные данные", "kk": "Шығарылым деректері"},
}


def create_users(password: str) -> dict[str, str]:
    """Create the accounts and return the password of each username; an empty `password` means a random one each."""
    passwords = {}
    for row in people.USERS:
        passwords[row.username] = password or secrets.token_urlsafe(9)
        user = User.objects.create_user(row.username, passwords[row.username], name=row.name, language=row.language)
        accounts.grant(user, row.roles, by=None)
    return passwords


def create_base(head: User) -> None:
    """Create people, sections, tags, the outlet and its texts, on behalf of `head`."""
    for person in people.PERSONS:
        _create_person(person)
    for section in sections.SECTIONS:
        _create_section(section, head)
    for tag in (*sections.TAGS, *(former.tag for former in sections.FORMER_TAGS)):
        actions.save_tag(Tag(name=tag.name_ru, name_kk=tag.name_kk, slug=tag.slug), by=head)
    _create_outlet(head)
    _create_texts(head)


def _create_section(row: sections.DemoSection, head: User) -> None:
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


def _create_outlet(head: User) -> None:
    ru, kk = OUTLETS["ru"], OUTLETS["kk"]
    outlet = Outlet(name_ru=ru.name, name_kk=kk.name, motto_ru=ru.slogan, motto_kk=kk.slogan)
    for name in ("description", "owner", "editor", "address"):
        setattr(outlet, f"{name}_ru", getattr(ru, name))
        setattr(outlet, f"{name}_kk", getattr(kk, name))
    for name, value in CONTACTS.items():
        setattr(outlet, name, value)
    outlet.logo = upload_picture("logo", title="Логотип")
    outlet.cover = upload_picture("cover", title="Картинка для ссылок")
    actions.save_outlet(outlet, by=head)


def _create_person(row: people.DemoPerson) -> None:
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
        portrait=upload_picture(row.portrait, title=row.name_ru, alt=row.name_ru),
    )
    team.save_person(person, by=None)
    for order, held in enumerate(row.positions):
        position = Position(
            person=person,
            title_ru=held.title_ru,
            title_kk=held.title_kk,
            starts_on=held.starts_on,
            ends_on=held.ends_on,
            order=order,
        )
        team.save_position(position, by=None)


def _create_texts(head: User) -> None:
    for kind, titles in TEXT_TITLES.items():
        for language, title in titles.items():
            body = getattr(OUTLETS[language], kind)
            text = Text.objects.create(kind=kind, language=language, title=title, body=body)
            actions.publish_text(text, by=head)
