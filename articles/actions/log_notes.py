"""Sentences that the newsroom itself writes into the log of an article."""

from collections.abc import Callable

from django.conf import settings
from django.utils import translation


def told(say: Callable[[], str]) -> dict[str, str]:
    """What `say` says in each language of the newsroom, by language: whoever reads the log may speak the other one.

    For `Transition.told`. `say` is called with the language active, and names and hours should be in it, too.
    """
    sentences = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentences[language] = say()
    return sentences
