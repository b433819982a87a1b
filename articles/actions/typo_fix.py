"""Fixes typos of the live text without a new review."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from articles import permissions, snapshot, typo_rules, workflow
from articles.actions import published_rows
from articles.actions.edit import record_revision
from articles.actions.transition import event, lock, require, transition
from articles.models import Article, Remark, RevisionKind, TypoFix
from newsroom.exceptions import Incomplete, InvalidState, NotPermitted
from newsroom.utils.text import clean_line
from newsroom.website.models import PublishedArticle
from staff.models import User


def fix_typo(
    article: Article,
    *,
    by: User,
    field: str,
    before: str,
    after: str,
    version: int | None = None,
) -> TypoFix:
    """Change a few words on the website; a writer of the article only proposes the fix."""
    before, after = clean_line(before), clean_line(after)
    with transition("fix_typo", article, by=by, version=version) as context:
        context.reason = f"{before} → {after}"
        require(_reasons_against(context.document, field, before, after))
        fix = TypoFix(
            article_id=article.pk,
            user=by,
            proposed_at=context.now,
            field=field,
            before=before,
            after=after,
            words=max(typo_rules.words(before), typo_rules.words(after)),
        )
        if not context.document.is_written_by(by):
            fix.applied_at = context.now
            _apply(context.document, fix, context.now)
            context.changes_website = True
        fix.save()
    return fix


def _reasons_against(article: Article, field: str, before: str, after: str) -> list[object]:
    if field not in typo_rules.FIELDS:
        return [_("Здесь опечатки так не исправляют.")]
    reasons: list[object] = list(typo_rules.reasons_against(before, after))
    if reasons:
        return reasons
    text = getattr(PublishedArticle.objects.get(pk=article.pk), field)
    is_html = field == "body"
    if typo_rules.fixed(text, before, after, is_html=is_html) is None:
        free, protected = typo_rules.find(text, before, is_html=is_html)
        reasons.append(_why_not(len(free), protected))
    if _words_since_approval(article) + typo_rules.words(after) > typo_rules.MAX_WORDS_SINCE_APPROVAL:
        reasons.append(_("С последней вычитки исправлено уже много: откройте правку."))
    return reasons


def _why_not(free: int, protected: int) -> str:
    if free > 1:
        return _("Эти слова встречаются несколько раз: впишите и соседнее слово.")
    if free or protected:
        return _("Эти слова стоят в цитате или ссылке: так их не исправляют.")
    return _("На сайте этих слов нет.")


def _words_since_approval(article: Article) -> int:
    fixes = article.typo_fixes.filter(declined_at__isnull=True)
    if article.reviewed_at is not None:
        fixes = fixes.filter(Q(proposed_at__gt=article.reviewed_at))
    return fixes.aggregate(total=Sum("words"))["total"] or 0


def _apply(article: Article, fix: TypoFix, at: datetime) -> None:
    """Write the fix into the live text and set it on the working copy."""
    published = PublishedArticle.objects.get(pk=article.pk)
    fixed = _fixed(getattr(published, fix.field), fix)
    if fixed is None:
        raise InvalidState(_("На сайте этих слов уже нет."))
    published_rows.rewrite_rows(published, **{fix.field: fixed})
    working = snapshot.take_text(article)
    live_text = article.revisions.get(number=article.live_revision).snapshot
    if (live_field := _fixed(live_text[fix.field], fix)) is not None:
        live_text = {**live_text, fix.field: live_field}
    number = record_revision(article, by=fix.user, kind=RevisionKind.TYPO, text=live_text, at=at)
    _apply_to_working_copy(article, fix, working, live_text, at)
    article.live_revision = number


def _apply_to_working_copy(
    article: Article, fix: TypoFix, working: snapshot.Text, live_text: snapshot.Text, at: datetime
) -> None:
    """Make the same fix in the working copy, or add a remark that it does not have these words."""
    fixed = _fixed(working[fix.field], fix)
    if fixed is None:
        text = _("Исправление на сайте «%(fix)s» не нашло своих слов в рабочей копии.")
        Remark.objects.create(article=article, user=fix.user, at=at, text=text % {"fix": fix})
        after = working
    else:
        after = {**working, fix.field: fixed}
    if after != live_text:
        record_revision(article, by=fix.user, kind=RevisionKind.TYPO, text=after, at=at)
    setattr(article, fix.field, after[fix.field])
    if article.approved_checksum == snapshot.checksum(working):
        article.approved_checksum = snapshot.checksum(after)


def _fixed(text: str, fix: TypoFix) -> str | None:
    return typo_rules.fixed(text, fix.before, fix.after, is_html=fix.field == "body")


def confirm_typo(fix: TypoFix, *, by: User) -> None:
    """Apply a writer's fix; the user must not be a writer of the article."""
    with transaction.atomic():
        article, pending = _pending(fix, by)
        with event(workflow.CONFIRM_TYPO, article, by=by, reason=str(fix)) as context:
            _apply(article, pending, context.now)
            TypoFix.objects.filter(pk=fix.pk).update(applied_at=context.now, confirmed_by=by)
            context.changes_website = True
    fix.refresh_from_db()


def decline_typo(fix: TypoFix, *, by: User) -> None:
    """Decline a writer's fix; the text does not change."""
    with transaction.atomic():
        article, _fix = _pending(fix, by)
        with event(workflow.DECLINE_TYPO, article, by=by, reason=str(fix)) as context:
            TypoFix.objects.filter(pk=fix.pk).update(declined_at=context.now, confirmed_by=by)
    fix.refresh_from_db()


def _pending(fix: TypoFix, by: User) -> tuple[Article, TypoFix]:
    article = lock(fix.article)
    pending = TypoFix.objects.get(pk=fix.pk)
    if refusal := permissions.reason_against_confirming(article, by, proposer=pending.user_id):
        raise NotPermitted(refusal)
    if pending.applied_at or pending.declined_at:
        raise InvalidState(_("Об этом исправлении уже решено."))
    if not article.is_live:
        raise Incomplete(_("Материала уже нет на сайте."))
    return article, pending
