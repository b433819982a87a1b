"""The workflow of an article as data: states and transitions.

Who may take a transition is in `permissions`, what an article needs is in `validation`, and only `actions` change the
state.
"""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.workflow.rules import TransitionRule, by_name


class State(TextChoices):
    """The state of the working copy of an article."""

    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("на вычитке")
    PROOFING = "proofing", _("у корректора")
    RETURNED = "returned", _("на доработке")
    APPROVED = "approved", _("вычитано")
    SCHEDULED = "scheduled", _("запланировано")
    PUBLISHED = "published", _("опубликовано")
    WITHDRAWN = "withdrawn", _("снято")
    SPIKED = "spiked", _("в корзине")


def _of(*states: State) -> frozenset[State]:
    return frozenset(states)


S = State
UNPUBLISHED_COPY = _of(S.DRAFT, S.SUBMITTED, S.PROOFING, S.RETURNED, S.APPROVED, S.SCHEDULED)
EVERY = frozenset(State)

RULES: dict[str, TransitionRule] = by_name(
    (
        TransitionRule("submit", _("Отправить на вычитку"), _of(S.DRAFT, S.RETURNED), S.SUBMITTED),
        TransitionRule("recall", _("Забрать обратно"), _of(S.SUBMITTED), S.DRAFT),
        TransitionRule("claim", _("Взять на вычитку"), _of(S.SUBMITTED), S.PROOFING),
        TransitionRule("release", _("Вернуть в очередь"), _of(S.PROOFING), S.SUBMITTED),
        TransitionRule("take_over", _("Перехватить"), _of(S.PROOFING), S.PROOFING),
        TransitionRule(
            "send_back",
            _("Вернуть на доработку"),
            _of(S.SUBMITTED, S.PROOFING, S.APPROVED, S.SCHEDULED),
            S.RETURNED,
            reason=_("Что доработать"),
        ),
        TransitionRule("approve", _("Вычитано"), _of(S.SUBMITTED, S.PROOFING), S.APPROVED),
        TransitionRule("schedule", _("Запланировать"), _of(S.APPROVED), S.SCHEDULED, has_form=True),
        TransitionRule("unschedule", _("Снять с плана"), _of(S.SCHEDULED), S.APPROVED),
        TransitionRule("publish", _("Опубликовать"), _of(S.APPROVED, S.SCHEDULED), S.PUBLISHED),
        TransitionRule(
            "force_publish",
            _("Молния: без вычитки"),
            _of(S.DRAFT, S.SUBMITTED, S.PROOFING, S.RETURNED),
            S.PUBLISHED,
            reason=_("Почему без вычитки"),
        ),
        TransitionRule("catch_up", _("Вычитано задним числом"), EVERY, None, is_live=True),
        TransitionRule("revise", _("Править опубликованное"), _of(S.PUBLISHED), S.DRAFT, is_live=True),
        TransitionRule("discard", _("Отменить правку"), UNPUBLISHED_COPY, S.PUBLISHED, is_live=True),
        TransitionRule("fix_typo", _("Исправить опечатку"), EVERY, None, is_live=True, has_form=True),
        TransitionRule("place", _("Разместить"), EVERY, None),
        TransitionRule(
            "withdraw",
            _("Снять с сайта"),
            EVERY,
            S.WITHDRAWN,
            is_live=True,
            reason=_("Причина для редакции"),
            has_form=True,
        ),
        TransitionRule("restore", _("Восстановить"), _of(S.WITHDRAWN), S.DRAFT, is_live=False),
        TransitionRule(
            "spike",
            _("В корзину"),
            _of(S.DRAFT, S.RETURNED, S.SUBMITTED, S.APPROVED),
            S.SPIKED,
            is_live=False,
        ),
        TransitionRule("unspike", _("Вернуть из корзины"), _of(S.SPIKED), S.DRAFT, is_live=False),
    )
)

# Rows of the log that no transition makes.
CREATE, IMPORT, VOID, PLAN_FAILED = "create", "import", "void", "plan_failed"
CONFIRM_TYPO, DECLINE_TYPO = "confirm_typo", "decline_typo"
EVENTS: dict[str, Promise] = {
    CREATE: _("Создано"),
    IMPORT: _("Импортировано"),
    VOID: _("Вычитка снята: текст изменён"),
    PLAN_FAILED: _("Не вышло по плану"),
    CONFIRM_TYPO: _("Исправление подтверждено"),
    DECLINE_TYPO: _("Исправление отклонено"),
}

LABELS: dict[str, Promise] = {name: rule.label for name, rule in RULES.items()} | EVENTS
"""The name of each transition and event for display."""
