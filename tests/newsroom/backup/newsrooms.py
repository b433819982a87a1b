"""Makes a newsroom for a backup, reads what it consists of, and removes it."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command

from articles.models import Article, Text
from articles.notifications import deliver
from newsroom.backup.tables import all_models
from newsroom.images.storage import media, names
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import SearchDocument
from staff.models import Invitation, KnownDevice, LoginAttempt
from tests import digest_factories, factories
from tests.newsroom.body import made_files
from tests.newsroom.images import files
from tests.users import member

# Rows that restoring makes anew or ends.
OTHER_ROWS = {
    ContentType,
    Permission,
    Group.permissions.through,
    SearchDocument,
    Session,
    SiteVersion,
    KnownDevice,
    LoginAttempt,
}


def furnished() -> None:
    """Make articles in every state, a digest, texts, and pictures, public ones and others."""
    for make in factories.STATES.values():
        make()
    shown = factories.published(image=files.stored_image(), tags=("вода",), source="Агентство")
    factories.revised(signed="author")
    factories.forced(signed="Гость")
    digest_factories.published(shown)
    files.stored_image(title="Только для редакции")
    factories.published(body=made_files.body_with(made_files.stored_file()))
    made_files.stored_file(made_files.wav(), "Запись.wav")
    Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Затем.</p>")
    while deliver():
        pass


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that comes back as it was, by model."""
    models = [model for model in all_models() if model not in OTHER_ROWS]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def masters() -> dict[str, str]:
    """Return the SHA-256 of the master pictures and the attached files by name."""
    found = [file.name for folder in (names.ORIGINALS, names.ATTACHMENTS) for file in media.files(folder)]
    return {names.last(name): hashlib.sha256(files.content(name)).hexdigest() for name in found}


def backup(file: Path | None = None, **options: Any) -> str:
    """Run `manage.py backup`; return what it wrote."""
    said = io.StringIO()
    call_command("backup", *([file] if file else []), stdout=said, stderr=said, **options)
    return said.getvalue()


def restore(file: Path, **options: Any) -> str:
    """Run `manage.py restore`; return what it wrote."""
    said = io.StringIO()
    call_command("restore", file, stdout=said, stderr=said, **options)
    return said.getvalue()


def lost() -> None:
    """Remove everything except what `migrate` makes."""
    call_command("flush", interactive=False, verbosity=0)
    for folder in ("private", "public"):
        media.delete_folder(folder)


def gone_on() -> Article:
    """Change the newsroom after the backup: add an article with a picture, and change one."""
    article = factories.published(image=files.stored_image(), headline="После копии")
    Article.objects.filter(headline="Открыли центр").update(lead="Изменено после копии")
    return article


def invitation(**columns: Any) -> Invitation:
    """Make a link that somebody was given."""
    values = {"name": "Кто-то", "token_hash": f"{Invitation.objects.count():064}", "invited_by": member("head")}
    return Invitation.objects.create(**{**values, **columns})


def run(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` as another process."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def manage(environment: dict[str, str], *arguments: object) -> str:
    """Run `manage.py` as another process, which must succeed; return what it wrote."""
    done = run(environment, *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
