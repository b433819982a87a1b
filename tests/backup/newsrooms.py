"""A newsroom to be saved, what it consists of, and the end of it."""

import hashlib
import io
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from articles.models import Article, Text
from articles.notifications import deliver
from newsroom.backup import contents, rows
from newsroom.images import storage
from staff import permission_groups
from staff.models import Invitation
from tests import digest_factories, factories
from tests.newsroom.images import files
from tests.users import member


def furnished() -> None:
    """Pieces in every state, a digest, texts, and pictures that readers see and that they do not."""
    for make in factories.STATES.values():
        make()
    shown = factories.published(image=files.taken(), tags=("вода",), source="Агентство")
    factories.revised(signed="author")
    factories.forced(signed="Гость")
    digest_factories.published(shown)
    files.taken(title="Только для редакции")
    Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Затем.</p>")
    while deliver():
        pass


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that a backup keeps."""
    return {label: list(model._base_manager.order_by("pk").values_list()) for label, model in contents.models().items()}


def masters() -> dict[str, str]:
    """The pictures' masters by name, with the hash of each."""
    found = storage.private_root().glob("originals/*/*")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def backup(file: Path | None) -> str:
    """Make a backup, without a name under the usual one; return what was said."""
    said = io.StringIO()
    call_command("backup", *([file] if file else []), stdout=said, stderr=said)
    return said.getvalue()


def restore(file: Path, **options: Any) -> str:
    """Restore a backup; return what was said."""
    said = io.StringIO()
    call_command("restore", file, stdout=said, stderr=said, **options)
    return said.getvalue()


def lost() -> None:
    """Nothing is left but what `migrate` makes."""
    with transaction.atomic():
        rows.clear()
        permission_groups.sync()
        permission_groups.ensure_robot()
    shutil.rmtree(Path(settings.VAR_DIR) / "media", ignore_errors=True)


def gone_on() -> Article:
    """The newsroom of after the backup: another piece with another picture, and one changed."""
    article = factories.published(image=files.taken(), headline="После копии")
    Article.objects.filter(headline="Открыли центр").update(lead="Изменено после копии")
    return article


def invitation(**columns: Any) -> Invitation:
    """A link that somebody was given."""
    values = {"name": "Кто-то", "token_hash": f"{Invitation.objects.count():064}", "invited_by": member("head")}
    return Invitation.objects.create(**{**values, **columns})
