"""The toolbar of the article form: the state of the article and what this user may do with it now."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import permissions, validation
from articles.admin.common import public_link
from articles.admin.transitions.perform import SHOWN_ON_OWN_PAGE, asks
from articles.models import Article, Remark, Transition
from articles.workflow import State
from newsroom.utils import dates
from newsroom.workflow.rules import TransitionRule
from staff.models import User

# The transition that the state waits for is the main button. Others are beside it, rare ones in a menu.
MAIN = ("claim", "approve", "publish", "submit", "catch_up", "revise", "restore", "unspike")
RARE = frozenset({"force_publish", "take_over", "withdraw", "discard", "spike"})
ASKED_BEFORE_PUBLISHING = frozenset({"publish", "schedule", "force_publish"})


@dataclass(frozen=True)
class Button:
    """A transition that may be made now; `url` is its own page, `asks` whether that page must be filled in."""

    transition: str
    label: str
    url: str
    asks: bool
    is_link: bool = False


@dataclass
class Toolbar:
    """What the form of an article shows beside its fields."""

    article: Article
    state: str
    public_address: str = ""
    main: Button | None = None
    beside: list[Button] = field(default_factory=list)
    rare: list[Button] = field(default_factory=list)
    planned: str = ""
    is_plan_void: bool = False
    is_overdue: bool = False
    may_reschedule: bool = False
    voids_approval: bool = False
    not_a_reviewer: Promise | None = None
    sent_back: Transition | None = None
    remarks: list[Remark] = field(default_factory=list)
    missing: list[Promise] = field(default_factory=list)
    unfinished: list[validation.Place] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[Button]:
        return [*([self.main] if self.main else []), *self.beside, *self.rare]

    def offers(self, *transitions: str) -> bool:
        """Return whether one of these transitions has a button."""
        return any(button.transition in transitions for button in self.buttons)


def toolbar_for(article: Article, user: User) -> Toolbar:
    """Build the toolbar of this article for this user."""
    toolbar = Toolbar(
        article=article,
        state=str(article.get_state_display()),
        public_address=public_link.address(article),
        is_plan_void=article.is_plan_void,
        is_overdue=article.is_overdue,
        remarks=list(article.remarks.select_related("user")[:5]),
        not_a_reviewer=_why_not_reviewer(article, user),
    )
    _add_buttons(toolbar, permissions.transitions_for(article, user))
    if article.scheduled_for is not None:
        toolbar.planned = planned_text(article)
        is_ahead = article.scheduled_for > timezone.now()
        toolbar.may_reschedule = toolbar.is_plan_void and is_ahead and toolbar.offers("schedule")
    if article.state == State.RETURNED:
        toolbar.sent_back = article.transitions.select_related("user").filter(name="send_back").first()
    if article.state in (State.APPROVED, State.SCHEDULED):
        toolbar.voids_approval = permissions.may_edit_text(article, user)
    if toolbar.offers("submit"):
        toolbar.missing = validation.reasons_against_submitting(article)
        toolbar.unfinished = validation.unfinished_places(article)
    if toolbar.offers(*ASKED_BEFORE_PUBLISHING):
        toolbar.suspicious = validation.suspicious_words(article)
    return toolbar


def planned_text(article: Article) -> str:
    """Return the planned time with its zone; the article must have one."""
    language = get_language() or settings.LANGUAGE_CODE
    moment = article.scheduled_for
    return f"{dates.format_datetime(moment, language)} ({dates.zone_label(language, moment)})" if moment else ""


def _why_not_reviewer(article: Article, user: User) -> Promise | None:
    """Return why a user who reviews other articles may not review this one."""
    if not article.unread and article.state not in (State.SUBMITTED, State.PROOFING):
        return None
    reason = permissions.reason_against("catch_up" if article.unread else "claim", article, user)
    return reason if reason in (permissions.IS_A_WRITER, permissions.FORCED_IT) else None


def _add_buttons(toolbar: Toolbar, rules: list[TransitionRule]) -> None:
    buttons = [button_for(rule, toolbar.article) for rule in rules]
    toolbar.main = next((button for name in MAIN for button in buttons if button.transition == name), None)
    toolbar.rare = [button for button in buttons if button.transition in RARE]
    toolbar.beside = [button for button in buttons if button not in toolbar.rare and button != toolbar.main]


def button_for(rule: TransitionRule, article: Article) -> Button:
    """Return the button of a transition, with the URL of its own page."""
    name, label = rule.name, str(rule.label)
    if name == "fix_typo":
        return Button(name, label, reverse("admin:articles_article_fix_typo", args=[article.pk]), True, is_link=True)
    url = reverse("admin:articles_article_transition", args=[article.pk, name])
    return Button(name, label, url, asks(name, article), is_link=name in SHOWN_ON_OWN_PAGE)


def status_line(article: Article) -> str:
    """Return the state with the person who has claimed the article: «у корректора: Семён Подъельских»."""
    state = str(article.get_state_display())
    if article.claimed_by is None:
        return state
    return _("%(state)s: %(claimed_by)s") % {"state": state, "claimed_by": article.claimed_by}
