"""Simultaneous requests, each with its own database connection."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Model
from django.http.response import HttpResponse

from articles.models import Article, Text
from newsroom.website.models import Outlet, PublishedArticle, Tag
from staff.models import Person
from tests import factories
from tests.articles.admin.forms_sent import FormClient, ObjectForm
from tests.newsroom.images.files import stored_image
from tests.users import client_of, make, member

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(*acts: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """Make the requests at the same time; return their responses."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], HttpResponse]) -> HttpResponse:
        barrier.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def at_once(*sent: tuple[FormClient | ObjectForm, dict[str, str]]) -> Counter[int]:
    """Send the forms at the same time; count the statuses."""
    answers = in_parallel(*(partial(form_client.send, **typed) for form_client, typed in sent))
    return Counter(answer.status_code for answer in answers)


def test_many_saves_of_one_article_end_in_one_save_and_conflicts() -> None:
    article = factories.draft(signed="author")
    form_clients = [FormClient(member(name), article) for name in ("journalist", "editor", "head")]
    statuses = at_once(
        *((form_client, {"headline": f"Заголовок {place}"}) for place, form_client in enumerate(form_clients))
    )
    article.refresh_from_db()
    assert statuses == {302: 1, 409: 2}
    assert article.version == 2
    assert article.headline in {f"Заголовок {place}" for place in range(3)}


def test_a_save_does_not_undo_a_simultaneous_publish() -> None:
    """The article is either published with the reviewed text, or submitted again and not published."""
    article = factories.approved(signed="author")
    publisher, saver = FormClient(member("editor"), article), FormClient(member("head"), article)
    statuses = at_once((publisher, {"_transition": "publish"}), (saver, {"lead": "Другой лид"}))
    article.refresh_from_db()
    assert statuses == {302: 1, 409: 1}
    if article.state == "published":
        assert PublishedArticle.objects.get().lead == article.lead == "Его ждали десять лет"
    else:
        assert (article.state, article.lead) == ("submitted", "Другой лид")
        assert not PublishedArticle.objects.exists()


def test_two_users_create_the_same_tag_once() -> None:
    first, second = factories.draft(), factories.draft()
    form_clients = FormClient(member("journalist"), first), FormClient(member("editor"), second)
    statuses = at_once(*((form_client, {"tags": "Мост / Көпір, Река / Өзен"}) for form_client in form_clients))
    assert statuses[302] >= 1
    assert set(statuses) <= {302, 409}
    for article in Article.objects.all():
        assert article.tags.count() in (0, 2)


def test_the_second_of_two_users_who_rename_a_section_sees_the_conflict() -> None:
    section = factories.section()
    form_clients = [ObjectForm(member(name), section) for name in ("editor", "head")]
    statuses = at_once(
        *((form_client, {"name_ru": f"Название {place}"}) for place, form_client in enumerate(form_clients))
    )
    section.refresh_from_db()
    assert statuses == {302: 1, 409: 1}
    assert section.name_ru in ("Название 0", "Название 1")


OBJECTS: dict[str, tuple[Callable[[], Model], str]] = {
    "tag": (lambda: Tag.objects.create(name="Смог"), "name"),
    "outlet": (lambda: Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол"), "motto_ru"),
    "text": (lambda: Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Есть</p>"), "title"),
    "person": (lambda: Person.objects.create(name_ru="Имя", slug="imya"), "bio_ru"),
    "user": (lambda: make("somebody", "Некто", with_person=False), "name"),
    "image": (stored_image, "caption"),
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_two_saves_of_one_form_end_in_one_conflict(kind: str) -> None:
    create, field = OBJECTS[kind]
    obj = create()
    heads = member("head"), make("second-head", "Вторая", "head", with_person=False)
    opened = [ObjectForm(head, obj) for head in heads]
    statuses = at_once(*((form, {field: f"Набрано {index}"}) for index, form in enumerate(opened)))
    obj.refresh_from_db()
    assert statuses == {302: 1, 409: 1}
    assert getattr(obj, field) in ("Набрано 0", "Набрано 1")


def test_two_first_saves_of_the_outlet_make_one() -> None:
    heads = member("head"), make("second-head", "Вторая", "head", with_person=False)
    forms = [partial(client_of(head).post, "/admin/website/outlet/add/", OUTLET) for head in heads]
    assert sorted(answer.status_code for answer in in_parallel(*forms)) in ([302, 403], [302, 409])
    assert Outlet.objects.count() == 1


OUTLET = {"name_ru": "Девять дорог", "name_kk": "Тоғыз жол"}
