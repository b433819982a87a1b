"""The workflow of a digest as data: shorter than that of an article, with transitions of the same names."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.workflow import State
from newsroom.workflow.rules import TransitionRule, by_name

S = State
UNPUBLISHED_COPY = frozenset({S.DRAFT, S.SUBMITTED, S.APPROVED})
PUT_AWAY = frozenset({S.WITHDRAWN, S.SPIKED})
"""States of digests that nobody reads or writes: their articles may be used in another digest."""

RULES: dict[str, TransitionRule] = by_name(
    (
        TransitionRule("submit", _("Отправить на вычитку"), frozenset({S.DRAFT}), S.SUBMITTED),
        TransitionRule("recall", _("Забрать обратно"), frozenset({S.SUBMITTED}), S.DRAFT),
        TransitionRule(
            "send_back",
            _("Вернуть на доработку"),
            frozenset({S.SUBMITTED, S.APPROVED}),
            S.DRAFT,
            reason=_("Что доработать"),
        ),
        TransitionRule("approve", _("Вычитано"), frozenset({S.SUBMITTED}), S.APPROVED),
        TransitionRule("publish", _("Опубликовать"), frozenset({S.APPROVED}), S.PUBLISHED),
        TransitionRule("revise", _("Править опубликованное"), frozenset({S.PUBLISHED}), S.DRAFT, is_live=True),
        TransitionRule("discard", _("Отменить правку"), UNPUBLISHED_COPY, S.PUBLISHED, is_live=True),
        TransitionRule(
            "withdraw",
            _("Снять с сайта"),
            UNPUBLISHED_COPY | {S.PUBLISHED},
            S.WITHDRAWN,
            is_live=True,
            reason=_("Причина для редакции"),
        ),
        TransitionRule("restore", _("Восстановить"), frozenset({S.WITHDRAWN}), S.DRAFT, is_live=False),
        TransitionRule("spike", _("В корзину"), frozenset({S.DRAFT}), S.SPIKED, is_live=False),
        TransitionRule("unspike", _("Вернуть из корзины"), frozenset({S.SPIKED}), S.DRAFT, is_live=False),
    )
)

# Rows of the log that no transition makes.
CREATE, EDIT, VOID = "create", "edit", "void"
EVENTS: dict[str, Promise] = {
    CREATE: _("Создано"),
    EDIT: _("Правка"),
    VOID: _("Вычитка снята: текст изменён"),
}

LABELS: dict[str, Promise] = {name: rule.label for name, rule in RULES.items()} | EVENTS
"""The name of each transition and event for display."""
