"""Models of which a form saves only the version that the user has seen."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from newsroom.exceptions import EditConflict


class VersionedModel(models.Model):
    """A model with a version number, raised by every action that changes what a form of the admin shows."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def bump_version(self) -> None:
        """Raise the stored version if it is still the one of this instance; a new instance stays at its first.

        Call it first in the transaction that saves the instance: the UPDATE also makes another saver wait.
        Raise EditConflict if the row has another version or is gone.
        """
        if self._state.adding:
            return
        rows = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if rows.update(version=F("version") + 1) != 1:
            raise EditConflict(_("Пока вы писали, это же изменил кто-то другой. Ваше ещё не сохранено."))
        self.version += 1
