"""The door. Only it writes `Article.state`, and only it writes the published tables.

Admin buttons, bulk actions, the worker, commands and importers all go through these functions.
Each refuses with `articles.refusals` and then changes nothing.
"""

from articles.actions.after_restore import cancel_pending_after_restore
from articles.actions.bulk_import import ImportedArticle, import_published
from articles.actions.edit import Edit, editing, restore_revision
from articles.actions.front_page import LONGEST_PICK, PICK_TOO_LONG, Pick, end_picks, front_page_version, set_front
from articles.actions.merge import WITH_ITSELF, merge_sections, merge_tags
from articles.actions.published_rows import Prepared, address_of, prepare
from articles.actions.scheduled import publish_due
from articles.actions.taxonomy import (
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

__all__ = [
    "LONGEST_PICK",
    "PICK_TOO_LONG",
    "WITH_ITSELF",
    "Edit",
    "ImportedArticle",
    "Pick",
    "Prepared",
    "address_of",
    "approve",
    "cancel_pending_after_restore",
    "catch_up",
    "claim",
    "confirm_typo",
    "decline_typo",
    "discard",
    "editing",
    "end_picks",
    "fix_typo",
    "force_publish",
    "front_page_version",
    "import_published",
    "merge_sections",
    "merge_tags",
    "prepare",
    "publish",
    "publish_due",
    "publish_text",
    "reason_against_removing_section",
    "reason_against_removing_tag",
    "recall",
    "release",
    "remove_section",
    "remove_tag",
    "restore",
    "restore_revision",
    "revise",
    "save_outlet",
    "save_section",
    "save_tag",
    "save_text",
    "schedule",
    "send_back",
    "set_front",
    "spike",
    "submit",
    "take_over",
    "unschedule",
    "unspike",
    "withdraw",
]
