"""Saves and removes templates of articles."""

from django.db import transaction

from articles.models import ArticleTemplate
from articles.permissions import NO_RIGHT
from newsroom.exceptions import NotPermitted
from staff.models import User


def save_template(template: ArticleTemplate, *, by: User) -> None:
    """Store a template, not its tags. Raise NotPermitted, EditConflict."""
    _check_permission(by, "change")
    with transaction.atomic():
        template.bump_version()
        template.save()


def remove_template(template: ArticleTemplate, *, by: User) -> None:
    """Delete a template; articles that were started from it stay. Raise NotPermitted."""
    _check_permission(by, "delete")
    template.delete()


def _check_permission(by: User, right: str) -> None:
    if not (by.is_active and by.has_perm(f"articles.{right}_articletemplate")):
        raise NotPermitted(NO_RIGHT)
