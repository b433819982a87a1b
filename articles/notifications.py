"""What a step of the route causes, as one list; carried out by the worker from the log."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles import permissions
from articles.models import Article, Transition
from newsroom.utils import mail
from staff.models import User

Receiver = Callable[[Transition], None]


def tell_writers(transition: Transition) -> None:
    """A piece came back: its writers get the remark."""
    _tell(_writers(transition), transition)


def tell_planner(transition: Transition) -> None:
    """A plan fell: whoever made it, and the writers."""
    planner = transition.article.scheduled_by
    people = _writers(transition) + ([planner] if planner else [])
    _tell(people, transition)


def tell_readers(transition: Transition) -> None:
    """A piece went out unread: everybody who may read it afterwards."""
    _tell(permissions.readers_for(transition.article), transition)


RECEIVERS: dict[str, tuple[Receiver, ...]] = {
    "send_back": (tell_writers,),
    "void": (tell_planner,),
    "plan_failed": (tell_planner, tell_readers),
    "force_publish": (tell_readers,),
    "withdraw": (tell_writers,),
}


def deliver() -> int:
    """Carry out what follows from the steps not yet processed; returns how many there were.

    A step is taken before it is carried out, so a letter goes out at most once.
    """
    done = 0
    for transition in Transition.objects.unprocessed().select_related("article", "user")[:100]:
        if Transition.objects.mark_processed(transition.pk):
            for receiver in RECEIVERS.get(transition.verb, ()):
                receiver(transition)
            done += 1
    return done


def _writers(transition: Transition) -> list[User]:
    return list(User.objects.filter(pk__in=transition.article.writer_ids, is_active=True))


def _tell(people: list[User], transition: Transition) -> None:
    for user in {person.pk: person for person in people}.values():
        if user.email and user.pk != transition.user_id and user.is_active:
            with override(user.language):
                _send(user, transition)


def _send(user: User, transition: Transition) -> None:
    article: Article = transition.article
    address = settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk])
    mail.send(
        to=user.email,
        subject=_("%(step)s: «%(headline)s»") % {"step": transition.label, "headline": article.headline},
        template="email/transition.txt",
        context={
            "transition": transition,
            "article": article,
            "address": address,
            "reader": user,
        },
        language=user.language,
    )
