"""The top of the front page: an editor sets it, and every place has an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.actions.log_notes import told
from articles.models import Article, Transition
from articles.permissions import NO_RIGHT
from newsroom.exceptions import EditConflict, Incomplete, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.dates import format_datetime
from newsroom.website.models import FrontPick, Outlet, PublishedArticle
from staff.models import User

LONGEST_PICK = timedelta(days=30)
PICK_TOO_LONG = gettext_lazy("Дольше тридцати дней материал на одном месте не стоит: назначьте час раньше.")


@dataclass(frozen=True)
class Pick:
    """A live article for a place of the front page: `order` 0 is the main one. It stands until `ends_at`."""

    order: int
    article: PublishedArticle
    ends_at: datetime


def mark_of(language: str, now: datetime | None = None) -> str:
    """Tells one setting of a language's front page from another: what the editor saw when he began."""
    standing = FrontPick.objects.active(language, now or timezone.now())
    rows = standing.values_list("order", "article_id", "ends_at")
    places = (f"{order}-{published}-{ends_at.timestamp():.0f}" for order, published, ends_at in rows)
    return ";".join([language, *places])


def set_front(language: str, picks: Sequence[Pick], *, by: User, seen: str | None = None) -> None:
    """Put these picks in the place of the language's former ones; each change is logged with its article.

    `seen` is the `mark_of` that the person began from, None for whoever acts on the newest.
    Raises NotAllowed, Conflict, NotReady (gone meanwhile, twice, of another language, already over, too far away).
    """
    if not (by.is_active and by.has_perm("website.change_frontpick")):
        raise NotPermitted(NO_RIGHT)
    with transaction.atomic():
        # One at a time. The picks themselves may be none, and hold nobody off; nor may it be the edition, for which
        # somebody waits who withdraws a picked article.
        Outlet.objects.select_for_update(no_key=True).first()
        if seen is not None and not _is_as_seen(language, seen):
            raise EditConflict(
                _(
                    "Пока вы выбирали, главную страницу изменил кто-то другой. Ваше ещё не сохранено. "
                    "Сохраните ещё раз, чтобы поставить своё."
                )
            )
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
    """Take down what stood its time, so that the page goes back to the newest; returns how many."""
    if not FrontPick.objects.ended(timezone.now()).exists():
        return 0
    with transaction.atomic():
        ended, _rows = FrontPick.objects.ended(timezone.now()).delete()
        if ended:
            SiteVersion.bump()
    return ended


def _is_as_seen(language: str, seen: str) -> bool:
    """Whether nobody has set the page since; what came to its end by itself is nobody's doing."""
    now = timezone.now()
    still = [row for row in seen.split(";") if not _is_over(row, now)]
    return ";".join(still) == mark_of(language, now)


def _is_over(row: str, now: datetime) -> bool:
    ended = row.rpartition("-")[2]
    return ended.isascii() and ended.isdecimal() and len(ended) < 12 and int(ended) <= now.timestamp()


def _reasons_against(language: str, picks: Sequence[Pick]) -> list[str]:
    # Held, lest one is withdrawn between this look and the new picks, and comes back to its place when restored.
    live = PublishedArticle.objects.live(language).lock().in_bulk([pick.article.pk for pick in picks])
    keys = [pick.article.pk for pick in picks]
    reasons = []
    for pick in picks:
        said = {"headline": pick.article.headline}
        if pick.article.pk not in live:
            reasons.append(_("«%(headline)s» сейчас не на сайте на этом языке.") % said)
        elif keys.count(pick.article.pk) > 1:
            reasons.append(_("«%(headline)s» выбран дважды.") % said)
        if pick.ends_at <= timezone.now():
            reasons.append(_("Час окончания для «%(headline)s» уже прошёл.") % said)
        elif pick.ends_at > timezone.now() + LONGEST_PICK:
            reasons.append(str(PICK_TOO_LONG))
    return list(dict.fromkeys(reasons))


def _log(former: dict[int, FrontPick], picks: Sequence[Pick], by: User) -> None:
    """A row `place` for each article that came, moved or went (design 4)."""
    said: dict[int, dict[str, str]] = {}
    for pick in picks:
        old = former.pop(pick.article.pk, None)
        if old is None or (old.order, old.ends_at) != (pick.order, pick.ends_at):
            said[pick.article.pk] = told(partial(_said, pick))
    said |= dict.fromkeys(former, told(lambda: _("Убрано с главной страницы.")))
    states = dict(Article.objects.filter(pk__in=said).values_list("pk", "state"))
    Transition.objects.bulk_create(
        Transition(article_id=pk, user=by, verb="place", from_state=states[pk], to_state=states[pk], told=words)
        for pk, words in said.items()
        if pk in states
    )


def _said(pick: Pick) -> str:
    until = {"moment": format_datetime(pick.ends_at, get_language() or pick.article.language)}
    if pick.order == FrontPick.LEAD:
        return _("Главный материал страницы до %(moment)s.") % until
    return _("На главной странице, место %(place)d, до %(moment)s.") % {**until, "place": pick.order}
