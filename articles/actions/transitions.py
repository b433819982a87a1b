"""The transitions of an article, in the order of the workflow."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions, snapshot, validation
from articles.actions import published_rows
from articles.actions.build_rows import prefetch_rows
from articles.actions.edit import record_revision
from articles.actions.transition import TransitionContext, require, transition
from articles.fact_authors import fact_authors
from articles.models import Article, Remark, RevisionKind
from articles.workflow import State
from newsroom.exceptions import Incomplete, InvalidState, NotPermitted
from newsroom.utils.dates import local_date
from newsroom.utils.text import clean_text
from newsroom.website.models import PublishedArticle, Withdrawal
from staff.models import User


def submit(article: Article, *, by: User, version: int | None = None) -> None:
    """Ask for a review."""
    with transition("submit", article, by=by, version=version) as context:
        require(validation.reasons_against_submitting(context.document))
        context.checksum = snapshot.checksum_of(context.document)


def recall(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article back while nobody has claimed it."""
    with transition("recall", article, by=by, version=version):
        pass


def claim(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article for proofing; from now on only the claimer edits it."""
    with transition("claim", article, by=by, version=version) as context:
        _set_claim(context.document, by)


def _set_claim(article: Article, by: User) -> None:
    _require_facts_of_others(article, article.body, by)
    article.claimed_by = by
    article.claimed_revision = _revision_to_measure_from(article, by)


def _require_facts_of_others(article: Article, body: str, by: User) -> None:
    if by.pk in fact_authors(article, body):
        raise NotPermitted(permissions.WROTE_FACTS)


def _revision_to_measure_from(article: Article, by: User) -> int:
    """Return the number of the revision with which this reviewer's proof edits are compared.

    A reviewer who releases an article and claims it again is measured from the first claim. Otherwise they could
    rewrite it in small steps without becoming a writer. An edit by a writer in between starts a new measurement.
    """
    numbers = article.revisions.order_by("number").values_list("number", flat=True)
    written = numbers.filter(kind__in=(RevisionKind.EDIT, RevisionKind.DISCARD)).last() or 0
    proofed = numbers.filter(kind=RevisionKind.PROOF, user=by, number__gt=written).first()
    return proofed - 1 if proofed else article.last_revision


def release(article: Article, *, by: User, version: int | None = None) -> None:
    """Put a claimed article back into the queue."""
    with transition("release", article, by=by, version=version) as context:
        context.document.claimed_by = None


def take_over(article: Article, *, by: User, version: int | None = None) -> None:
    """Claim an article that another reviewer has claimed."""
    with transition("take_over", article, by=by, version=version) as context:
        _set_claim(context.document, by)


def send_back(article: Article, *, by: User, reason: str, version: int | None = None) -> None:
    """Return an article to its writers with a remark, which they see above the form."""
    with transition("send_back", article, by=by, version=version, reason=reason) as context:
        Remark.objects.create(article_id=article.pk, user=by, at=context.now, text=context.reason)
        context.document.claimed_by = None
        context.document.clear_approval()


def approve(article: Article, *, by: User, version: int | None = None) -> None:
    """Record a review of the text; the approval is bound to its checksum.

    An article that nobody has claimed is claimed first.
    """
    with transaction.atomic():
        if article.state == State.SUBMITTED:
            claim(article, by=by, version=version)
            version = article.version
        with transition("approve", article, by=by, version=version) as context:
            fresh = context.document
            _require_facts_of_others(fresh, fresh.body, by)
            require(validation.reasons_against_publishing(fresh))
            context.checksum = fresh.approved_checksum = snapshot.checksum_of(fresh)
            fresh.claimed_by, fresh.approver, fresh.reviewed_at = None, by, context.now
            # While another text is live unread, its writers stay writers, so that they cannot catch it up.
            if not fresh.unread:
                fresh.reviewed_revision = fresh.last_revision


def schedule(article: Article, *, by: User, at: datetime | None = None, version: int | None = None) -> None:
    """Plan the publication; without `at`, use the time that was kept when an approval was voided."""
    with transition("schedule", article, by=by, version=version) as context:
        planned = at or context.document.scheduled_for
        if planned is None:
            raise Incomplete(_("Назначьте день и час."))
        if planned <= context.now:
            raise Incomplete(_("Это время уже прошло: назначьте будущее."))
        require(validation.reasons_against_publishing(context.document, on=local_date(planned)))
        context.document.scheduled_for, context.document.scheduled_by = planned, by
        context.checksum = context.document.approved_checksum


def unschedule(article: Article, *, by: User, version: int | None = None) -> None:
    """Remove the planned time; the approval stays."""
    with transition("unschedule", article, by=by, version=version) as context:
        context.document.clear_plan()


def publish(article: Article, *, by: User, version: int | None = None) -> None:
    """Publish the approved text."""
    with transition("publish", article, by=by, version=version) as context:
        fresh = context.document
        prefetch_rows(fresh)
        context.checksum = snapshot.checksum_of(fresh)
        if context.checksum != fresh.approved_checksum:
            raise InvalidState(_("Текст изменился после вычитки: его должны прочесть снова."))
        require(validation.reasons_against_publishing(fresh))
        _publish(context, first_at=fresh.scheduled_for if by.is_robot else None)
        fresh.unread, fresh.forced_by = False, None
        fresh.reviewed_revision = fresh.live_revision


def force_publish(article: Article, *, by: User, reason: str, version: int | None = None) -> None:
    """Publish a text that nobody has reviewed («молния»), with a reason; it is flagged `unread`."""
    with transition("force_publish", article, by=by, version=version, reason=reason) as context:
        fresh = context.document
        prefetch_rows(fresh)
        require(validation.reasons_against_force_publishing(fresh))
        context.checksum = snapshot.checksum_of(fresh)
        _publish(context)
        fresh.unread, fresh.forced_by = True, by
        fresh.clear_approval()


def _publish(context: TransitionContext[Article], first_at: datetime | None = None) -> None:
    article = context.document
    published = published_rows.publish_rows(article, at=context.now, first_at=first_at)
    article.is_live, article.slug = True, published.slug
    article.live_revision = article.last_revision
    article.claimed_by = None
    article.clear_plan()
    context.changes_website = True


def catch_up(article: Article, *, by: User, version: int | None = None) -> None:
    """Record a review of what was published unread; the log gets the checksum of the live text."""
    with transition("catch_up", article, by=by, version=version) as context:
        fresh = context.document
        if not fresh.unread:
            raise InvalidState(_("Этот материал уже вычитан."))
        live = fresh.revisions.get(number=fresh.live_revision)
        _require_facts_of_others(fresh, live.snapshot["body"], by)
        context.checksum = live.checksum
        fresh.unread, fresh.forced_by = False, None
        fresh.reviewed_revision = max(fresh.live_revision, fresh.reviewed_revision)
        fresh.reviewed_at = context.now


def revise(article: Article, *, by: User, version: int | None = None) -> None:
    """Open a working copy of a live article; readers keep the approved text."""
    with transition("revise", article, by=by, version=version) as context:
        context.document.clear_approval()


def discard(article: Article, *, by: User, version: int | None = None) -> None:
    """Give up a working copy: it returns to the live text."""
    with transition("discard", article, by=by, version=version) as context:
        fresh = context.document
        text = fresh.revisions.get(number=fresh.live_revision).snapshot
        snapshot.write_text(fresh, text)
        fresh.claimed_by = None
        fresh.clear_approval()
        fresh.clear_plan()
        fresh.live_revision = record_revision(fresh, by=by, kind=RevisionKind.DISCARD, text=text, at=context.now)
        if not fresh.unread:
            fresh.reviewed_revision = fresh.live_revision
        context.checksum = snapshot.checksum(text)


def withdraw(
    article: Article,
    *,
    by: User,
    reason: str,
    kind: str = Withdrawal.GONE,
    text: str = "",
    redirect_to: PublishedArticle | None = None,
    version: int | None = None,
) -> None:
    """Take an article off the website; `reason` is for staff, `text` for readers."""
    text = clean_text(text)
    with transition("withdraw", article, by=by, version=version, reason=reason) as context:
        fresh = context.document
        require(_reasons_against_withdrawal(fresh, kind, text, redirect_to))
        target = redirect_to if kind == Withdrawal.REDIRECT else None
        published_rows.withdraw_rows(fresh, at=context.now, kind=kind, text=text, redirect_to=target)
        fresh.is_live, fresh.unread, fresh.forced_by, fresh.claimed_by = False, False, None, None
        fresh.clear_approval()
        fresh.clear_plan()
        context.changes_website = True


def _reasons_against_withdrawal(
    article: Article, kind: str, text: str, redirect_to: PublishedArticle | None
) -> list[str]:
    if kind not in Withdrawal.values:
        return [_("Выберите, что увидит читатель по старому адресу.")]
    if kind == Withdrawal.NOTICE and not text:
        return [_("Напишите, что прочтёт читатель.")]
    if kind == Withdrawal.REDIRECT and (redirect_to is None or not redirect_to.is_live or redirect_to.pk == article.pk):
        return [_("Выберите другой материал, который сейчас на сайте.")]
    return []


def restore(article: Article, *, by: User, version: int | None = None) -> None:
    """Open a withdrawn article as a draft; to be published again it needs a new review."""
    with transition("restore", article, by=by, version=version):
        pass


def spike(article: Article, *, by: User, version: int | None = None) -> None:
    """Put an article that is not live into the bin."""
    with transition("spike", article, by=by, version=version) as context:
        context.document.clear_approval()
        context.document.clear_plan()


def unspike(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article out of the bin as a draft."""
    with transition("unspike", article, by=by, version=version):
        pass
