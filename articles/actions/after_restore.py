"""What a newsroom that has come back from a backup must not do by itself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.actions.log_notes import told
from articles.actions.transition import Move, lock, write
from articles.actions.transitions import NO_PLAN
from articles.models import Article, Transition
from articles.workflow import State
from staff.models import User
from staff.permission_groups import scheduler


def cancel_pending_after_restore() -> int:
    """Take back plans whose hour passed while the newsroom was a file, and let no old letter go out.

    Returns how many plans there were. Such an article is approved again, with a row in its log; a person decides when it
    goes out, for nobody knows what has happened since. Call it in the transaction that loads the rows, before anybody
    else can see them.
    """
    with transaction.atomic():
        missed = list(Article.objects.due(timezone.now()))
        for article in missed:
            _take_back(article, scheduler(), timezone.now())
        # After the rows above, so that nobody is written to about these either.
        for pk in list(Transition.objects.unprocessed().values_list("pk", flat=True)):
            Transition.objects.mark_processed(pk)
    return len(missed)


def _take_back(article: Article, robot: User, now: datetime) -> None:
    move = Move(lock(article), robot, workflow.PLAN_FAILED, State.APPROVED, told=told(_missed), now=now)
    write(move, {"state": State.APPROVED, "state_changed_at": now, **NO_PLAN})


def _missed() -> str:
    return _("Редакция восстановлена из резервной копии, а назначенный час прошёл. Назначьте новый.")
