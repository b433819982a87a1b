"""The users of the tests: each has an account with roles and, except the outsider, a public person.

Use them as fixtures by name, or call `member`.
"""

import pytest
from django.test import Client

from staff import team
from staff.accounts import grant
from staff.models import Person, User

PASSWORD = "Тихий-арык-7421"

USERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "head": ("Әсел Тастыбекқызы", ("head",)),
    "editor": ("Лидия Верещук", ("editor",)),
    "journalist": ("Пётр Щегольков", ("journalist",)),
    "journalist2": ("Гүлім Сәрсенқызы", ("journalist",)),
    "corrector": ("Семён Подъельских", ("corrector",)),
    "moderator": ("Өркен Ғабдолла", ("moderator",)),
    "writer_corrector": ("Інжу Һәкімқызы", ("journalist", "corrector")),
    "writer_moderator": ("Ермұхан Дәулетбайұлы", ("journalist", "moderator")),
    "outsider": ("Аркадий Эйс", ()),
}


def make(login: str, name: str = "", *roles: str, with_person: bool = True) -> User:
    """Create an account with these roles and the common password, and a public person of the same name."""
    user = User.objects.create_user(login, PASSWORD, name=name or login)
    grant(user, roles, by=None)
    if with_person:
        team.save_person(Person(name_ru=user.name, user=user), by=None)
    return user


def member(key: str) -> User:
    """Return one of the users, created if missing."""
    name, roles = USERS[key]
    found = User.objects.filter(username_key=key).first()
    return found or make(key, name, *roles, with_person=bool(roles))


def client_of(user: User) -> Client:
    """Return a test client logged in as this user."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head(db: None) -> User:
    return member("head")


@pytest.fixture
def editor(db: None) -> User:
    return member("editor")


@pytest.fixture
def journalist(db: None) -> User:
    return member("journalist")


@pytest.fixture
def journalist2(db: None) -> User:
    return member("journalist2")


@pytest.fixture
def corrector(db: None) -> User:
    return member("corrector")


@pytest.fixture
def moderator(db: None) -> User:
    return member("moderator")


@pytest.fixture
def writer_corrector(db: None) -> User:
    return member("writer_corrector")


@pytest.fixture
def writer_moderator(db: None) -> User:
    return member("writer_moderator")


@pytest.fixture
def outsider(db: None) -> User:
    return member("outsider")
