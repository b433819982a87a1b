"""The route of a digest as data: shorter than an article's, with the same verbs (design, section 4)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.workflow import Live, State, Step

S = State
UNPUBLISHED_COPY = frozenset({S.DRAFT, S.SUBMITTED, S.APPROVED})
PUT_AWAY = frozenset({S.WITHDRAWN, S.SPIKED})
"""Nobody reads it and nobody writes it: what it tells may be told elsewhere."""

STEPS: tuple[Step, ...] = (
    Step("submit", _("Отправить на вычитку"), frozenset({S.DRAFT}), S.SUBMITTED),
    Step("recall", _("Забрать обратно"), frozenset({S.SUBMITTED}), S.DRAFT),
    Step(
        "send_back",
        _("Вернуть на доработку"),
        frozenset({S.SUBMITTED, S.APPROVED}),
        S.DRAFT,
        reason=_("Что доработать"),
    ),
    Step("approve", _("Вычитано"), frozenset({S.SUBMITTED}), S.APPROVED),
    Step("publish", _("Опубликовать"), frozenset({S.APPROVED}), S.PUBLISHED),
    Step("revise", _("Править опубликованное"), frozenset({S.PUBLISHED}), S.DRAFT, is_live=Live.YES),
    Step("discard", _("Отменить правку"), UNPUBLISHED_COPY, S.PUBLISHED, is_live=Live.YES),
    Step(
        "withdraw",
        _("Снять с сайта"),
        UNPUBLISHED_COPY | {S.PUBLISHED},
        S.WITHDRAWN,
        is_live=Live.YES,
        reason=_("Причина для редакции"),
    ),
    Step("restore", _("Восстановить"), frozenset({S.WITHDRAWN}), S.DRAFT, is_live=Live.NO),
    Step("spike", _("В корзину"), frozenset({S.DRAFT}), S.SPIKED, is_live=Live.NO),
    Step("unspike", _("Вернуть из корзины"), frozenset({S.SPIKED}), S.DRAFT, is_live=Live.NO),
)
TABLE: dict[str, Step] = {step.verb: step for step in STEPS}

CREATE, EDIT, VOID = "create", "edit", "void"
EVENTS: dict[str, Promise] = {
    CREATE: _("Создано"),
    EDIT: _("Правка"),
    VOID: _("Вычитка снята: текст изменён"),
}


def label(verb: str) -> Promise:
    """The words for a verb or an event of the log."""
    return TABLE[verb].label if verb in TABLE else EVENTS[verb]
