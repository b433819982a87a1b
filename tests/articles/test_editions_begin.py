"""Every write that readers can see begins an edition in its own transaction, and no other write does.

`tests.house.watching` looks at the statements themselves, so that a forgetful door is found whichever it is.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Digest, FrontPick, Outlet, Publication, Section, Tag, Text
from articles.refusals import Refused
from staff import team
from staff.models import Person, Position, User
from staff.roles import Refused as TeamRefused
from tests import digests, pieces
from tests.cast import member
from tests.house.watching import watched
from tests.images.pictures import taken

pytestmark = pytest.mark.django_db

Act = Callable[[], object]
Case = Callable[[], Act]
"""Sets the scene, unwatched, and returns what is then watched."""


def door(verb: str, make: Callable[[], Any], who: str, **answers: Any) -> Case:
    """This person takes the step on the piece that `make` makes."""
    return lambda: partial(getattr(publishing, verb), make(), by=member(who), **answers)


def edited(make: Callable[[], Article], who: str, **columns: Any) -> Case:
    """This person changes columns of the piece."""

    def act(article: Article, by: User, values: dict[str, Any]) -> None:
        with publishing.editing(article, by=by) as text:
            for name, value in values.items():
                setattr(text, name, value)

    def scene() -> Act:
        values = {name: value() if callable(value) else value for name, value in columns.items()}
        return partial(act, make(), member(who), values)

    return scene


def tagged(make: Callable[[], Article], who: str) -> Case:
    """This person gives the piece a tag that did not exist before."""

    def act(article: Article, by: User) -> None:
        with publishing.editing(article, by=by) as text:
            text.tags.set([pieces.tag("совсем новый")])

    return lambda: partial(act, make(), member(who))


def republished() -> Article:
    """Approved again, with another picture than the one on the site."""
    article = pieces.revised(image=taken())
    with publishing.editing(article, by=article.creator) as text:
        text.image = taken()
    publishing.submit(article, by=article.creator)
    publishing.approve(article, by=member("corrector"))
    return article


def due() -> Act:
    pieces.make_due(pieces.scheduled(), pieces.scheduled())
    return publishing.publish_due


def missed() -> Act:
    pieces.make_due(pieces.scheduled())
    return publishing.settle_restored


def imported() -> Act:
    finished = publishing.Finished(
        "ru",
        "Заголовок",
        "Лид",
        pieces.BODY,
        pieces.section(),
        [pieces.tag("вода")],
        member("journalist").person,
        timezone.now(),
    )
    writer, reader, by = member("journalist"), member("corrector"), member("editor")
    return partial(publishing.put_out_many, [finished] * 3, writer=writer, reader=reader, by=by)


FIX = {"field": "body", "before": "общественый", "after": "общественный"}


def own_published() -> Article:
    return pieces.published(member("writer_corrector"))


def proposed() -> Any:
    """A writer's fix that waits for somebody else."""
    return publishing.fix_typo(own_published(), by=member("writer_corrector"), **FIX)


def renamed(thing: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(thing, name, value)
    return thing


def text(kind: str = "mission") -> Text:
    return Text.objects.create(kind=kind, language="ru", title="Зачем", body="<p>Затем.</p>")


def published_text() -> Text:
    made = text()
    publishing.publish_text(made, by=member("head"))
    return made


def new_section() -> Section:
    return Section(name_ru="Мир", name_kk="Әлем", slug="mir")


def flash() -> Article:
    article = pieces.forced()
    member("corrector")
    return article


NOTICE = {"reason": "Ошибка", "kind": "notice", "text": "Материал снят."}


def redirected() -> Act:
    article, other = pieces.published(), pieces.published()
    target = Publication.objects.get(pk=other.pk)
    return partial(
        publishing.withdraw, article, by=member("editor"), reason="Повтор", kind="redirect", redirect_to=target
    )


def picks(article: Article) -> list[publishing.Pick]:
    until = timezone.now() + timedelta(hours=3)
    return [publishing.Pick(0, Publication.objects.get(pk=article.pk), until)]


def picked() -> Act:
    return partial(publishing.set_front, "ru", picks(pieces.published()), by=member("editor"))


def renamed_tag() -> Act:
    tag = pieces.tag("вода")
    publishing.save_tag(renamed(tag, slug="voda-2"), by=member("editor"))
    return partial(publishing.remove_tag, tag, by=member("editor"))


def outstood() -> Act:
    picked()()
    FrontPick.objects.update(ends_at=timezone.now())
    return publishing.end_picks


def pressed(verb: str, make: Callable[..., Digest], who: str, **answers: Any) -> Case:
    """This person takes the step on a digest of one live piece."""
    return lambda: partial(publishing.press_digest, verb, make(pieces.published()), by=member(who), **answers)


def of_digest(verb: str, make: Callable[..., Digest] = digests.draft) -> Case:
    def scene() -> Act:
        digest = make(pieces.published())
        content = replace(publishing.content_of(digest), title="Другая неделя")
        if verb == "create_digest":
            return partial(publishing.create_digest, content, language="ru", by=digest.creator)
        return partial(publishing.save_digest, digest, content, by=digest.creator)

    return scene


READERS_SEE: dict[str, Case] = {
    "publish": door("publish", pieces.approved, "editor"),
    "publish: planned": door("publish", pieces.scheduled, "head"),
    "publish: again, with another picture": lambda: partial(publishing.publish, republished(), by=member("editor")),
    "force_publish": door("force_publish", pieces.draft, "editor", reason="Срочно"),
    "force_publish: of a live piece": door("force_publish", pieces.revised, "editor", reason="Срочно"),
    "publish_due": due,
    "put_out_many": imported,
    "withdraw": door("withdraw", pieces.published, "editor", reason="Ошибка"),
    "withdraw: with a picture": door("withdraw", lambda: pieces.published(image=taken()), "editor", **NOTICE),
    "withdraw: under revision": door("withdraw", pieces.revised, "head", **NOTICE),
    "withdraw: redirected": redirected,
    "fix_typo": door("fix_typo", pieces.published, "corrector", **FIX),
    "fix_typo: under revision": door("fix_typo", pieces.revised, "corrector", **FIX),
    "confirm_typo": lambda: partial(publishing.confirm_typo, proposed(), by=member("editor")),
    "editing: section": edited(pieces.published, "editor", section=lambda: pieces.section("mir")),
    "editing: section, under revision": edited(pieces.revised, "head", section=lambda: pieces.section("mir")),
    "editing: address": edited(pieces.published, "editor", slug="drugoy-adres"),
    "editing: pair": edited(
        pieces.published, "editor", translation_of=lambda: pieces.published(language="kk", signed="Қонақ")
    ),
    "editing: tags": tagged(pieces.published, "editor"),
    "save_section": door("save_section", new_section, "editor"),
    "save_section: its address": door("save_section", lambda: renamed(pieces.section(), slug="mir"), "editor"),
    "save_section: off": door("save_section", lambda: renamed(pieces.section(), is_enabled=False), "head"),
    "remove_section": door("remove_section", pieces.section, "editor"),
    "save_tag": door("save_tag", lambda: renamed(pieces.tag("вода"), name_kk="су"), "editor"),
    "save_tag: its address": door("save_tag", lambda: renamed(pieces.tag("вода"), slug="voda-2"), "editor"),
    "save_outlet": door("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "head"),
    "publish_text": door("publish_text", text, "head"),
    "merge_sections": lambda: partial(
        publishing.merge_sections, pieces.published().section, pieces.section("mir"), by=member("editor")
    ),
    "merge_tags": lambda: partial(
        publishing.merge_tags, pieces.published(tags=("мост",)).tags.get(), pieces.tag("вода"), by=member("editor")
    ),
    "remove_tag: with former addresses": renamed_tag,
    "set_front": picked,
    "end_picks": outstood,
    "press_digest: publish": pressed("publish", digests.approved, "editor"),
    "press_digest: withdraw": pressed("withdraw", digests.published, "editor", reason="Ошибка"),
    "publish_text: again": door("publish_text", lambda: renamed(published_text(), title="Зачем мы"), "head"),
}

DESK_SEES: dict[str, Case] = {
    "submit": lambda: partial(publishing.submit, flash_free_draft(), by=member("journalist")),
    "recall": door("recall", pieces.submitted, "journalist"),
    "claim": door("claim", pieces.submitted, "corrector"),
    "release": door("release", pieces.proofing, "corrector"),
    "take_over": door("take_over", pieces.proofing, "editor"),
    "send_back": door("send_back", pieces.proofing, "corrector", reason="Проверьте имя"),
    "approve": door("approve", pieces.proofing, "corrector"),
    "schedule": door("schedule", pieces.approved, "editor", at=timezone.now() + timedelta(days=400)),
    "unschedule": door("unschedule", pieces.scheduled, "editor"),
    "catch_up": door("catch_up", flash, "corrector"),
    "revise": door("revise", pieces.published, "journalist"),
    "discard": door("discard", pieces.revised, "journalist"),
    "restore": door("restore", pieces.withdrawn, "editor"),
    "spike": door("spike", pieces.draft, "journalist"),
    "unspike": door("unspike", pieces.spiked, "journalist"),
    "decline_typo": lambda: partial(publishing.decline_typo, proposed(), by=member("editor")),
    "fix_typo: by a writer": door("fix_typo", own_published, "writer_corrector", **FIX),
    "editing": edited(pieces.draft, "journalist", headline="Иначе"),
    "editing: section of a draft": edited(pieces.draft, "journalist", section=lambda: pieces.section("mir")),
    "editing: tags of a draft": tagged(pieces.draft, "journalist"),
    "editing: voiding an approval": edited(pieces.scheduled, "editor", headline="Иначе"),
    "editing: text under revision": edited(pieces.revised, "journalist", headline="Иначе"),
    "restore_revision": lambda: partial(publishing.restore_revision, pieces.revised(), 1, by=member("journalist")),
    "publish_text: as it is": door("publish_text", published_text, "head"),
    "publish_due": lambda: publishing.publish_due,
    "settle_restored": missed,
    "end_picks": lambda: publishing.end_picks,
    "remove_tag": door("remove_tag", lambda: pieces.tag("вода"), "editor"),
    "mark_of": lambda: partial(publishing.mark_of, "ru"),
    "content_of": lambda: partial(publishing.content_of, digests.draft(pieces.published())),
    "create_digest": of_digest("create_digest"),
    "save_digest": of_digest("save_digest"),
    "propose": lambda: partial(publishing.propose, (made := digests.draft(pieces.published())), by=made.creator),
    "holders_of_period": lambda: partial(publishing.holders_of_period, digests.draft()),
    "press_digest: submit": lambda: partial(
        publishing.press_digest, "submit", (made := digests.draft(pieces.published())), by=made.creator
    ),
    "press_digest: approve": pressed("approve", digests.submitted, "corrector"),
    "prepare_digest": lambda: partial(publishing.prepare_digest, digests.draft(pieces.published())),
    "prepare": lambda: partial(publishing.prepare, pieces.draft(), at=timezone.now()),
    "address_of": lambda: partial(publishing.address_of, pieces.published()),
    "reason_against_removing_section": lambda: partial(publishing.reason_against_removing_section, pieces.section()),
    "reason_against_removing_tag": lambda: partial(publishing.reason_against_removing_tag, pieces.tag("вода")),
}  # fmt: skip

REFUSED: dict[str, Case] = {
    "set_front": lambda: partial(publishing.set_front, "ru", picks(pieces.published()), by=member("corrector")),
    "press_digest": pressed("publish", digests.submitted, "editor"),
    "publish": door("publish", pieces.draft, "editor"),
    "publish: changed": lambda: partial(publishing.publish, changed_after_approval(), by=member("editor")),
    "publish: by whom may not": door("publish", pieces.approved, "journalist"),
    "force_publish: without a reason": door("force_publish", pieces.draft, "editor", reason=" "),
    "withdraw: without a text": door("withdraw", pieces.published, "editor", reason="Ошибка", kind="notice"),
    "fix_typo": door("fix_typo", pieces.published, "corrector", **{**FIX, "before": "таких слов нет"}),
    "confirm_typo": lambda: partial(publishing.confirm_typo, proposed(), by=member("writer_corrector")),
    "editing": edited(pieces.published, "journalist", section=lambda: pieces.section("mir")),
    "editing: with text": edited(
        pieces.published, "editor", section=lambda: pieces.section("mir"), headline="Иначе"
    ),
    "save_section": door("save_section", new_section, "journalist"),
    "remove_section": door("remove_section", pieces.section, "journalist"),
    "remove_tag": door("remove_tag", lambda: pieces.tag("вода"), "journalist"),
    "merge_sections": lambda: partial(
        publishing.merge_sections, pieces.section(), pieces.section("mir"), by=member("journalist")
    ),
    "merge_sections: into itself": lambda: partial(
        publishing.merge_sections, pieces.section(), pieces.section(), by=member("editor")
    ),
    "merge_tags": lambda: partial(
        publishing.merge_tags, pieces.tag("вода"), pieces.tag("мост"), by=member("corrector")
    ),
    "save_tag": door("save_tag", lambda: renamed(pieces.tag("вода"), slug="v"), "corrector"),
    "save_outlet": door("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "editor"),
    "publish_text": door("publish_text", text, "editor"),
}  # fmt: skip


def flash_free_draft() -> Article:
    member("corrector")
    return pieces.draft()


def changed_after_approval() -> Article:
    article = pieces.approved()
    Article.objects.filter(pk=article.pk).update(lead="Иначе")
    return article


@pytest.mark.parametrize("name", READERS_SEE)
def test_it_begins_an_edition(name: str) -> None:
    act = READERS_SEE[name]()
    with watched() as watch:
        act()
    assert watch.begun > 0


@pytest.mark.parametrize("name", DESK_SEES)
def test_it_begins_none_for_the_desk_alone(name: str) -> None:
    act = DESK_SEES[name]()
    with watched() as watch:
        act()
    assert (watch.begun, watch.writes) == (0, [])


@pytest.mark.parametrize("name", REFUSED)
def test_it_begins_none_when_it_refuses(name: str) -> None:
    act = REFUSED[name]()
    with watched() as watch, pytest.raises(Refused):
        act()
    assert (watch.begun, watch.writes) == (0, [])


def test_no_way_through_the_door_is_left_out() -> None:
    ways = {name for name in publishing.__all__ if inspect.isfunction(getattr(publishing, name))}
    assert {name.partition(":")[0] for name in (*READERS_SEE, *DESK_SEES)} == ways


class TestOnePlannedPieceAnEdition:
    def test_it_begins_one_for_each_that_goes_out(self) -> None:
        act = due()
        with watched() as watch:
            assert act() == 2
        assert watch.begun == 2


def person(**columns: Any) -> Person:
    made = Person(name_ru="Фёкла Цыганкова", **columns)
    team.save_person(made, by=None)
    return made


def position() -> Position:
    held = Position(person=person(), title_ru="Журналист", title_kk="Журналист", held_from=date(2020, 1, 1))
    team.save_position(held, by=None)
    return held


def of_team(verb: str, make: Callable[[], Any], who: str = "head") -> Case:
    return lambda: partial(getattr(team, verb), make(), by=member(who))


TEAM: dict[str, Case] = {
    "save_person": of_team("save_person", lambda: Person(name_ru="Фёкла Цыганкова", portrait=taken())),
    "save_person: name": of_team("save_person", lambda: renamed(person(), name_kk="Фёкла")),
    "save_person: address": of_team("save_person", lambda: renamed(person(), slug="fekla")),
    "save_person: portrait": of_team("save_person", lambda: renamed(person(portrait=taken()), portrait=taken())),
    "save_person: no portrait": of_team("save_person", lambda: renamed(person(portrait=taken()), portrait=None)),
    "leave": lambda: partial(team.leave, position().person, day=date(2026, 1, 1), by=member("head")),
    "remove_person": of_team("remove_person", lambda: person(on_team=False, portrait=taken())),
    "save_position": of_team("save_position", lambda: renamed(position(), held_to=date(2021, 1, 1))),
    "remove_position": of_team("remove_position", position),
}


class TestTeam:
    @pytest.mark.parametrize("name", TEAM)
    def test_it_begins_an_edition(self, name: str) -> None:
        act = TEAM[name]()
        with watched() as watch:
            act()
        assert watch.begun > 0

    @pytest.mark.parametrize("verb", ["save_person", "save_position", "remove_position"])
    def test_it_begins_none_when_it_refuses(self, verb: str) -> None:
        thing = person() if verb == "save_person" else position()
        by = member("journalist")
        with watched() as watch, pytest.raises(TeamRefused):
            getattr(team, verb)(thing, by=by)
        assert watch.begun == 0

    def test_no_way_to_write_is_left_out(self) -> None:
        functions = inspect.getmembers(team, inspect.isfunction)
        writing = {name for name, made in functions if "by" in inspect.signature(made).parameters and name[0] != "_"}
        assert {name.partition(":")[0] for name in TEAM} == writing


def test_a_new_tag_of_a_draft_is_not_yet_seen() -> None:
    """Why it needs no edition: its address does not answer before a live piece carries it."""
    with watched() as watch:
        made = Tag.objects.create(name="совсем новый", slug="sovsem-novyy")
    assert watch.begun == 0
    assert not Publication.objects.filter(tag_rows__tag=made).exists()
