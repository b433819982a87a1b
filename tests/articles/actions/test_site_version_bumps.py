"""Each action that changes the website bumps the site version in its own transaction, and no other action does.

`tests.architecture.sql_watcher` reads the SQL statements, so that an action that forgets it is found.
"""

import inspect
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article, PreviewLink, Text
from newsroom.exceptions import ActionRefused
from newsroom.website.models import Outlet
from tests import factories
from tests.architecture.sql_watcher import assert_bumps, assert_does_not_bump, watch_sql
from tests.articles.actions.watched_actions import (
    FIX,
    NOTICE,
    Case,
    action,
    both,
    changed,
    checked,
    due,
    edited,
    ended,
    forced,
    imported,
    missed,
    new_section,
    new_template,
    own_published,
    picked,
    picks,
    proposed_fix,
    published_text,
    rebuilt,
    redirected,
    renamed_tag,
    republished,
    stored_template,
    tagged,
    text,
)
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = pytest.mark.django_db

"""Prepares the data, unwatched, and returns the call that is watched."""


PUBLIC_CHANGES: dict[str, Case] = {
    "publish": action("publish", factories.approved, "editor"),
    "publish: planned": action("publish", factories.scheduled, "head"),
    "publish: again, with another picture": lambda: partial(actions.publish, republished(), by=member("editor")),
    "force_publish": action("force_publish", factories.draft, "editor", reason="Срочно"),
    "force_publish: of a live article": action("force_publish", factories.revised, "editor", reason="Срочно"),
    "publish_due": due,
    "publish_both": both("publish_both"),
    "import_published": imported,
    "rebuild_published": rebuilt,
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
    "make_preview_link": action("make_preview_link", factories.draft, "journalist", recipient="Фёкла Цыганкова"),
    "revoke_preview_link": action("revoke_preview_link", lambda: preview_link(), "journalist"),
    "answer_preview_link": lambda: partial(actions.answer_preview_link, preview_link(), kind="approval", text=""),
    "submit": lambda: member("corrector") and partial(actions.submit, factories.draft(), by=member("journalist")),
    "recall": action("recall", factories.submitted, "journalist"),
    "claim": action("claim", factories.submitted, "corrector"),
    "release": action("release", factories.proofing, "corrector"),
    "take_over": action("take_over", factories.proofing, "editor"),
    "send_back": action("send_back", factories.proofing, "corrector", reason="Проверьте имя"),
    "approve": action("approve", factories.proofing, "corrector"),
    "schedule": action("schedule", factories.approved, "editor", at=timezone.now() + timedelta(days=400)),
    "schedule_both": both("schedule_both", at=timezone.now() + timedelta(days=400)),
    "make_translation": action("make_translation", factories.published, "journalist"),
    "check_translation": checked,
    "duplicate": action("duplicate", factories.published, "journalist"),
    "save_template": action("save_template", new_template, "editor"),
    "remove_template": action("remove_template", stored_template, "editor"),
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


def preview_link() -> PreviewLink:
    article = factories.draft()
    return actions.make_preview_link(article, by=article.creator, recipient="Фёкла Цыганкова")


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
