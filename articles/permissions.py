"""Object permissions of articles, on top of the permissions that roles give (`staff.permissions`).

Each user is either a writer or a reviewer of an article, never both, whatever their roles.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.fact_authors import fact_authors
from articles.models import Article
from articles.workflow import RULES, State
from newsroom.workflow.rules import TransitionRule
from staff.models import User

Check = Callable[[Article, User], Promise | None]

NO_RIGHT = _("Ваша роль этого не позволяет.")
NOT_A_WRITER = _("Это могут авторы материала, редактор или руководитель.")
IS_A_WRITER = _("Вы автор этого материала: вычитать его должен другой человек.")
WROTE_FACTS = _("Справку в этом тексте написали вы: вычитать его должен другой человек.")
CLAIMED_BY_ANOTHER = _("Материал у другого человека.")
OWN_FIX = _("Своё исправление подтверждает кто-то другой.")
CLAIMED_ALREADY = _("Материал уже у вас.")
FORCED_IT = _("Вы выпустили этот материал без вычитки: вычитать его должен другой человек.")
OWN_DRAFTS_ONLY = _("Автор убирает в корзину только свои черновики.")


def has_right(user: User, right: str) -> bool:
    """Return whether one of the user's roles gives the permission, e.g. `publish`."""
    return user.is_active and user.has_perm(f"articles.{right}_article")


def may_edit_any(user: User) -> bool:
    """Return whether this user edits the articles of others (editor, head)."""
    return has_right(user, "edit_any")


def _right(right: str) -> Check:
    return lambda article, user: None if has_right(user, right) else NO_RIGHT


def _writer_with(right: str) -> Check:
    def check(article: Article, user: User) -> Promise | None:
        if not has_right(user, right):
            return NO_RIGHT
        if may_edit_any(user) or article.is_written_by(user):
            return None
        return NOT_A_WRITER

    return check


def _recall(article: Article, user: User) -> Promise | None:
    if not has_right(user, "submit"):
        return NO_RIGHT
    return None if article.is_written_by(user) else NOT_A_WRITER


def _review(article: Article, user: User) -> Promise | None:
    if not has_right(user, "claim"):
        return NO_RIGHT
    return IS_A_WRITER if article.is_written_by(user) else None


def _take_over(article: Article, user: User) -> Promise | None:
    return CLAIMED_ALREADY if article.claimed_by_id == user.pk else _review(article, user)


def _release(article: Article, user: User) -> Promise | None:
    if article.claimed_by_id == user.pk or may_edit_any(user):
        return None
    return CLAIMED_BY_ANOTHER if has_right(user, "claim") else NO_RIGHT


def _approve(article: Article, user: User) -> Promise | None:
    if refusal := _review(article, user):
        return refusal
    is_claimed_by_another = article.state == State.PROOFING and article.claimed_by_id != user.pk
    return CLAIMED_BY_ANOTHER if is_claimed_by_another else None


def _publish(article: Article, user: User) -> Promise | None:
    return None if user.is_robot else _right("publish")(article, user)


def _catch_up(article: Article, user: User) -> Promise | None:
    if refusal := _review(article, user):
        return refusal
    return FORCED_IT if article.forced_by_id == user.pk else None


def _spike(article: Article, user: User) -> Promise | None:
    if refusal := _writer_with("spike")(article, user):
        return refusal
    own_draft = article.state in (State.DRAFT, State.SPIKED)
    return None if own_draft or may_edit_any(user) else OWN_DRAFTS_ONLY


CHECKS: dict[str, Check] = {
    "submit": _writer_with("submit"),
    "recall": _recall,
    "claim": _review,
    "release": _release,
    "take_over": _take_over,
    "send_back": _right("send_back"),
    "approve": _approve,
    "schedule": _right("schedule"),
    "unschedule": _right("schedule"),
    "publish": _publish,
    "force_publish": _right("force_publish"),
    "catch_up": _catch_up,
    "revise": _writer_with("revise"),
    "discard": _writer_with("revise"),
    "fix_typo": _right("fix_typo"),
    "place": _right("place"),
    "withdraw": _right("withdraw"),
    "restore": _right("withdraw"),
    "spike": _spike,
    "unspike": _spike,
}


def reason_against(transition: str, article: Article, user: User) -> Promise | None:
    """Return why this user may not take the transition, or None. Raises KeyError for an unknown transition."""
    check = CHECKS[transition]
    return check(article, user) if user.is_active else NO_RIGHT


def reason_against_confirming(article: Article, user: User, *, proposer: int | None = None) -> Promise | None:
    """Return why this user may not confirm or decline the typo fix of `proposer`, or None."""
    if not user.is_active:
        return NO_RIGHT
    return _review(article, user) or (OWN_FIX if proposer == user.pk else None)


def transitions_for(article: Article, user: User) -> list[TransitionRule]:
    """Return the transitions that this user can take now, in the order of the workflow."""
    return [
        rule
        for rule in RULES.values()
        if rule.name != "place"
        and rule.applies_to(article.state, is_live=article.is_live)
        and (rule.name != "catch_up" or article.unread)
        and reason_against(rule.name, article, user) is None
    ]


def may_edit_text(article: Article, user: User) -> bool:
    """Return whether this user may change text fields in the current state."""
    if not has_right(user, "change"):
        return False
    match article.state:
        case State.DRAFT | State.RETURNED:
            return may_edit_any(user) or article.is_written_by(user)
        case State.PROOFING:
            return article.claimed_by_id == user.pk
        case State.APPROVED | State.SCHEDULED:
            return may_edit_any(user)
        case _:
            return False


def may_place(article: Article, user: User) -> bool:
    """Return whether this user may change section, tags, address and pairing."""
    if has_right(user, "place"):
        return True
    drafting = article.state in (State.DRAFT, State.RETURNED) and not article.has_gone_out
    return drafting and may_edit_text(article, user)


def may_share(article: Article, user: User) -> bool:
    """Return whether this user may show the unpublished text to people outside: its writers, editor and head."""
    return has_right(user, "change") and (may_edit_any(user) or article.is_written_by(user))


def may_follow(article: Article, user: User) -> bool:
    """Return whether this user may say that a translation follows its original: its writers, its reviewer, editors."""
    if not has_right(user, "change"):
        return False
    return may_edit_any(user) or article.claimed_by_id == user.pk or article.is_written_by(user)


def reviewers_for(article: Article) -> list[User]:
    """Return the users who may review this article: they may claim by role and have not written its words."""
    reviewers = User.objects.with_perm("articles.claim_article")
    authors = article.writer_ids | fact_authors(article, article.body)
    return [user for user in reviewers if user.pk not in authors]
