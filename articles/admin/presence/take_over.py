"""Taking a text over from somebody who has it open: that person is told, and their form is locked for typing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article, TakeOver
from newsroom.exceptions import InvalidState, NotPermitted, refuse_lost_race
from staff.models import User


def take_over(article: Article, *, by: User, seen: int) -> None:
    """Record that the text is with this person now; `seen` is the number of the last take-over that they saw, or 0.

    Nobody's save is refused for it: the version of the article decides, as always. Raise NotPermitted for somebody who
    may not edit the text, and InvalidState for the second of two at one moment.
    """
    if not permissions.may_edit_text(article, by):
        raise NotPermitted(_("Сейчас этот текст вы править не можете."))
    with refuse_lost_race(_lost(None)), transaction.atomic():
        if seen == 0 and not TakeOver.objects.filter(article=article).exists():
            TakeOver.objects.create(article=article, user=by)
            return
        last = TakeOver.objects.filter(article=article, number=seen)
        if not last.update(user=by, number=seen + 1, at=timezone.now()):
            raise InvalidState(_lost(TakeOver.objects.select_related("user").filter(article=article).first()))


def _lost(other: TakeOver | None) -> str:
    if other is None:
        return _("Не получилось: в этот же миг текст взял другой человек.")
    return _("Не получилось: в этот же миг текст перешёл к другому человеку — %(user)s.") % {"user": other.user}
