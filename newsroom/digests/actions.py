"""The only code that changes a digest or its public rows: saving and the transitions.

Each action raises `newsroom.exceptions.ActionRefused` if it refuses, and then changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction as database_transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.permissions import NO_RIGHT
from articles.validation import NO_REVIEWER
from articles.workflow import State
from newsroom.digests import permissions, published_rows, validation, workflow
from newsroom.digests.content import COLUMNS, Content, Item, checksum, content_of, write_items
from newsroom.digests.models import Digest, DigestTransition
from newsroom.digests.selection import unused_articles
from newsroom.exceptions import InvalidState, NotPermitted
from newsroom.website.models import PublishedArticle, PublishedDigest
from newsroom.workflow.engine import Messages, Workflow, refresh, require
from staff.models import User

digest_workflow: Workflow[Digest, User] = Workflow(
    Digest,
    workflow.RULES,
    permissions.reason_against,
    Messages(
        deleted=gettext_lazy("Этого дайджеста больше нет."),
        stale=gettext_lazy("Пока вы писали, этот дайджест изменил кто-то другой."),
        lost_race=gettext_lazy("Кто-то успел раньше: дайджест уже изменился."),
        wrong_state=gettext_lazy("«%(transition)s» сейчас нельзя: дайджест — %(state)s."),
    ),
)
transition = digest_workflow.transition

SAME_FORM = timedelta(minutes=10)
"""For how long the same content by the same user is taken for one form that was sent twice."""


def create_digest(content: Content, *, language: str, by: User) -> Digest:
    """Store a new digest as this user's draft. Raises NotPermitted, Incomplete."""
    if not permissions.has_right(by, "add"):
        raise NotPermitted(NO_RIGHT)
    require(validation.reasons_against_storing(content, language))
    columns = {name: getattr(content, name) for name in COLUMNS}
    with database_transaction.atomic():
        digest = Digest.objects.create(language=language, creator=by, state=State.DRAFT, **columns)
        write_items(digest, content)
        DigestTransition.objects.create(digest=digest, user=by, name=workflow.CREATE, to_state=State.DRAFT)
    return digest


def create_digest_once(content: Content, *, language: str, by: User) -> tuple[Digest, bool]:
    """Store a new digest, unless the user has just stored this one; return the digest, and whether it is new.

    A form that is sent twice must not make two digests. Raises NotPermitted, Incomplete.
    """
    with database_transaction.atomic():
        # Locked, so that the second of two simultaneous requests sees the digest of the first.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        columns = {name: getattr(content, name) for name in COLUMNS}
        since = timezone.now() - SAME_FORM
        for digest in Digest.objects.filter(creator=by, language=language, created_at__gt=since, **columns):
            # The first request may have added articles of the period behind those that were typed.
            if content_of(digest).items[: len(content.items)] == list(content.items):
                return digest, False
        return create_digest(content, language=language, by=by), True


def save_digest(digest: Digest, content: Content, *, by: User, version: int | None = None) -> None:
    """Store another content; an approved digest with another text returns to its reviewers.

    `version` is the one that the user saw. Raises NotPermitted, InvalidState, EditConflict, Incomplete.
    """
    with database_transaction.atomic():
        _save(_lock_for_edit(digest, by, version), content, by)
    refresh(digest)


def propose(digest: Digest, *, by: User, version: int | None = None) -> int:
    """Add the articles of the period that are in no digest yet, each with its lead; return how many were added.

    `version` is the one that the user saw. Raises NotPermitted, InvalidState, EditConflict.
    """
    with database_transaction.atomic():
        fresh = _lock_for_edit(digest, by, version)
        content = content_of(fresh)
        free = max(0, validation.MAX_ITEMS - len(content.items))
        found = unused_articles(fresh.language, content.starts_on, content.ends_on)[:free]
        items = [*content.items, *(Item(article, retelling=article.lead) for article in found)]
        _save(fresh, replace(content, items=items), by)
    refresh(digest)
    return len(found)


def _lock_for_edit(digest: Digest, by: User, version: int | None) -> Digest:
    fresh = digest_workflow.lock(digest, version)
    if permissions.may_edit(fresh, by):
        return fresh
    if fresh.state == State.DRAFT or not permissions.has_right(by, "change"):
        raise NotPermitted(permissions.reason_against("submit", fresh, by) or NO_RIGHT)
    raise InvalidState(_("Сейчас текст править нельзя: дайджест — %(state)s.") % {"state": fresh.get_state_display()})


def _save(fresh: Digest, content: Content, by: User) -> None:
    former = content_of(fresh)
    if checksum(former, fresh.language) == checksum(content, fresh.language):
        return
    require(validation.reasons_against_storing(content, fresh.language, former))
    with digest_workflow.event(workflow.EDIT, fresh, by=by):
        for name in COLUMNS:
            setattr(fresh, name, getattr(content, name))
        fresh.edited_at = timezone.now()
        write_items(fresh, content)
    if fresh.state == State.APPROVED:
        fresh.version += 1
        with digest_workflow.event(workflow.VOID, fresh, by=by, target=State.SUBMITTED):
            fresh.clear_approval()


def submit(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Ask for a review."""
    with transition("submit", digest, by=by, version=version, reason=reason) as context:
        reasons = validation.reasons_against_publishing(context.document)
        if not permissions.reviewers_for(context.document):
            reasons.append(str(NO_REVIEWER))
        require(reasons)


def recall(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Take a submitted digest back."""
    with transition("recall", digest, by=by, version=version, reason=reason):
        pass


def send_back(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Return a digest to its writers with a remark."""
    with transition("send_back", digest, by=by, version=version, reason=reason) as context:
        context.document.clear_approval()


def approve(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Record a review of the content; the approval is bound to its checksum."""
    with transition("approve", digest, by=by, version=version, reason=reason) as context:
        fresh = context.document
        require(validation.reasons_against_publishing(fresh))
        context.checksum = fresh.approved_checksum = checksum(content_of(fresh), fresh.language)
        fresh.approver = by


def publish(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Publish the approved content."""
    with transition("publish", digest, by=by, version=version, reason=reason) as context:
        fresh = context.document
        # Locked, so that no article is withdrawn between this check and the public rows.
        list(PublishedArticle.objects.filter(pk__in=fresh.items.values("article")).lock().values_list("pk"))
        context.checksum = checksum(content_of(fresh), fresh.language)
        if context.checksum != fresh.approved_checksum:
            raise InvalidState(_("Текст изменился после вычитки: его должны прочесть снова."))
        require(validation.reasons_against_publishing(fresh))
        published = published_rows.publish_rows(fresh, at=context.now)
        fresh.is_live, fresh.slug = True, published.slug
        context.changes_website = True


def revise(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Open a working copy of a live digest; readers keep the approved content."""
    with transition("revise", digest, by=by, version=version, reason=reason) as context:
        context.document.clear_approval()


def discard(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Give up a working copy: it returns to the live content."""
    with transition("discard", digest, by=by, version=version, reason=reason) as context:
        fresh = context.document
        published = PublishedDigest.objects.get(pk=fresh.pk)
        fresh.title, fresh.intro = published.title, published.intro
        fresh.starts_on, fresh.ends_on = published.starts_on, published.ends_on
        rows = published.items.select_related("article")
        items = [Item(row.article, row.headline, row.retelling) for row in rows]
        write_items(fresh, replace(content_of(fresh), items=items))
        fresh.clear_approval()


def withdraw(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Take a digest off the website."""
    with transition("withdraw", digest, by=by, version=version, reason=reason) as context:
        published_rows.withdraw_rows(context.document, at=context.now)
        context.document.is_live = False
        context.document.clear_approval()
        context.changes_website = True


def restore(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Open a withdrawn digest as a draft."""
    with transition("restore", digest, by=by, version=version, reason=reason):
        pass


def spike(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Put a digest that is not live into the bin."""
    with transition("spike", digest, by=by, version=version, reason=reason):
        pass


def unspike(digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Take a digest out of the bin as a draft."""
    with transition("unspike", digest, by=by, version=version, reason=reason):
        pass


TRANSITIONS: dict[str, Callable[..., None]] = {
    "submit": submit,
    "recall": recall,
    "send_back": send_back,
    "approve": approve,
    "publish": publish,
    "revise": revise,
    "discard": discard,
    "withdraw": withdraw,
    "restore": restore,
    "spike": spike,
    "unspike": unspike,
}
"""The transitions by name; each takes the digest, `by`, `reason` and `version`."""
