"""The top of the front page: an editor picks articles, each until a given time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Article, Transition
from articles.permissions import NO_RIGHT
from newsroom.exceptions import Incomplete, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.dates import format_datetime
from newsroom.website.models import FrontPage, FrontPick, PublishedArticle
from newsroom.workflow.models import in_each_language
from staff.models import User

LONGEST_PICK = timedelta(days=30)
PICK_TOO_LONG = gettext_lazy("Дольше тридцати дней материал на одном месте не стоит: назначьте час раньше.")


@dataclass(frozen=True)
class Pick:
    """A live article for the front page until `ends_at`; `order` 0 is the main one."""

    order: int
    article: PublishedArticle
    ends_at: datetime


def front_page_version(language: str) -> int:
    """Return the version of a language's front page; 1 before anybody has set it."""
    page = FrontPage.objects.filter(language=language).first()
    return page.version if page else 1


def set_front(language: str, picks: Sequence[Pick], *, by: User, version: int | None = None) -> None:
    """Replace the picks of a language by these; log each change with its article.

    `version` is the `front_page_version` that the editor has seen, None for a caller that replaces whatever there is.
    Raise NotPermitted, EditConflict, Incomplete (an article that is not live, is chosen twice or is of another
    language, an end in the past or too far away).
    """
    if not (by.is_active and by.has_perm("website.change_frontpick")):
        raise NotPermitted(NO_RIGHT)
    with transaction.atomic():
        page, _created = FrontPage.objects.select_for_update(no_key=True).get_or_create(language=language)
        if version is not None:
            page.version = version
        page.bump_version()
        if reasons := _reasons_against(language, picks):
            raise Incomplete(*reasons)
        former = {pick.article_id: pick for pick in FrontPick.objects.filter(language=language)}
        FrontPick.objects.filter(language=language).delete()
        FrontPick.objects.bulk_create(
            FrontPick(language=language, order=pick.order, article=pick.article, ends_at=pick.ends_at) for pick in picks
        )
        _log(former, picks, by)
        SiteVersion.bump()


def end_picks() -> int:
    """Delete the picks whose time has passed; return how many."""
    if not FrontPick.objects.ended(timezone.now()).exists():
        return 0
    with transaction.atomic():
        ended, _rows = FrontPick.objects.ended(timezone.now()).delete()
        if ended:
            SiteVersion.bump()
    return ended


def _reasons_against(language: str, picks: Sequence[Pick]) -> list[str]:
    # Locked, so that none is withdrawn between this check and the new picks.
    live = PublishedArticle.objects.live(language).lock().in_bulk([pick.article.pk for pick in picks])
    keys = [pick.article.pk for pick in picks]
    reasons = []
    for pick in picks:
        named = {"headline": pick.article.headline}
        if pick.article.pk not in live:
            reasons.append(_("«%(headline)s» сейчас не на сайте на этом языке.") % named)
        elif keys.count(pick.article.pk) > 1:
            reasons.append(_("«%(headline)s» выбран дважды.") % named)
        if pick.ends_at <= timezone.now():
            reasons.append(_("Час окончания для «%(headline)s» уже прошёл.") % named)
        elif pick.ends_at > timezone.now() + LONGEST_PICK:
            reasons.append(str(PICK_TOO_LONG))
    return list(dict.fromkeys(reasons))


def _log(former: dict[int, FrontPick], picks: Sequence[Pick], by: User) -> None:
    """Log a `place` transition for each article that was added, moved or removed."""
    notes: dict[int, dict[str, str]] = {}
    for pick in picks:
        old = former.pop(pick.article.pk, None)
        if old is None or (old.order, old.ends_at) != (pick.order, pick.ends_at):
            notes[pick.article.pk] = in_each_language(partial(_describe, pick))
    notes |= dict.fromkeys(former, in_each_language(lambda: _("Убрано с главной страницы.")))
    states = dict(Article.objects.filter(pk__in=notes).values_list("pk", "state"))
    Transition.objects.bulk_create(
        Transition(article_id=pk, user=by, name="place", from_state=states[pk], to_state=states[pk], system_note=note)
        for pk, note in notes.items()
        if pk in states
    )


def _describe(pick: Pick) -> str:
    until = {"moment": format_datetime(pick.ends_at, get_language() or pick.article.language)}
    if pick.order == FrontPick.LEAD:
        return _("Главный материал страницы до %(moment)s.") % until
    return _("На главной странице, место %(place)d, до %(moment)s.") % {**until, "place": pick.order}
