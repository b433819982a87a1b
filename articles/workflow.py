"""The route of an article as data: states, verbs and what leads where.

Source of the table: design, section 4. Who may press a verb is in `permissions`, what an article
must have is in `readiness`, and only `publishing` moves an article.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where the working copy of an article stands."""

    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("на вычитке")
    PROOFING = "proofing", _("у корректора")
    RETURNED = "returned", _("на доработке")
    APPROVED = "approved", _("вычитано")
    SCHEDULED = "scheduled", _("запланировано")
    PUBLISHED = "published", _("опубликовано")
    WITHDRAWN = "withdrawn", _("снято")
    SPIKED = "spiked", _("в корзине")


class Live(Enum):
    """Whether a verb asks for a publication on the site."""

    ANY = "any"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Step:
    """One row of the table.

    `target` is None where the state stays. `reason` is the question that must be answered, or
    None where nothing is asked.
    """

    verb: str
    label: Promise
    sources: frozenset[State]
    target: State | None
    is_live: Live = Live.ANY
    reason: Promise | None = None
    screen: bool = False

    def leads_from(self, state: str, *, is_live: bool) -> bool:
        """Whether an article in this state, live or not, can take the step at all."""
        demanded = {Live.ANY: is_live, Live.YES: True, Live.NO: False}[self.is_live]
        return is_live == demanded and state in self.sources


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


S = State
UNPUBLISHED_COPY = _from(S.DRAFT, S.SUBMITTED, S.PROOFING, S.RETURNED, S.APPROVED, S.SCHEDULED)
EVERY = frozenset(State)

STEPS: tuple[Step, ...] = (
    Step("submit", _("Отправить на вычитку"), _from(S.DRAFT, S.RETURNED), S.SUBMITTED),
    Step("recall", _("Забрать обратно"), _from(S.SUBMITTED), S.DRAFT),
    Step("claim", _("Взять на вычитку"), _from(S.SUBMITTED), S.PROOFING),
    Step("release", _("Вернуть в очередь"), _from(S.PROOFING), S.SUBMITTED),
    Step("take_over", _("Перехватить"), _from(S.PROOFING), S.PROOFING),
    Step(
        "send_back",
        _("Вернуть на доработку"),
        _from(S.SUBMITTED, S.PROOFING, S.APPROVED, S.SCHEDULED),
        S.RETURNED,
        reason=_("Что доработать"),
    ),
    Step("approve", _("Вычитано"), _from(S.SUBMITTED, S.PROOFING), S.APPROVED),
    Step("schedule", _("Запланировать"), _from(S.APPROVED), S.SCHEDULED, screen=True),
    Step("unschedule", _("Снять с плана"), _from(S.SCHEDULED), S.APPROVED),
    Step("publish", _("Опубликовать"), _from(S.APPROVED, S.SCHEDULED), S.PUBLISHED),
    Step(
        "force_publish",
        _("Молния: без вычитки"),
        _from(S.DRAFT, S.SUBMITTED, S.PROOFING, S.RETURNED),
        S.PUBLISHED,
        reason=_("Почему без вычитки"),
    ),
    Step("catch_up", _("Вычитано задним числом"), EVERY, None, is_live=Live.YES),
    Step("revise", _("Править опубликованное"), _from(S.PUBLISHED), S.DRAFT, is_live=Live.YES),
    Step("discard", _("Отменить правку"), UNPUBLISHED_COPY, S.PUBLISHED, is_live=Live.YES),
    Step("fix_typo", _("Исправить опечатку"), EVERY, None, is_live=Live.YES, screen=True),
    Step("place", _("Разместить"), EVERY, None),
    Step(
        "withdraw",
        _("Снять с сайта"),
        EVERY,
        S.WITHDRAWN,
        is_live=Live.YES,
        reason=_("Причина для редакции"),
        screen=True,
    ),
    Step("restore", _("Восстановить"), _from(S.WITHDRAWN), S.DRAFT, is_live=Live.NO),
    Step(
        "spike",
        _("В корзину"),
        _from(S.DRAFT, S.RETURNED, S.SUBMITTED, S.APPROVED),
        S.SPIKED,
        is_live=Live.NO,
    ),
    Step("unspike", _("Вернуть из корзины"), _from(S.SPIKED), S.DRAFT, is_live=Live.NO),
)

TABLE: dict[str, Step] = {step.verb: step for step in STEPS}

# Rows of the log that no button makes.
CREATE, VOID, PLAN_FAILED = "create", "void", "plan_failed"
CONFIRM_TYPO, DECLINE_TYPO = "confirm_typo", "decline_typo"
EVENTS: dict[str, Promise] = {
    CREATE: _("Создано"),
    VOID: _("Вычитка снята: текст изменён"),
    PLAN_FAILED: _("Не вышло по плану"),
    CONFIRM_TYPO: _("Исправление подтверждено"),
    DECLINE_TYPO: _("Исправление отклонено"),
}


def step(verb: str) -> Step:
    """The row of this verb; an unknown verb is a KeyError, neither a yes nor a no."""
    return TABLE[verb]


def label(verb: str) -> Promise:
    """The words for a verb or an event of the log."""
    return TABLE[verb].label if verb in TABLE else EVENTS[verb]
