"""The models whose rows are in the database."""

from django.apps import apps
from django.db.models import Model


def all_models() -> list[type[Model]]:
    """Return every model with a table of its own, those of many-to-many fields included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]
