"""How many statements a page costs: few, and the same with fifteen pieces of a language and with hundreds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Outlet, Publication, Tag
from newsroom.demo.generate import GeneratedPiece
from newsroom.demo.generate import pieces as generated
from newsroom.demo.sections import TAGS
from newsroom.images.models import Image
from staff.models import Person, User
from tests import pieces
from tests.cast import CAST, client_of, member

pytestmark = pytest.mark.django_db

FEW, MANY = 15, 150
ARTICLE, FRONT, LIST, START = 6, 8, 6, 30


def put_out(count: int) -> None:
    """So many pieces in each language: of all sections, with tags, people and pictures."""
    signers = [member(name).person for name in ("journalist", "journalist2", "writer_moderator")]
    Person.objects.filter(pk__in=[person.pk for person in signers]).update(on_team=True)
    tags = standing_tags()
    finished = [
        publishing.Finished(
            language=piece.language,
            headline=piece.headline,
            lead=piece.lead,
            body=piece.body,
            section=pieces.section(piece.section),
            tags=[tags[name] for name in piece.tags],
            person=signers[place % len(signers)],
            published_at=timezone.now() - timedelta(minutes=piece.minutes_ago),
        )
        for place, piece in enumerate(generated_in_each_language(count))
    ]
    publishing.put_out_many(finished, writer=member("journalist"), reader=member("corrector"), by=member("editor"))
    Publication.objects.filter(image=None).update(image=public_picture())


def generated_in_each_language(count: int) -> list[GeneratedPiece]:
    """So many of each language; the generator alone writes one in seven in Kazakh."""
    made = list(generated(count * 9))
    return [piece for language in ("ru", "kk") for piece in [p for p in made if p.language == language][:count]]


def standing_tags() -> dict[str, Tag]:
    """The tags of the generated pieces, by their names in both languages."""
    rows = [
        Tag.objects.get_or_create(slug=tag.slug, defaults={"name": tag.name_ru, "name_kk": tag.name_kk})[0]
        for tag in TAGS
    ]
    return {name: tag for tag in rows for name in (tag.name, tag.name_kk)}


def public_picture() -> Image:
    """The row of a public picture; pages print its addresses and read no file."""
    own = {"width": 1600, "height": 1000, "bytes": 1, "title": "Снимок", "public_token": "0" * 32}
    return Image.objects.get_or_create(file="originals/00/0.jpg", sha256="0" * 64, defaults=own)[0]


def addresses() -> dict[str, tuple[str, int]]:
    """Every kind of page, each with its limit: of the newest piece, and of what it carries."""
    found = {}
    for language, prefix in (("ru", ""), ("kk", "/kk")):
        piece = Publication.objects.live(language).newest_first()[0]
        oldest = Publication.objects.live(language).newest_first().last()
        tag, person = piece.tag_rows.all()[0].tag, piece.byline_rows.all()[0].person
        assert oldest
        assert person
        found |= {
            f"front {language}": (f"{prefix}/", FRONT),
            f"article {language}": (piece.get_absolute_url(), ARTICLE),
            f"section {language}": (f"{prefix}/sections/{piece.section and piece.section.slug}/", LIST),
            f"tag {language}": (f"{prefix}/tags/{tag.slug}/", LIST),
            f"person {language}": (f"{prefix}/team/{person.slug}/", LIST),
            f"team {language}": (f"{prefix}/team/", LIST),
            f"feed {language}": (f"{prefix}/feed/", LIST),
            f"about {language}": (f"{prefix}/about/", LIST),
            f"front, older {language}": (f"{prefix}/before/{piece.pk}/", FRONT),
            f"person, older {language}": (f"{prefix}/team/{person.slug}/before/{piece.pk}/", LIST),
        }
    return found


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def costs() -> dict[str, int]:
    reader = Client()
    return {name: statements(reader, address) for name, (address, _limit) in addresses().items()}


class TestSite:
    def test_each_page_costs_the_same_with_few_and_with_many(self, db: None) -> None:
        Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
        put_out(FEW)
        few = costs()
        limits = {name: limit for name, (_address, limit) in addresses().items()}
        assert {name: cost for name, cost in few.items() if cost > limits[name]} == {}
        put_out(MANY)
        assert costs() == few

    def test_an_address_that_never_was_costs_one_statement_and_its_page(self, client: Client) -> None:
        pieces.published()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/articles/999999-nichego/").status_code == 404
        assert len(captured) <= 1 + 2

    def test_a_withdrawn_piece_costs_no_more_than_a_live_one(self, client: Client) -> None:
        article = pieces.withdrawn()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/articles/{article.pk}-{article.slug}/").status_code == 410
        assert len(captured) <= ARTICLE


class TestStartPage:
    @pytest.mark.parametrize("who", ["journalist", "corrector", "editor", "head", "writer_corrector"])
    def test_it_costs_the_same_with_few_and_with_many(self, who: str) -> None:
        user: User = member(who)
        for name in CAST:
            member(name)
        self.fill(3)
        few = self.cost(user)
        self.fill(5)
        put_out(100)
        assert self.cost(user) == few <= START

    def cost(self, user: User) -> int:
        client = client_of(user)
        client.get("/admin/")
        return statements(client, "/admin/")

    def fill(self, count: int) -> None:
        """So many pieces in each queue, by two writers."""
        for _ in range(count):
            for make in (pieces.draft, pieces.returned, pieces.submitted, pieces.approved, pieces.scheduled):
                make(signed="author")
            pieces.forced(member("journalist2"))
            pieces.spiked()
            pieces.proofing(member("writer_corrector"), signed="author")
