"""Prevents a restored newsroom from publishing overdue articles, sending old letters and opening revoked links."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.actions.transition import event, lock
from articles.models import Article, PreviewLink, Transition
from articles.workflow import State
from newsroom.workflow.models import in_each_language
from staff.permission_groups import scheduler


def cancel_pending_after_restore() -> int:
    """Unschedule overdue articles, revoke links to drafts, mark all notifications as sent; return how many articles.

    Such an article is approved again, with a row in its log, so that an editor decides when to publish it. Call it in
    the transaction that loads the rows, before other connections see them.
    """
    with transaction.atomic():
        missed = list(Article.objects.due(timezone.now()))
        for article in missed:
            fresh = lock(article)
            with event(workflow.PLAN_FAILED, fresh, by=scheduler(), target=State.APPROVED) as context:
                context.system_note = in_each_language(_missed)
                fresh.clear_plan()
        # Some may have been revoked since the backup was made.
        PreviewLink.objects.usable().update(revoked_at=timezone.now(), revoked_by=scheduler())
        # After the rows above, so that no letters are sent about them either.
        for pk in list(Transition.objects.unprocessed().values_list("pk", flat=True)):
            Transition.objects.mark_processed(pk)
    return len(missed)


def _missed() -> str:
    return _("Редакция восстановлена из резервной копии, а назначенный час прошёл. Назначьте новый.")
