"""The door. Only it writes `Article.state`, and only it writes the published tables.

Admin buttons, bulk actions, the worker, commands and importers all go through these functions.
Each refuses with `articles.refusals` and then changes nothing.
"""

from articles.publishing.bulk import Finished, put_out_many
from articles.publishing.digest import (
    create_digest,
    holders_of_period,
    prepare_digest,
    press_digest,
    propose,
    save_digest,
)
from articles.publishing.digest_content import Content, Item, content_of
from articles.publishing.due import publish_due
from articles.publishing.edit import Edit, editing, restore_revision
from articles.publishing.front import LONGEST_PICK, PICK_TOO_LONG, Pick, end_picks, mark_of, set_front
from articles.publishing.live import Prepared, address_of, prepare
from articles.publishing.merging import WITH_ITSELF, merge_sections, merge_tags
from articles.publishing.returning import settle_restored
from articles.publishing.route import (
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
from articles.publishing.standing import (
    publish_text,
    reason_against_removing_section,
    reason_against_removing_tag,
    remove_section,
    remove_tag,
    save_outlet,
    save_section,
    save_tag,
)
from articles.publishing.typo import confirm_typo, decline_typo, fix_typo

__all__ = [
    "LONGEST_PICK",
    "PICK_TOO_LONG",
    "WITH_ITSELF",
    "Content",
    "Edit",
    "Finished",
    "Item",
    "Pick",
    "Prepared",
    "address_of",
    "approve",
    "catch_up",
    "claim",
    "confirm_typo",
    "content_of",
    "create_digest",
    "decline_typo",
    "discard",
    "editing",
    "end_picks",
    "fix_typo",
    "force_publish",
    "holders_of_period",
    "mark_of",
    "merge_sections",
    "merge_tags",
    "prepare",
    "prepare_digest",
    "press_digest",
    "propose",
    "publish",
    "publish_due",
    "publish_text",
    "put_out_many",
    "reason_against_removing_section",
    "reason_against_removing_tag",
    "recall",
    "release",
    "remove_section",
    "remove_tag",
    "restore",
    "restore_revision",
    "revise",
    "save_digest",
    "save_outlet",
    "save_section",
    "save_tag",
    "schedule",
    "send_back",
    "set_front",
    "settle_restored",
    "spike",
    "submit",
    "take_over",
    "unschedule",
    "unspike",
    "withdraw",
]
