"""Who may: the object rules above the rights that roles give (`staff.permissions`).

Per article a person is either writer or reader, never both, whatever roles he holds.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.models import Article
from articles.workflow import State
from staff.models import User

Rule = Callable[[Article, User], Promise | None]

NO_RIGHT = _("Ваша роль этого не позволяет.")
NOT_A_WRITER = _("Это могут авторы материала, редактор или руководитель.")
IS_A_WRITER = _("Вы автор этого материала: вычитать его должен другой человек.")
CLAIMED_BY_ANOTHER = _("Материал у другого человека.")
OWN_FIX = _("Своё исправление подтверждает кто-то другой.")
CLAIMED_ALREADY = _("Материал уже у вас.")
FORCED_IT = _("Вы выпустили этот материал без вычитки: вычитать его должен другой человек.")
OWN_DRAFTS_ONLY = _("Автор убирает в корзину только свои черновики.")


def has_right(user: User, right: str) -> bool:
    """Whether one of the person's roles gives the right, e.g. `publish`."""
    return user.is_active and user.has_perm(f"articles.{right}_article")


def may_edit_any(user: User) -> bool:
    """Editor and head: they work on everybody's articles."""
    return has_right(user, "edit_any")


def _right(right: str) -> Rule:
    return lambda article, user: None if has_right(user, right) else NO_RIGHT


def _writer_with(right: str) -> Rule:
    def rule(article: Article, user: User) -> Promise | None:
        if not has_right(user, right):
            return NO_RIGHT
        if may_edit_any(user) or article.is_written_by(user):
            return None
        return NOT_A_WRITER

    return rule


def _recall(article: Article, user: User) -> Promise | None:
    if not has_right(user, "submit"):
        return NO_RIGHT
    return None if article.is_written_by(user) else NOT_A_WRITER


def _read(article: Article, user: User) -> Promise | None:
    if not has_right(user, "claim"):
        return NO_RIGHT
    return IS_A_WRITER if article.is_written_by(user) else None


def _take_over(article: Article, user: User) -> Promise | None:
    return CLAIMED_ALREADY if article.claimed_by_id == user.pk else _read(article, user)


def _release(article: Article, user: User) -> Promise | None:
    if article.claimed_by_id == user.pk or may_edit_any(user):
        return None
    return CLAIMED_BY_ANOTHER if has_right(user, "claim") else NO_RIGHT


def _approve(article: Article, user: User) -> Promise | None:
    if refusal := _read(article, user):
        return refusal
    held_by_another = article.state == State.PROOFING and article.claimed_by_id != user.pk
    return CLAIMED_BY_ANOTHER if held_by_another else None


def _publish(article: Article, user: User) -> Promise | None:
    return None if user.is_robot else _right("publish")(article, user)


def _catch_up(article: Article, user: User) -> Promise | None:
    if refusal := _read(article, user):
        return refusal
    return FORCED_IT if article.forced_by_id == user.pk else None


def _spike(article: Article, user: User) -> Promise | None:
    if refusal := _writer_with("spike")(article, user):
        return refusal
    own_draft = article.state in (State.DRAFT, State.SPIKED)
    return None if own_draft or may_edit_any(user) else OWN_DRAFTS_ONLY


RULES: dict[str, Rule] = {
    "submit": _writer_with("submit"),
    "recall": _recall,
    "claim": _read,
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


def reason_against(verb: str, article: Article, user: User) -> Promise | None:
    """Why this person may not press the verb on this article, or None. Unknown verb: KeyError."""
    rule = RULES[verb]
    return rule(article, user) if user.is_active else NO_RIGHT


def reason_against_confirming(article: Article, user: User, *, proposer: int | None = None) -> Promise | None:
    """Why this person may not decide on a typographic fix that another proposed, or None: four eyes on it too."""
    if not user.is_active:
        return NO_RIGHT
    return _read(article, user) or (OWN_FIX if proposer == user.pk else None)


def verbs_for(article: Article, user: User) -> list[workflow.Step]:
    """The steps that this person can take now, in the order of the table."""
    return [
        step
        for step in workflow.STEPS
        if step.verb != "place"
        and step.leads_from(article.state, is_live=article.is_live)
        and (step.verb != "catch_up" or article.unread)
        and reason_against(step.verb, article, user) is None
    ]


def may_edit_text(article: Article, user: User) -> bool:
    """Whether this person may change text fields in the present state."""
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
    """Whether this person may change section, tags, address and pairing."""
    if has_right(user, "place"):
        return True
    drafting = article.state in (State.DRAFT, State.RETURNED) and not article.has_gone_out
    return drafting and may_edit_text(article, user)


def reviewers_for(article: Article) -> list[User]:
    """Who may read this article as the second pair of eyes: a reader by role, not a writer of it."""
    readers = User.objects.with_perm("articles.claim_article")
    return [user for user in readers if user.pk not in article.writer_ids]
