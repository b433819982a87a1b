"""The notifications that each transition causes; the worker sends them from the log."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles import permissions
from articles.models import Article, Transition
from newsroom.utils import mail
from staff.models import User

Receiver = Callable[[Transition], None]


def notify_writers(transition: Transition) -> None:
    """Send the remark to the writers."""
    _notify(_writers(transition), transition)


def notify_scheduler(transition: Transition) -> None:
    """Inform the user who scheduled the article, and its writers, that the plan failed."""
    planner = transition.article.scheduled_by
    people = _writers(transition) + ([planner] if planner else [])
    _notify(people, transition)


def notify_reviewers(transition: Transition) -> None:
    """Inform all who may review the article."""
    _notify(permissions.reviewers_for(transition.article), transition)


NOTIFICATIONS: dict[str, tuple[Receiver, ...]] = {
    "send_back": (notify_writers,),
    "void": (notify_scheduler,),
    "plan_failed": (notify_scheduler, notify_reviewers),
    "force_publish": (notify_reviewers,),
    "withdraw": (notify_writers,),
}


def deliver() -> int:
    """Send the notifications of up to 100 unprocessed rows; return how many rows there were.

    A row is marked before its letters are sent, so each letter goes out at most once.
    """
    done = 0
    for transition in Transition.objects.unprocessed().select_related("article", "user")[:100]:
        if Transition.objects.mark_processed(transition.pk):
            for receiver in NOTIFICATIONS.get(transition.name, ()):
                receiver(transition)
            done += 1
    return done


def _writers(transition: Transition) -> list[User]:
    return list(User.objects.filter(pk__in=transition.article.writer_ids, is_active=True))


def _notify(people: list[User], transition: Transition) -> None:
    for user in {person.pk: person for person in people}.values():
        if user.email and user.pk != transition.user_id and user.is_active:
            with override(user.language):
                _send(user, transition)


def _send(user: User, transition: Transition) -> None:
    article: Article = transition.article
    address = settings.SITE_URL + article.admin_url
    mail.send(
        to=user.email,
        subject=_("%(step)s: «%(headline)s»") % {"step": transition.label, "headline": article.headline},
        template="email/transition.txt",
        context={
            "transition": transition,
            "article": article,
            "address": address,
            "recipient": user,
        },
        language=user.language,
    )
