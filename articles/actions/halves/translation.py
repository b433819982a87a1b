"""Making the half in the other language, and recording that somebody has followed the original."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import permissions, snapshot
from articles.actions.edit import Edit
from articles.actions.halves.pairing import TAKEN
from articles.actions.transition import lock
from articles.models import Article, Translation
from articles.models.translation import words_of
from articles.workflow import State
from newsroom.exceptions import EditConflict, InvalidState, NotPermitted, refuse_lost_race
from staff.models import User

IN_BIN = _("Материал в корзине: сначала верните его оттуда.")
CHANGED = _("Пока вы читали, оригинал изменился ещё раз. Посмотрите, что в нём теперь.")
NO_LONGER_PAIR = _("Эти материалы больше не две половины одного.")
HALF_OF_ANOTHER = _("Половину на другом языке уже пишет другой человек.")


def other_language(article: Article) -> str:
    """Return the code of the language that this article is not in."""
    return next(code for code, _name in settings.LANGUAGES if code != article.language)


def make_translation(article: Article, *, by: User) -> Article:
    """Return the half in the other language; make it if there is none, as a draft of this user.

    The texts are copied as they are, to be translated in place. Raise NotPermitted where the user may not see the
    article or the half that exists, or may not create articles.
    """
    with refuse_lost_race(TAKEN), transaction.atomic():
        original = lock(article)
        _require_visible(original, by)
        if found := Translation.objects.with_half(original).defer("checked").first():
            return _visible_half(found.other_key(original), by)
        if not permissions.has_right(by, "add"):
            raise NotPermitted(permissions.NO_RIGHT)
        if original.state == State.SPIKED:
            raise InvalidState(IN_BIN)
        return _copy(original, by)


def _require_visible(article: Article, by: User) -> None:
    if not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise NotPermitted(permissions.NO_RIGHT)


def _visible_half(key: int, by: User) -> Article:
    half = Article.objects.visible_to(by).filter(pk=key).first()
    if half is None:
        raise NotPermitted(HALF_OF_ANOTHER)
    return half


def _copy(original: Article, by: User) -> Article:
    text = snapshot.take_text(original)
    columns = {name: text[name] for name in snapshot.TEXT_FIELDS}
    columns |= {"language": other_language(original), "section_id": original.section_id, "translation_of": original}
    half = Article(**columns)
    edit = Edit.create(half, by=by)
    snapshot.write_rows(half, text)
    half.tags.set(original.tags.all())
    edit.finish()
    return half


def check_translation(article: Article, *, by: User, version: int) -> None:
    """Record that this user has looked at the original of this translation, as it was in this version.

    Raise EditConflict if the original has changed since: those changes have not been looked at.
    """
    with transaction.atomic():
        pair = Translation.objects.select_for_update(of=("self",), no_key=True).filter(article=article.pk).first()
        if pair is None:
            raise InvalidState(NO_LONGER_PAIR)
        original = lock(pair.original)
        _require_visible(original, by)
        if not permissions.may_follow(article, by):
            raise NotPermitted(permissions.NOT_A_WRITER)
        if version != original.version:
            raise EditConflict(CHANGED)
        pair.checked, pair.checked_by, pair.checked_at = words_of(original), by, timezone.now()
        pair.save(update_fields=["checked", "checked_by", "checked_at"])
