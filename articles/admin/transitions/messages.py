"""Pressing a verb: one call of the door, and what is said afterwards."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import actions, permissions, workflow
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


def press(verb: str, article: Article, *, by: User, version: int, **answers: Any) -> str:
    """Take the step; what to tell the person who pressed. Raises the refusals of the door."""
    if verb == RESCHEDULE:
        verb, answers = "schedule", {}
    actions.TRANSITIONS[verb](article, by=by, version=version, **answers)
    return str(DONE[verb])


def asks(verb: str) -> bool:
    """Whether the step cannot be taken without an answer: a reason, an hour, a kind."""
    if verb == RESCHEDULE:
        return False
    step = workflow.RULES[verb]
    return step.has_form or step.reason is not None


def refusal_beforehand(verb: str, article: Article, user: User) -> ActionRefused | None:
    """Why the page of this step need not even be opened: who, then when. The door asks again."""
    if reason := permissions.reason_against(verb, article, user):
        return NotPermitted(reason)
    step = workflow.RULES[verb]
    if not step.applies_to(article.state, is_live=article.is_live):
        sentence = _("«%(transition)s» сейчас нельзя: материал — %(state)s.")
        return InvalidState(str(sentence) % {"transition": step.label, "state": article.get_state_display()})
    return None
