"""The bar that stays in sight: where the article stands, and what this person may do with it now."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import permissions, validation
from articles.admin.common import public_link
from articles.admin.transitions.messages import asks
from articles.models import Article, Remark, Transition
from articles.workflow import State
from newsroom.utils import dates
from newsroom.workflow.rules import TransitionRule
from staff.models import User

# The step that the state waits for: it looks like the main button. Others stand beside it, rare ones in a menu.
MAIN = ("claim", "approve", "publish", "submit", "catch_up", "revise", "restore", "unspike")
RARE = frozenset({"force_publish", "take_over", "withdraw", "discard", "spike"})


@dataclass(frozen=True)
class Button:
    """A verb that may be pressed now; `address` is its own page, `asks` that it has a question."""

    verb: str
    label: str
    address: str
    asks: bool
    is_link: bool = False


@dataclass
class Bar:
    """What the form of an article says about it, beside its fields."""

    article: Article
    state: str
    since: str
    public_address: str = ""
    main: Button | None = None
    beside: list[Button] = field(default_factory=list)
    rare: list[Button] = field(default_factory=list)
    planned: str = ""
    is_plan_void: bool = False
    may_reschedule: bool = False
    voids: bool = False
    second_reader: Promise | None = None
    sent_back: Transition | None = None
    remarks: list[Remark] = field(default_factory=list)
    missing: list[Promise] = field(default_factory=list)


def bar_of(article: Article, user: User) -> Bar:
    """Everything around the fields of the form, for this person, now."""
    language = get_language() or "ru"
    bar = Bar(
        article=article,
        state=str(article.get_state_display()),
        since=dates.format_datetime(article.state_changed_at, language),
        public_address=public_link.address(article),
        is_plan_void=article.is_plan_void,
        remarks=list(article.remarks.select_related("user")[:5]),
        second_reader=_why_another_reads(article, user),
    )
    _place_buttons(bar, permissions.transitions_for(article, user))
    if article.scheduled_for is not None:
        zone = dates.zone_label(language, article.scheduled_for)
        bar.planned = f"{dates.format_datetime(article.scheduled_for, language)} ({zone})"
        is_ahead = article.scheduled_for > timezone.now()
        bar.may_reschedule = bar.is_plan_void and is_ahead and _offers(bar, "schedule")
    if article.state == State.RETURNED:
        bar.sent_back = article.transitions.select_related("user").filter(name="send_back").first()
    if article.state in (State.APPROVED, State.SCHEDULED):
        bar.voids = permissions.may_edit_text(article, user)
    if _offers(bar, "submit"):
        bar.missing = validation.reasons_against_submitting(article)
    return bar


def _why_another_reads(article: Article, user: User) -> Promise | None:
    """Why the buttons of a reader are not there for somebody who reads other articles."""
    if not article.unread and article.state not in (State.SUBMITTED, State.PROOFING):
        return None
    reason = permissions.reason_against("catch_up" if article.unread else "claim", article, user)
    return reason if reason in (permissions.IS_A_WRITER, permissions.FORCED_IT) else None


def _place_buttons(bar: Bar, steps: list[TransitionRule]) -> None:
    buttons = [button_of(step, bar.article) for step in steps]
    bar.main = next((one for verb in MAIN for one in buttons if one.verb == verb), None)
    bar.rare = [one for one in buttons if one.verb in RARE]
    bar.beside = [one for one in buttons if one not in bar.rare and one != bar.main]


def _offers(bar: Bar, verb: str) -> bool:
    return any(one.verb == verb for one in (bar.main, *bar.beside, *bar.rare) if one is not None)


def button_of(step: TransitionRule, article: Article) -> Button:
    """The button of a step on an article, with the address of the step's own page."""
    if step.name == "fix_typo":
        address = reverse("admin:articles_article_fix_typo", args=[article.pk])
        return Button(step.name, str(step.label), address, asks=True, is_link=True)
    address = reverse("admin:articles_article_verb", args=[article.pk, step.name])
    return Button(step.name, str(step.label), address, asks=asks(step.name))


def where_it_stands(article: Article) -> str:
    """The state in words, with who has it: «у корректора: Семён Подъельских»."""
    state = str(article.get_state_display())
    if article.claimed_by is None:
        return state
    return _("%(state)s: %(claimed_by)s") % {"state": state, "claimed_by": article.claimed_by}
