"""Each action that changes the website bumps the site version in its own transaction, and no other action does.

`tests.architecture.sql_watcher` reads the SQL statements, so that an action that forgets it is found.
"""

import inspect
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from articles.models import Article, Text
from newsroom.exceptions import ActionRefused
from newsroom.website.models import FrontPick, Outlet, PublishedArticle, Section
from staff.models import User
from staff.permission_groups import importer
from tests import factories
from tests.architecture.sql_watcher import Act, assert_bumps, assert_does_not_bump, watch_sql
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = pytest.mark.django_db

Case = Callable[[], Act]
"""Prepares the data, unwatched, and returns the call that is watched."""


def action(name: str, make: Callable[[], Any], who: str, **answers: Any) -> Case:
    """This person calls the action with what `make` makes."""
    return lambda: partial(getattr(actions, name), make(), by=member(who), **answers)


def edited(make: Callable[[], Article], who: str, **columns: Any) -> Case:
    """This person changes columns of the article."""

    def act(article: Article, by: User, values: dict[str, Any]) -> None:
        with actions.editing(article, by=by) as text:
            for name, value in values.items():
                setattr(text, name, value)

    def prepare() -> Act:
        values = {name: value() if callable(value) else value for name, value in columns.items()}
        return partial(act, make(), member(who), values)

    return prepare


def tagged(make: Callable[[], Article], who: str) -> Case:
    """This person gives the article a tag that did not exist before."""

    def act(article: Article, by: User) -> None:
        with actions.editing(article, by=by) as text:
            text.tags.set([factories.tag("совсем новый")])

    return lambda: partial(act, make(), member(who))


def republished() -> Article:
    """Approved again, with another picture than the one on the site."""
    article = factories.revised(image=stored_image())
    with actions.editing(article, by=article.creator) as text:
        text.image = stored_image()
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
    article = actions.ImportedArticle(
        language="ru",
        headline="Заголовок",
        lead="Лид",
        body=factories.BODY,
        section=factories.section(),
        bylines=[ImportedByline(person=member("journalist").person)],
        published_at=timezone.now(),
    )
    return partial(actions.import_published, [article] * 3, by=importer())


FIX = {"field": "body", "before": "общественый", "after": "общественный"}


def own_published() -> Article:
    return factories.published(member("writer_corrector"))


def proposed_fix() -> Any:
    """A fix that awaits confirmation."""
    return actions.fix_typo(own_published(), by=member("writer_corrector"), **FIX)


def changed(obj: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(obj, name, value)
    return obj


def text(kind: str = "mission") -> Text:
    return Text.objects.create(kind=kind, language="ru", title="Зачем", body="<p>Затем.</p>")


def published_text() -> Text:
    made = text()
    actions.publish_text(made, by=member("head"))
    return made


def new_section() -> Section:
    return Section(name_ru="Мир", name_kk="Әлем", slug="mir")


def forced() -> Article:
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
    actions.save_tag(changed(tag, slug="voda-2"), by=member("editor"))
    return partial(actions.remove_tag, tag, by=member("editor"))


def ended() -> Act:
    picked()()
    FrontPick.objects.update(ends_at=timezone.now())
    return actions.end_picks


PUBLIC_CHANGES: dict[str, Case] = {
    "publish": action("publish", factories.approved, "editor"),
    "publish: planned": action("publish", factories.scheduled, "head"),
    "publish: again, with another picture": lambda: partial(actions.publish, republished(), by=member("editor")),
    "force_publish": action("force_publish", factories.draft, "editor", reason="Срочно"),
    "force_publish: of a live article": action("force_publish", factories.revised, "editor", reason="Срочно"),
    "publish_due": due,
    "import_published": imported,
    "withdraw": action("withdraw", factories.published, "editor", reason="Ошибка"),
    "withdraw: with a picture": action(
        "withdraw", lambda: factories.published(image=stored_image()), "editor", **NOTICE
    ),
    "withdraw: under revision": action("withdraw", factories.revised, "head", **NOTICE),
    "withdraw: redirected": redirected,
    "fix_typo": action("fix_typo", factories.published, "corrector", **FIX),
    "fix_typo: under revision": action("fix_typo", factories.revised, "corrector", **FIX),
    "confirm_typo": lambda: partial(actions.confirm_typo, proposed_fix(), by=member("editor")),
    "editing: section": edited(factories.published, "editor", section=lambda: factories.section("mir")),
    "editing: section, under revision": edited(factories.revised, "head", section=lambda: factories.section("mir")),
    "editing: address": edited(factories.published, "editor", slug="drugoy-adres"),
    "editing: pair": edited(
        factories.published, "editor", translation_of=lambda: factories.published(language="kk", signed="Қонақ")
    ),
    "editing: tags": tagged(factories.published, "editor"),
    "save_section": action("save_section", new_section, "editor"),
    "save_section: its address": action("save_section", lambda: changed(factories.section(), slug="mir"), "editor"),
    "save_section: off": action("save_section", lambda: changed(factories.section(), is_enabled=False), "head"),
    "remove_section": action("remove_section", factories.section, "editor"),
    "save_tag": action("save_tag", lambda: changed(factories.tag("вода"), name_kk="су"), "editor"),
    "save_tag: its address": action("save_tag", lambda: changed(factories.tag("вода"), slug="voda-2"), "editor"),
    "save_outlet": action("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "head"),
    "publish_text": action("publish_text", text, "head"),
    "merge_sections": lambda: partial(
        actions.merge_sections, factories.published().section, factories.section("mir"), by=member("editor")
    ),
    "merge_tags": lambda: partial(
        actions.merge_tags, factories.published(tags=("мост",)).tags.get(), factories.tag("вода"), by=member("editor")
    ),
    "remove_tag: with former addresses": renamed_tag,
    "set_front": picked,
    "end_picks": ended,
    "publish_text: again": action("publish_text", lambda: changed(published_text(), title="Зачем мы"), "head"),
}

EDITORIAL_CHANGES: dict[str, Case] = {
    "submit": lambda: member("corrector") and partial(actions.submit, factories.draft(), by=member("journalist")),
    "recall": action("recall", factories.submitted, "journalist"),
    "claim": action("claim", factories.submitted, "corrector"),
    "release": action("release", factories.proofing, "corrector"),
    "take_over": action("take_over", factories.proofing, "editor"),
    "send_back": action("send_back", factories.proofing, "corrector", reason="Проверьте имя"),
    "approve": action("approve", factories.proofing, "corrector"),
    "schedule": action("schedule", factories.approved, "editor", at=timezone.now() + timedelta(days=400)),
    "unschedule": action("unschedule", factories.scheduled, "editor"),
    "catch_up": action("catch_up", forced, "corrector"),
    "revise": action("revise", factories.published, "journalist"),
    "discard": action("discard", factories.revised, "journalist"),
    "restore": action("restore", factories.withdrawn, "editor"),
    "spike": action("spike", factories.draft, "journalist"),
    "unspike": action("unspike", factories.spiked, "journalist"),
    "decline_typo": lambda: partial(actions.decline_typo, proposed_fix(), by=member("editor")),
    "fix_typo: by a writer": action("fix_typo", own_published, "writer_corrector", **FIX),
    "editing": edited(factories.draft, "journalist", headline="Иначе"),
    "editing: section of a draft": edited(factories.draft, "journalist", section=lambda: factories.section("mir")),
    "editing: tags of a draft": tagged(factories.draft, "journalist"),
    "editing: voiding an approval": edited(factories.scheduled, "editor", headline="Иначе"),
    "editing: text under revision": edited(factories.revised, "journalist", headline="Иначе"),
    "restore_revision": lambda: partial(actions.restore_revision, factories.revised(), 1, by=member("journalist")),
    "publish_text: as it is": action("publish_text", published_text, "head"),
    "publish_due": lambda: actions.publish_due,
    "cancel_pending_after_restore": missed,
    "end_picks": lambda: actions.end_picks,
    "remove_tag": action("remove_tag", lambda: factories.tag("вода"), "editor"),
    "front_page_version": lambda: partial(actions.front_page_version, "ru"),
    "save_text": lambda: partial(
        actions.save_text, Text(kind="mission", language="ru", title="Зачем", body="<p>Есть</p>"), by=member("head")
    ),
}  # fmt: skip

READ_ONLY = {"address_of", "mark_of", "prepare", "reason_against_removing_section", "reason_against_removing_tag"}

REFUSED: dict[str, Case] = {
    "set_front": lambda: partial(actions.set_front, "ru", picks(factories.published()), by=member("corrector")),
    "publish": action("publish", factories.draft, "editor"),
    "publish: changed": lambda: partial(actions.publish, changed_after_approval(), by=member("editor")),
    "publish: without permission": action("publish", factories.approved, "journalist"),
    "force_publish: without a reason": action("force_publish", factories.draft, "editor", reason=" "),
    "withdraw: without a text": action("withdraw", factories.published, "editor", reason="Ошибка", kind="notice"),
    "fix_typo": action("fix_typo", factories.published, "corrector", **{**FIX, "before": "таких слов нет"}),
    "confirm_typo": lambda: partial(actions.confirm_typo, proposed_fix(), by=member("writer_corrector")),
    "editing": edited(factories.published, "journalist", section=lambda: factories.section("mir")),
    "editing: with text": edited(
        factories.published, "editor", section=lambda: factories.section("mir"), headline="Иначе"
    ),
    "save_section": action("save_section", new_section, "journalist"),
    "remove_section": action("remove_section", factories.section, "journalist"),
    "remove_tag": action("remove_tag", lambda: factories.tag("вода"), "journalist"),
    "merge_sections": lambda: partial(
        actions.merge_sections, factories.section(), factories.section("mir"), by=member("journalist")
    ),
    "merge_tags": lambda: partial(
        actions.merge_tags, factories.tag("вода"), factories.tag("мост"), by=member("corrector")
    ),
    "save_tag": action("save_tag", lambda: changed(factories.tag("вода"), slug="v"), "corrector"),
    "save_outlet": action("save_outlet", lambda: Outlet(name_ru="Девять дорог", name_kk="Тоғыз жол"), "editor"),
    "publish_text": action("publish_text", text, "editor"),
}  # fmt: skip


def changed_after_approval() -> Article:
    article = factories.approved()
    Article.objects.filter(pk=article.pk).update(lead="Иначе")
    return article


@pytest.mark.parametrize("name", PUBLIC_CHANGES)
def test_a_public_change_bumps_the_version(name: str) -> None:
    assert_bumps(PUBLIC_CHANGES[name]())


@pytest.mark.parametrize("name", EDITORIAL_CHANGES)
def test_an_editorial_change_does_not(name: str) -> None:
    assert_does_not_bump(EDITORIAL_CHANGES[name]())


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_action_does_not(name: str) -> None:
    assert_does_not_bump(REFUSED[name](), raises=ActionRefused)


def test_every_action_is_tested() -> None:
    functions = {name for name in actions.__all__ if inspect.isfunction(getattr(actions, name))}
    tested = {name.partition(":")[0] for name in (*PUBLIC_CHANGES, *EDITORIAL_CHANGES)}
    assert tested == functions - READ_ONLY


def test_each_scheduled_article_bumps_it_once() -> None:
    act = due()
    with watch_sql() as watch:
        assert act() == 2
    assert watch.bumps == 2
