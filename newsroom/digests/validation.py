"""What a digest lacks before it can be stored or published, as sentences for the user."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.digests.content import Content, content_of
from newsroom.digests.models import HEADLINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Digest
from newsroom.utils.dates import local_date
from newsroom.website.models import PublishedArticle

MAX_ITEMS = 30
LONGEST_PERIOD = timedelta(days=366)
FIRST_DAY = date(2000, 1, 1)


def reasons_against_storing(content: Content, language: str, former: Content | None = None) -> list[str]:
    """Return why the content cannot be stored.

    An article of the former content may stay after it was withdrawn: readers do not see it.
    """
    kept = {item.article.pk for item in former.items} if former else set()
    keys = [item.article.pk for item in content.items]
    live = set(PublishedArticle.objects.live(language).filter(pk__in=keys).values_list("pk", flat=True))
    reasons = [] if content.title.strip() else [_("Нет заголовка.")]
    reasons += _reasons_against_lengths(content)
    reasons += reasons_against_period(content.starts_on, content.ends_on)
    if len(keys) > MAX_ITEMS:
        reasons.append(_("В дайджесте больше %(most)d пунктов.") % {"most": MAX_ITEMS})
    for item in content.items:
        named = {"headline": item.article.headline or f"№ {item.article.pk}"}
        if item.article.pk not in live | kept:
            reasons.append(_("«%(headline)s» сейчас не на сайте на этом языке.") % named)
        if keys.count(item.article.pk) > 1:
            reasons.append(_("«%(headline)s» выбран дважды.") % named)
    return list(dict.fromkeys(reasons))


def _reasons_against_lengths(content: Content) -> list[str]:
    """Return which texts are too long for their columns; SQLite would store them, PostgreSQL fail."""
    texts = [(_("заголовок"), content.title, TITLE_LENGTH), (_("вступление"), content.intro, TEXT_LENGTH)]
    for item in content.items:
        texts.append((_("свой заголовок"), item.headline, HEADLINE_LENGTH))
        texts.append((_("пересказ"), item.retelling, TEXT_LENGTH))
    return [_("Слишком длинно: %(name)s.") % {"name": name} for name, text, most in texts if len(text) > most]


def reasons_against_period(starts_on: date, ends_on: date) -> list[str]:
    """Return why these days are not a period; mostly a mistyped year."""
    if ends_on < starts_on:
        return [_("Период кончается раньше, чем начинается.")]
    if starts_on < FIRST_DAY or ends_on > local_date(timezone.now()) + LONGEST_PERIOD:
        return [_("Проверьте год: период бывает не раньше 2000 года и не дальше, чем через год.")]
    return [_("Период длиннее года.")] if ends_on - starts_on > LONGEST_PERIOD else []


def reasons_against_publishing(digest: Digest) -> list[str]:
    """Return what the stored digest lacks for publication: a live article, a summary of each."""
    items = [item for item in content_of(digest).items if item.article.is_live]
    reasons = [] if items else [_("В дайджесте нет ни одного материала, который сейчас на сайте.")]
    empty = [item.article.headline for item in items if not item.retelling.strip()]
    return reasons + [_("Нет пересказа: «%(headline)s».") % {"headline": headline} for headline in empty]
