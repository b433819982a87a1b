"""The only code that changes `Article.state` or writes the public tables.

The admin, the worker, commands and importers call these functions. Each raises `newsroom.exceptions.ActionRefused` if
it refuses, and then changes nothing.
"""

from collections.abc import Callable

from articles.actions.after_restore import cancel_pending_after_restore
from articles.actions.build_rows import address_of
from articles.actions.bulk_import import ImportedArticle, import_published
from articles.actions.edit import Edit, editing, restore_revision
from articles.actions.front_page import LONGEST_PICK, PICK_TOO_LONG, Pick, end_picks, front_page_version, set_front
from articles.actions.halves.both import publish_both, schedule_both
from articles.actions.halves.translation import check_translation, make_translation
from articles.actions.preview_links import answer_preview_link, make_preview_link, revoke_preview_link
from articles.actions.rebuild import rebuild_published
from articles.actions.scheduled import publish_due
from articles.actions.starting.duplicate import duplicate
from articles.actions.starting.templates import remove_template, save_template
from articles.actions.taxonomy.changes import (
    publish_text,
    reason_against_removing_section,
    reason_against_removing_tag,
    remove_section,
    remove_tag,
    save_outlet,
    save_section,
    save_tag,
    save_text,
)
from articles.actions.taxonomy.merge import WITH_ITSELF, merge_sections, merge_tags
from articles.actions.transitions import (
    approve,
    catch_up,
    claim,
    discard,
    force_publish,
    publish,
    recall,
    release,
    restore,
    revise,
    schedule,
    send_back,
    spike,
    submit,
    take_over,
    unschedule,
    unspike,
    withdraw,
)
from articles.actions.typo_fix import confirm_typo, decline_typo, fix_typo

TRANSITIONS: dict[str, Callable[..., object]] = {
    "submit": submit,
    "recall": recall,
    "claim": claim,
    "release": release,
    "take_over": take_over,
    "send_back": send_back,
    "approve": approve,
    "schedule": schedule,
    "unschedule": unschedule,
    "publish": publish,
    "force_publish": force_publish,
    "catch_up": catch_up,
    "revise": revise,
    "discard": discard,
    "fix_typo": fix_typo,
    "withdraw": withdraw,
    "restore": restore,
    "spike": spike,
    "unspike": unspike,
}
"""The transitions that a user can take, by name; each takes the article, `by`, `version` and its own answers."""

__all__ = [
    "LONGEST_PICK",
    "PICK_TOO_LONG",
    "TRANSITIONS",
    "WITH_ITSELF",
    "Edit",
    "ImportedArticle",
    "Pick",
    "address_of",
    "answer_preview_link",
    "approve",
    "cancel_pending_after_restore",
    "catch_up",
    "check_translation",
    "claim",
    "confirm_typo",
    "decline_typo",
    "discard",
    "duplicate",
    "editing",
    "end_picks",
    "fix_typo",
    "force_publish",
    "front_page_version",
    "import_published",
    "make_preview_link",
    "make_translation",
    "merge_sections",
    "merge_tags",
    "publish",
    "publish_both",
    "publish_due",
    "publish_text",
    "reason_against_removing_section",
    "reason_against_removing_tag",
    "rebuild_published",
    "recall",
    "release",
    "remove_section",
    "remove_tag",
    "remove_template",
    "restore",
    "restore_revision",
    "revise",
    "revoke_preview_link",
    "save_outlet",
    "save_section",
    "save_tag",
    "save_template",
    "save_text",
    "schedule",
    "schedule_both",
    "send_back",
    "set_front",
    "spike",
    "submit",
    "take_over",
    "unschedule",
    "unspike",
    "withdraw",
]
