"""The door of digests: saving, steps, and what readers get. Refuses as the door of articles does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.permissions import NO_RIGHT
from articles.validation import READER
from articles.workflow import State
from newsroom.digests import permissions, workflow
from newsroom.digests.content import COLUMNS, Content, Item, content_of, sum_of, write_items
from newsroom.digests.models import Digest, DigestItem, DigestTransition
from newsroom.exceptions import EditConflict, Incomplete, InvalidState, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.dates import day_bounds, local_date
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.utils.text import clean_text
from newsroom.website.models import PublishedArticle, PublishedDigest, PublishedDigestItem
from staff.models import User

MOST_ITEMS = 30
PROPOSED = 12
LONGEST_PERIOD = timedelta(days=366)
FIRST_DAY = date(2000, 1, 1)
REASON_LENGTH = 2000


def create_digest(content: Content, *, language: str, by: User) -> Digest:
    """Store a new digest as this person's draft. Raises NotAllowed, NotReady."""
    if not permissions.has_right(by, "add"):
        raise NotPermitted(NO_RIGHT)
    _demand(_reasons_against_storing(content, language))
    columns = {name: getattr(content, name) for name in COLUMNS}
    with transaction.atomic():
        digest = Digest.objects.create(language=language, creator=by, **columns)
        write_items(digest, content)
        _log(digest, by, workflow.CREATE, "", State.DRAFT)
    return digest


def save_digest(digest: Digest, content: Content, *, by: User, version: int | None = None) -> None:
    """Store another content; a changed text of an approved digest goes back to its readers.

    `version` is what the person saw. Raises NotAllowed, NotNow, Conflict, NotReady; then nothing is changed.
    """
    with transaction.atomic():
        fresh = _lock(digest, version)
        if not permissions.may_edit(fresh, by):
            if fresh.state == State.DRAFT or not permissions.has_right(by, "change"):
                raise NotPermitted(permissions.reason_against("submit", fresh, by) or NO_RIGHT)
            raise InvalidState(
                _("Сейчас текст править нельзя: дайджест — %(state)s.") % {"state": fresh.get_state_display()}
            )
        former = content_of(fresh)
        if sum_of(former, fresh.language) != sum_of(content, fresh.language):
            _demand(_reasons_against_storing(content, fresh.language, former))
            _store(fresh, content, by)
    _refresh(digest)


def _store(fresh: Digest, content: Content, by: User) -> None:
    changes: dict[str, Any] = {name: getattr(content, name) for name in COLUMNS} | {"edited_at": timezone.now()}
    is_void = fresh.state == State.APPROVED
    if is_void:
        changes |= {
            "state": State.SUBMITTED,
            "approved_checksum": "",
            "approver": None,
            "state_changed_at": timezone.now(),
        }
    _compare_and_set(fresh, **changes)
    fresh.items.all().delete()
    write_items(fresh, content)
    _log(fresh, by, workflow.EDIT, fresh.state, fresh.state)
    if is_void:
        _log(fresh, by, workflow.VOID, State.APPROVED, State.SUBMITTED)


def propose(digest: Digest, *, by: User, version: int | None = None) -> int:
    """Add the period's articles that no digest has told yet, each with its lead; returns how many were added."""
    content = content_of(digest)
    room = MOST_ITEMS - len(content.items)
    found = proposed(digest.language, content.starts_on, content.ends_on)[: max(0, room)]
    items = [*content.items, *(Item(article, retelling=article.lead) for article in found)]
    save_digest(digest, replace(content, items=items), by=by, version=version)
    return len(found)


def proposed(language: str, starts_on: date, ends_on: date) -> list[PublishedArticle]:
    """Live articles of the period that no digest has, not even one being written: own reporting and long ones first.

    The chosen ones are given in the order in which they went out.
    """
    told = DigestItem.objects.exclude(digest__state__in=workflow.PUT_AWAY).values("article")
    shown = PublishedDigestItem.objects.filter(digest__is_live=True).values("article")
    new = _of_period(language, starts_on, ends_on).exclude(pk__in=told).exclude(pk__in=shown)
    weighty = new.order_by("-own_reporting", "-reading_minutes", "-published_at", "-id")
    chosen = list(weighty.only("headline", "lead", "language", "published_at")[:PROPOSED])
    return sorted(chosen, key=lambda article: (article.published_at, article.pk))


def holders_of_period(digest: Digest) -> list[Digest]:
    """The other digests in which articles of this one's period stand already."""
    articles = _of_period(digest.language, digest.starts_on, digest.ends_on)
    others = Digest.objects.exclude(pk=digest.pk).exclude(state__in=workflow.PUT_AWAY)
    return list(others.filter(pk__in=DigestItem.objects.filter(article__in=articles).values("digest")))


def _of_period(language: str, starts_on: date, ends_on: date) -> QuerySet[PublishedArticle]:
    first, end = day_bounds(starts_on)[0], day_bounds(ends_on)[1]
    return PublishedArticle.objects.live(language).filter(published_at__gte=first, published_at__lt=end)


def press_digest(verb: str, digest: Digest, *, by: User, reason: str = "", version: int | None = None) -> None:
    """Take a step of the digest's route.

    Raises NotAllowed, NotNow, NotReady, Conflict; then nothing is changed. Unknown verb: KeyError.
    """
    step, reason = workflow.TABLE[verb], clean_text(reason)
    with transaction.atomic():
        fresh = _lock(digest, version)
        if refusal := permissions.reason_against(verb, fresh, by):
            raise NotPermitted(refusal)
        if not step.leads_from(fresh.state, is_live=fresh.is_live):
            raise InvalidState(
                _("«%(verb)s» сейчас нельзя: дайджест — %(state)s.")
                % {"verb": step.label, "state": fresh.get_state_display()}
            )
        if step.reason and not reason:
            raise Incomplete(_("Ответьте на вопрос: «%(question)s».") % {"question": step.reason})
        if len(reason) > REASON_LENGTH:
            raise Incomplete(_("Пометка длиннее 2 000 знаков."))
        changes = CHANGES[verb](fresh, by) if verb in CHANGES else {}
        _compare_and_set(fresh, state=step.target, state_changed_at=timezone.now(), **changes)
        _log(fresh, by, verb, fresh.state, step.target or fresh.state, reason)
        if verb in ("publish", "withdraw"):
            SiteVersion.bump()
    _refresh(digest)


def _submit(digest: Digest, by: User) -> dict[str, Any]:
    reasons = _reasons_against_publishing(digest)
    if not permissions.reviewers_for(digest):
        reasons.append(str(READER))
    _demand(reasons)
    return {}


def _approve(digest: Digest, by: User) -> dict[str, Any]:
    _demand(_reasons_against_publishing(digest))
    return {"approved_checksum": sum_of(content_of(digest), digest.language), "approver": by}


def _publish(digest: Digest, by: User) -> dict[str, Any]:
    # Held, lest one is withdrawn between this look and the rows for readers, and its retelling outlives it.
    list(PublishedArticle.objects.filter(pk__in=digest.items.values("article")).lock().values_list("pk"))
    content = content_of(digest)
    if sum_of(content, digest.language) != digest.approved_checksum:
        raise InvalidState(_("Текст изменился после вычитки: его должны прочесть снова."))
    _demand(_reasons_against_publishing(digest))
    published = _publish_rows(digest, content)
    return {"is_live": True, "slug": published.slug}


def _discard(digest: Digest, by: User) -> dict[str, Any]:
    published = PublishedDigest.objects.get(pk=digest.pk)
    digest.items.all().delete()
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, order=item.order, article_id=item.article_id, headline=item.headline,
                   retelling=item.retelling)
        for item in published.items.all()
    )  # fmt: skip
    return {**{name: getattr(published, name) for name in COLUMNS}, **NO_APPROVAL}


def _withdraw(digest: Digest, by: User) -> dict[str, Any]:
    PublishedDigestItem.objects.filter(digest=digest.pk).delete()
    PublishedDigest.objects.filter(pk=digest.pk).update(is_live=False, title="", intro="", withdrawn_at=timezone.now())
    return {"is_live": False, **NO_APPROVAL}


NO_APPROVAL: dict[str, Any] = {"approved_checksum": "", "approver": None}
CHANGES = {
    "submit": _submit,
    "send_back": lambda digest, by: NO_APPROVAL,
    "approve": _approve,
    "publish": _publish,
    "revise": lambda digest, by: NO_APPROVAL,
    "discard": _discard,
    "withdraw": _withdraw,
}


def prepare_digest(digest: Digest) -> tuple[PublishedDigest, list[PublishedDigestItem]]:
    """The rows that readers would read, unsaved: also what a preview shows. Articles that are not live are left out."""
    content = content_of(digest)
    published = PublishedDigest(
        pk=digest.pk, language=digest.language, slug=_slug_of(digest), published_at=timezone.now(),
        **{name: getattr(content, name) for name in COLUMNS},
    )  # fmt: skip
    rows = [
        PublishedDigestItem(digest=published, order=place, article=item.article, headline=item.headline,
                            retelling=item.retelling)
        for place, item in enumerate(content.items)
        if item.article.is_live
    ]  # fmt: skip
    return published, rows


def _publish_rows(digest: Digest, content: Content) -> PublishedDigest:
    former = PublishedDigest.objects.filter(pk=digest.pk).first()
    published, rows = prepare_digest(digest)
    if former is not None:
        published.slug, published.published_at, published.updated_at = former.slug, former.published_at, timezone.now()
        published.save(force_update=True)
    else:
        _put_at_free_address(published, digest)
    PublishedDigestItem.objects.filter(digest=published).delete()
    PublishedDigestItem.objects.bulk_create(rows)
    return published


def _put_at_free_address(published: PublishedDigest, digest: Digest) -> None:
    """Of two digests of one title that go out at one moment, the second has waited here and takes the next address."""
    try:
        with transaction.atomic():
            published.save(force_insert=True)
    except IntegrityError:
        free = _slug_of(digest)
        if free == published.slug:
            raise
        published.slug = free
        _put_at_free_address(published, digest)


def _slug_of(digest: Digest) -> str:
    """The frozen address, or a free one made of the title."""
    if digest.slug:
        return digest.slug
    wanted = slugify(digest.title, fallback=f"digest-{digest.pk}")
    return unique_slug(wanted, lambda slug: PublishedDigest.objects.filter(slug=slug).exists())


def _reasons_against_storing(content: Content, language: str, former: Content | None = None) -> list[str]:
    """What no digest may hold. An article withdrawn since it was chosen may stay: readers do not see it."""
    kept = {item.article.pk for item in former.items} if former else set()
    keys = [item.article.pk for item in content.items]
    live = set(PublishedArticle.objects.live(language).filter(pk__in=keys).values_list("pk", flat=True))
    reasons = [] if content.title.strip() else [_("Нет заголовка.")]
    reasons += reasons_against_period(content.starts_on, content.ends_on)
    if len(keys) > MOST_ITEMS:
        reasons.append(_("В дайджесте больше %(most)d пунктов.") % {"most": MOST_ITEMS})
    for item in content.items:
        said = {"headline": item.article.headline or f"№ {item.article.pk}"}
        if item.article.pk not in live | kept:
            reasons.append(_("«%(headline)s» сейчас не на сайте на этом языке.") % said)
        if keys.count(item.article.pk) > 1:
            reasons.append(_("«%(headline)s» выбран дважды.") % said)
    return list(dict.fromkeys(reasons))


def reasons_against_period(starts_on: date, ends_on: date) -> list[str]:
    """Why nobody means these days, as sentences; mostly a slip in the year."""
    if ends_on < starts_on:
        return [_("Период кончается раньше, чем начинается.")]
    if starts_on < FIRST_DAY or ends_on > local_date(timezone.now()) + LONGEST_PERIOD:
        return [_("Проверьте год: период бывает не раньше 2000 года и не дальше, чем через год.")]
    return [_("Период длиннее года.")] if ends_on - starts_on > LONGEST_PERIOD else []


def _reasons_against_publishing(digest: Digest) -> list[str]:
    items = [item for item in content_of(digest).items if item.article.is_live]
    reasons = [] if items else [_("В дайджесте нет ни одного материала, который сейчас на сайте.")]
    silent = [item.article.headline for item in items if not item.retelling.strip()]
    return reasons + [_("Нет пересказа: «%(headline)s».") % {"headline": headline} for headline in silent]


def _demand(reasons: Iterable[str]) -> None:
    if reasons := list(reasons):
        raise Incomplete(*reasons)


def _lock(digest: Digest, version: int | None) -> Digest:
    fresh = Digest.objects.select_for_update(of=("self",), no_key=True).filter(pk=digest.pk).first()
    if fresh is None:
        raise InvalidState(_("Этого дайджеста больше нет."))
    if version is not None and version != fresh.version:
        raise EditConflict(_("Пока вы писали, этот дайджест изменил кто-то другой."))
    return fresh


def _compare_and_set(digest: Digest, **changes: Any) -> None:
    rows = Digest.objects.filter(pk=digest.pk, state=digest.state, version=digest.version)
    if rows.update(version=F("version") + 1, **changes) != 1:
        raise EditConflict(_("Кто-то успел раньше: дайджест уже изменился."))


def _log(digest: Digest, by: User, verb: str, source: str, target: str, reason: str = "") -> None:
    DigestTransition.objects.create(
        digest=digest, user=by, verb=verb, from_state=source, to_state=target, reason=reason
    )


def _refresh(digest: Digest) -> None:
    digest.refresh_from_db()
    digest.__dict__.pop("writer_ids", None)
