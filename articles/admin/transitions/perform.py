"""Making a transition from the admin: one call of an action, and the message afterwards."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import actions, permissions, validation, workflow
from articles.actions.transition import article_workflow
from articles.admin.article.submission import RESCHEDULE
from articles.models import Article
from newsroom.exceptions import ActionRefused, InvalidState, NotPermitted
from staff.models import User

DONE: dict[str, Promise] = {
    "submit": _("Отправлено на вычитку."),
    "recall": _("Материал снова у вас: это черновик."),
    "claim": _("Материал у вас: читайте и правьте."),
    "release": _("Материал снова в очереди на вычитку."),
    "take_over": _("Материал теперь у вас."),
    "send_back": _("Возвращено на доработку."),
    "approve": _("Вычитано: материал готов к выходу."),
    "schedule": _("Запланировано."),
    "unschedule": _("Снято с плана, вычитка остаётся."),
    "publish": _("Опубликовано."),
    "force_publish": _("Опубликовано без вычитки. Материал ждёт её задним числом."),
    "catch_up": _("Вычитано задним числом."),
    "revise": _("Открыта правка. На сайте остаётся прежний текст."),
    "discard": _("Правка отменена: рабочая копия снова равна опубликованному."),
    "withdraw": _("Снято с сайта."),
    "restore": _("Восстановлено как черновик."),
    "spike": _("Убрано в корзину."),
    "unspike": _("Возвращено из корзины: это черновик."),
}
# Transitions that put the text before readers, now or later.
PUBLISHING = frozenset({"publish", "schedule", "force_publish", RESCHEDULE})
# To catch up one reads the text on the site, which may differ from the working copy.
# What is going to be discarded need not be saved first.
SHOWN_ON_OWN_PAGE = frozenset({"catch_up", "discard"})
QUESTIONS: dict[str, Promise] = {
    "discard": _(
        "Всё, что изменено после публикации, заменится текстом с сайта. Прежние версии останутся в истории материала."
    ),
}
"""What is said on the page of a transition before it is made."""


def perform(transition: str, article: Article, *, by: User, version: int, **answers: Any) -> str:
    """Make the transition and return the message for the user. Raise ActionRefused as the action does."""
    if transition == RESCHEDULE:
        transition, answers = "schedule", {}
    actions.TRANSITIONS[transition](article, by=by, version=version, **answers)
    return str(DONE[transition])


def asks(transition: str, article: Article) -> bool:
    """Return whether the transition has a page of its own to fill in or read before it is made."""
    if transition in SHOWN_ON_OWN_PAGE or suspicious_words(transition, article):
        return True
    if transition == RESCHEDULE:
        return False
    rule = workflow.RULES[transition]
    return rule.has_form or rule.reason is not None


def suspicious_words(transition: str, article: Article) -> list[str]:
    """Return the words that must be confirmed before this transition puts them before readers."""
    return validation.suspicious_words(article) if transition in PUBLISHING else []


def refusal_before_asking(transition: str, article: Article, user: User) -> ActionRefused | None:
    """Return why the page of this transition need not ask anything, or None. The action checks again."""
    if reason := permissions.reason_against(transition, article, user):
        return NotPermitted(reason)
    try:
        article_workflow.check_state(workflow.RULES[transition], article)
    except InvalidState as refusal:
        return refusal
    return None
