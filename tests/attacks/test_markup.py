"""Markup typed into any field is escaped, in the admin and on the website."""

import re

import pytest
from django.test import Client

from articles import actions
from newsroom.images.models import Image
from newsroom.website.models import Outlet, PublishedArticle, Tag
from staff import team
from staff.models import Person, Position, User
from tests import factories
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = pytest.mark.django_db

EVIL = "\"'><img src=zz onerror=zz>{{7*7}}</script><script>zz()</script>"
SHORT = '"><img src=zz onerror=zz>'
ALIVE = re.compile("<img src=zz|<script>zz|href=.javascript:", re.IGNORECASE)


@pytest.fixture
def hostile(head: User, editor: User, corrector: User, writer_corrector: User) -> list[int]:
    """Articles in several states, with hostile markup in every field."""
    User.objects.update(name=SHORT)
    Tag.objects.create(name=SHORT, slug="zloy", name_kk=f"{SHORT} kk")
    section = factories.section("zlaya")
    section.name_ru, section.name_kk = SHORT, f"{SHORT} kk"
    actions.save_section(section, by=head)
    words = {"title": EVIL, "caption": EVIL, "credit": EVIL, "alt": EVIL}
    both = [f"{name}_{code}" for name in ("name", "motto", "address", "owner", "editor") for code in ("ru", "kk")]
    outlet = dict.fromkeys((*both, "phone", "certificate"), SHORT)
    actions.save_outlet(Outlet(pk=1, description_ru=EVIL, description_kk=EVIL, **outlet), by=head)
    person = Person.objects.get(user=writer_corrector)
    person.name_ru, person.bio_ru, person.on_team, person.email = SHORT, EVIL, True, "a@example.kz"
    team.save_person(person, by=head)
    team.save_position(Position(person=person, title_ru=SHORT), by=head)
    texts = {
        **dict.fromkeys(("headline", "lead", "seo_headline", "social_headline"), EVIL),
        "kicker": SHORT,
        "body": f'<p>{EVIL}</p><p><a href="javascript:zz()">слово</a> опечатка</p>',
        "tags": (SHORT,),
        "signed": "author",
        "section": section,
        "image": stored_image(**words),
        "source": SHORT,
    }
    live = factories.published(writer_corrector, **texts)
    actions.fix_typo(live, by=writer_corrector, field="body", before="опечатка", after="'&lt;zz")
    sent_back = factories.returned(writer_corrector, **texts)
    actions.submit(sent_back, by=writer_corrector)
    actions.send_back(sent_back, by=corrector, reason=EVIL)
    gone = factories.published(writer_corrector, **texts)
    actions.withdraw(gone, by=editor, reason=EVIL, kind="notice", text=EVIL)
    flash = factories.draft(writer_corrector, **texts)
    actions.force_publish(flash, by=editor, reason=EVIL)
    actions.revise(flash, by=editor)
    actions.restore_revision(flash, 1, by=editor)
    return [live.pk, sent_back.pk, gone.pk, flash.pk]


def _living(client: Client, *addresses: str) -> list[str]:
    found = []
    for address in addresses:
        page = client.get(address, follow=True).content.decode()
        if alive := ALIVE.search(page):
            found.append(f"{address}: {page[max(alive.start() - 80, 0) : alive.end() + 40]}")
    return found


def test_the_website_escapes_it(hostile: list[int]) -> None:
    slugs = [(row.pk, row.get_absolute_url()) for row in PublishedArticle.objects.all()]
    own = [address for _pk, address in slugs]
    person = Person.objects.get(on_team=True).get_absolute_url()
    assert (
        _living(Client(), "/", "/kk/", "/feed/", "/team/", person, "/about/", "/tags/zloy/", "/sections/zlaya/", *own)
        == []
    )
    live = Client().get(own[0]).content.decode()
    assert "javascript:" not in live


def test_the_admin_escapes_it(hostile: list[int], head: User) -> None:
    client = client_of(head)
    article, tag, image, person = (
        f"/admin/{name}/" for name in ("articles/article", "website/tag", "images/image", "staff/person")
    )
    image_pk, person_pk = Image.objects.get().pk, Person.objects.get(on_team=True).pk
    own = [
        f"{article}{pk}/{page}/"
        for pk in hostile
        for page in ("change", "history", "preview", "fix_typo", "withdraw", "send_back", "history/0/1")
    ]
    tag_pk = Tag.objects.get(slug="zloy").pk
    others = [
        *(
            "/admin/",
            article,
            tag,
            image,
            person,
            "/admin/staff/user/",
            "/admin/website/section/",
            f"{article}?q={SHORT}",
        ),
        *(f"{image}{image_pk}/{page}/" for page in ("change", "delete")),
        *(f"{person}{person_pk}/{page}/" for page in ("change", "delete")),
        *(f"{tag}{tag_pk}/change/", "/admin/website/outlet/1/change/"),
    ]
    assert _living(client, *own, *others) == []
    bulk = {"action": "publish", "_selected_action": [str(pk) for pk in hostile], "index": "0"}
    page = client.post(article, bulk, follow=True).content.decode()
    assert not ALIVE.search(page)
