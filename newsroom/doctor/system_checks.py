"""Django's own checks and those of `newsroom.checks`, as for a deployment."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import WARNING, run_checks

from newsroom.doctor.website import is_public


def system_checks() -> Iterator[str]:
    """What `manage.py check` says; on a public site what `check --deploy` says."""
    messages = run_checks(include_deployment_checks=is_public(), databases=list(settings.DATABASES))
    for message in messages:
        if message.level >= WARNING and not message.is_silenced():
            yield " ".join(filter(None, (str(message.msg), message.hint, f"({message.id})")))
