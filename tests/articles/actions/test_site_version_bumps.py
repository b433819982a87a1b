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

from articles import actions
from articles.models import Article, Text
from newsroom.digests import actions as digest_actions
from newsroom.digests.content import content_of
from newsroom.digests.models import Digest
from newsroom.exceptions import ActionRefused
from newsroom.website.models import FrontPick, Outlet, PublishedArticle, Section, Tag
from staff import team
from staff.models import Person, Position, User
from staff.roles import Refused as TeamRefused
from tests import digest_factories, factories
from tests.architecture.sql_watcher import watched
from tests.newsroom.images.files import taken
from tests.users import member

pytestmark = pytest.mark.django_db

Act = Callable[[], object]
Case = Callable[[], Act]
"""Sets the scene, unwatched, and returns what is then watched."""


def door(verb: str, make: Callable[[], Any], who: str, **answers: Any) -> Case:
    """This person takes the step on the article that `make` makes."""
    return lambda: partial(getattr(actions, verb), make(), by=member(who), **answers)


def edited(make: Callable[[], Article], who: str, **columns: Any) -> Case:
    """This person changes columns of the article."""

    def act(article: Article, by: User, values: dict[str, Any]) -> None:
        with actions.editing(article, by=by) as text:
            for name, value in values.items():
                setattr(text, name, value)

    def scene() -> Act:
        values = {name: value() if callable(value) else value for name, value in columns.items()}
        return partial(act, make(), member(who), values)

    return scene


def tagged(make: Callable[[], Article], who: str) -> Case:
    """This person gives the article a tag that did not exist before."""

    def act(article: Article, by: User) -> None:
        with actions.editing(article, by=by) as text:
            text.tags.set([factories.tag("совсем новый")])

    return lambda: partial(act, make(), member(who))


def republished() -> Article:
    """Approved again, with another picture than the one on the site."""
    article = factories.revised(image=taken())
    with actions.editing(article, by=article.creator) as text:
        text.image = taken()
    actions.submit(article, by=article.creator)
    actions.approve(article, by=member("corrector"))
    return article


def due() -> Act:
    factories.make_due(factories.scheduled(), factories.scheduled())
    return actions.publish_due


def missed() -> Act:
    factories.make_due(factories.scheduled())
    return actions.cancel_pending_after_restore


def imported() -> Act:
    finished = actions.ImportedArticle(
        "ru",
        "Заголовок",
        "Лид",
        factories.BODY,
        factories.section(),
        [factories.tag("вода")],
        member("journalist").person,
        timezone.now(),
    )
    writer, reader, by = member("journalist"), member("corrector"), member("editor")
    return partial(actions.import_published, [finished] * 3, writer=writer, reader=reader, by=by)


FIX = {"field": "body", "before": "общественый", "after": "общественный"}


def own_published() -> Article:
    return factories.published(member("writer_corrector"))


def proposed() -> Any:
    """A writer's fix that waits for somebody else."""
    return actions.fix_typo(own_published(), by=member("writer_corrector"), **FIX)


def renamed(thing: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(thing, name, value)
    return thing


def text(kind: str = "mission") -> Text:
    return Text.objects.create(kind=kind, language="ru", title="Зачем", body="<p>Затем.</p>")


def published_text() -> Text:
    made = text()
    actions.publish_text(made, by=member("head"))
    return made


def new_section() -> Section:
    return Section(name_ru="Мир", name_kk="Әлем", slug="mir")


def flash() -> Article:
    article = factories.forced()
    member("corrector")
    return article


NOTICE = {"reason": "Ошибка", "kind": "notice", "text": "Материал снят."}


def redirected() -> Act:
    article, other = factories.published(), factories.published()
    target = PublishedArticle.objects.get(pk=other.pk)
    return partial(actions.withdraw, article, by=member("editor"), reason="Повтор", kind="redirect", redirect_to=target)


def picks(article: Article) -> list[actions.Pick]:
    until = timezone.now() + timedelta(hours=3)
    return [actions.Pick(0, PublishedArticle.objects.get(pk=article.pk), until)]


def picked() -> Act:
    return partial(actions.set_front, "ru", picks(factories.published()), by=member("editor"))


def renamed_tag() -> Act:
    tag = factories.tag("вода")
    actions.save_tag(renamed(tag, slug="voda-2"), by=member("editor"))
    return partial(actions.remove_tag, tag, by=member("editor"))


def outstood() -> Act:
    picked()()
    FrontPick.objects.update(ends_at=timezone.now())
    return actions.end_picks


def pressed(verb: str, make: Callable[..., Digest], who: str, **answers: Any) -> Case:
    """This person takes the step on a digest of one live article."""
    return lambda: partial(digest_actions.press_digest, verb, make(factories.published()), by=member(who), **answers)


def of_digest(verb: str, make: Callable[..., Digest] = digest_factories.draft) -> Case:
    def scene() -> Act:
        digest = make(factories.published())
        content = replace(content_of(digest), title="Другая неделя")
        if verb == "create_digest":
            return partial(digest_actions.create_digest, content, language="ru", by=digest.creator)
        return partial(digest_actions.save_digest, digest, content, by=digest.creator)

    return scene


READERS_SEE: dict[str, Case] = {
    "publish": door("publish", factories.approved, "editor"),
    "publish: planned": door("publish", factories.scheduled, "head"),
    "publish: again, with another picture": lambda: partial(actions.publish, republished(), by=member("editor")),
    "force_publish": door("force_publish", factories.draft, "editor", reason="Срочно"),
    "force_publish: of a live piece": door("force_publish", factories.revised, "editor", reason="Срочно"),
    "publish_due": due,
    "import_published": imported,
    "withdraw": door("withdraw", factories.published, "editor", reason="Ошибка"),
    "withdraw: with a picture": door("withdraw", lambda: factories.published(image=taken()), "editor", **NOTICE),
    "withdraw: under revision": door("withdraw", factories.revised, "head", **NOTICE),
    "withdraw: redirected": redirected,
    "fix_typo": door("fix_typo", factories.published, "corrector", **FIX),
    "fix_typo: under revision": door("fix_typo", factories.revised, "corrector", **FIX),
    "confirm_typo": lambda: partial(actions.confirm_typo, proposed(), by=member("editor")),
    "editing: section": edited(factories.published, "editor", section=lambda: factories.section("mir")),
    "editing: section, under revision": edited(factories.revised, "head", section=lambda: factories.section("mir")),
    "editing: address": edited(factories.published, "editor", slug="drugoy-adres"),
    "editing: pair": edited(
        factories.published, "editor", translation_of=lambda: factories.published(language="kk", signed="Қонақ")
    ),
    "editing: tags": tagged(factories.published, "editor"),
    "save_section": door("save_section", new_section, "editor"),
    "save_section: its address": door("save_section", lambda: renamed(factories.section(), slug="mir"), "editor"),
    "save_section: off": door("save_section", lambda: renamed(factories.section(), is_enabled=False), "head"),
    "remove_section": door("remove_section", factories.section, "editor"),
    "save_tag": door("save_tag", lambda: renamed(factories.tag("вода"), name_kk="су"), "editor"),
    "save_tag: its address": door("save_tag", lambda: renamed(factories.tag("вода"), slug="voda-2"), "editor"),
    "save_outlet": door("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "head"),
    "publish_text": door("publish_text", text, "head"),
    "merge_sections": lambda: partial(
        actions.merge_sections, factories.published().section, factories.section("mir"), by=member("editor")
    ),
    "merge_tags": lambda: partial(
        actions.merge_tags, factories.published(tags=("мост",)).tags.get(), factories.tag("вода"), by=member("editor")
    ),
    "remove_tag: with former addresses": renamed_tag,
    "set_front": picked,
    "end_picks": outstood,
    "press_digest: publish": pressed("publish", digest_factories.approved, "editor"),
    "press_digest: withdraw": pressed("withdraw", digest_factories.published, "editor", reason="Ошибка"),
    "publish_text: again": door("publish_text", lambda: renamed(published_text(), title="Зачем мы"), "head"),
}

DESK_SEES: dict[str, Case] = {
    "submit": lambda: partial(actions.submit, flash_free_draft(), by=member("journalist")),
    "recall": door("recall", factories.submitted, "journalist"),
    "claim": door("claim", factories.submitted, "corrector"),
    "release": door("release", factories.proofing, "corrector"),
    "take_over": door("take_over", factories.proofing, "editor"),
    "send_back": door("send_back", factories.proofing, "corrector", reason="Проверьте имя"),
    "approve": door("approve", factories.proofing, "corrector"),
    "schedule": door("schedule", factories.approved, "editor", at=timezone.now() + timedelta(days=400)),
    "unschedule": door("unschedule", factories.scheduled, "editor"),
    "catch_up": door("catch_up", flash, "corrector"),
    "revise": door("revise", factories.published, "journalist"),
    "discard": door("discard", factories.revised, "journalist"),
    "restore": door("restore", factories.withdrawn, "editor"),
    "spike": door("spike", factories.draft, "journalist"),
    "unspike": door("unspike", factories.spiked, "journalist"),
    "decline_typo": lambda: partial(actions.decline_typo, proposed(), by=member("editor")),
    "fix_typo: by a writer": door("fix_typo", own_published, "writer_corrector", **FIX),
    "editing": edited(factories.draft, "journalist", headline="Иначе"),
    "editing: section of a draft": edited(factories.draft, "journalist", section=lambda: factories.section("mir")),
    "editing: tags of a draft": tagged(factories.draft, "journalist"),
    "editing: voiding an approval": edited(factories.scheduled, "editor", headline="Иначе"),
    "editing: text under revision": edited(factories.revised, "journalist", headline="Иначе"),
    "restore_revision": lambda: partial(actions.restore_revision, factories.revised(), 1, by=member("journalist")),
    "publish_text: as it is": door("publish_text", published_text, "head"),
    "publish_due": lambda: actions.publish_due,
    "cancel_pending_after_restore": missed,
    "end_picks": lambda: actions.end_picks,
    "remove_tag": door("remove_tag", lambda: factories.tag("вода"), "editor"),
    "front_page_version": lambda: partial(actions.front_page_version, "ru"),
    "save_text": lambda: partial(
        actions.save_text, Text(kind="mission", language="ru", title="Зачем", body="<p>Есть</p>"), by=member("head")
    ),
    "create_digest": of_digest("create_digest"),
    "save_digest": of_digest("save_digest"),
    "propose": lambda: partial(digest_actions.propose, (made := digest_factories.draft(factories.published())), by=made.creator),
    "holders_of_period": lambda: partial(digest_actions.holders_of_period, digest_factories.draft()),
    "press_digest: submit": lambda: partial(
        digest_actions.press_digest, "submit", (made := digest_factories.draft(factories.published())), by=made.creator
    ),
    "press_digest: approve": pressed("approve", digest_factories.submitted, "corrector"),
    "prepare_digest": lambda: partial(digest_actions.prepare_digest, digest_factories.draft(factories.published())),
    "prepare": lambda: partial(actions.prepare, factories.draft(), at=timezone.now()),
    "address_of": lambda: partial(actions.address_of, factories.published()),
    "reason_against_removing_section": lambda: partial(actions.reason_against_removing_section, factories.section()),
    "reason_against_removing_tag": lambda: partial(actions.reason_against_removing_tag, factories.tag("вода")),
}  # fmt: skip

REFUSED: dict[str, Case] = {
    "set_front": lambda: partial(actions.set_front, "ru", picks(factories.published()), by=member("corrector")),
    "press_digest": pressed("publish", digest_factories.submitted, "editor"),
    "publish": door("publish", factories.draft, "editor"),
    "publish: changed": lambda: partial(actions.publish, changed_after_approval(), by=member("editor")),
    "publish: by whom may not": door("publish", factories.approved, "journalist"),
    "force_publish: without a reason": door("force_publish", factories.draft, "editor", reason=" "),
    "withdraw: without a text": door("withdraw", factories.published, "editor", reason="Ошибка", kind="notice"),
    "fix_typo": door("fix_typo", factories.published, "corrector", **{**FIX, "before": "таких слов нет"}),
    "confirm_typo": lambda: partial(actions.confirm_typo, proposed(), by=member("writer_corrector")),
    "editing": edited(factories.published, "journalist", section=lambda: factories.section("mir")),
    "editing: with text": edited(
        factories.published, "editor", section=lambda: factories.section("mir"), headline="Иначе"
    ),
    "save_section": door("save_section", new_section, "journalist"),
    "remove_section": door("remove_section", factories.section, "journalist"),
    "remove_tag": door("remove_tag", lambda: factories.tag("вода"), "journalist"),
    "merge_sections": lambda: partial(
        actions.merge_sections, factories.section(), factories.section("mir"), by=member("journalist")
    ),
    "merge_sections: into itself": lambda: partial(
        actions.merge_sections, factories.section(), factories.section(), by=member("editor")
    ),
    "merge_tags": lambda: partial(
        actions.merge_tags, factories.tag("вода"), factories.tag("мост"), by=member("corrector")
    ),
    "save_tag": door("save_tag", lambda: renamed(factories.tag("вода"), slug="v"), "corrector"),
    "save_outlet": door("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "editor"),
    "publish_text": door("publish_text", text, "editor"),
}  # fmt: skip


def flash_free_draft() -> Article:
    member("corrector")
    return factories.draft()


def changed_after_approval() -> Article:
    article = factories.approved()
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
    with watched() as watch, pytest.raises(ActionRefused):
        act()
    assert (watch.begun, watch.writes) == (0, [])


DIGEST_ACTIONS = ("create_digest", "save_digest", "propose", "press_digest", "prepare_digest", "holders_of_period")


def test_no_way_through_the_door_is_left_out() -> None:
    ways = {
        name
        for module, names in ((actions, actions.__all__), (digest_actions, DIGEST_ACTIONS))
        for name in names
        if inspect.isfunction(getattr(module, name))
    }
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
    """Why it needs no edition: its address does not answer before a live article carries it."""
    with watched() as watch:
        made = Tag.objects.create(name="совсем новый", slug="sovsem-novyy")
    assert watch.begun == 0
    assert not PublishedArticle.objects.filter(tag_rows__tag=made).exists()
