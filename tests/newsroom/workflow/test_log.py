"""The logs of articles and digests are append-only."""

import pytest
from django.db import models

from articles.models import Transition
from newsroom.digests.models import DigestTransition
from tests import digest_factories, factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logs(db: None) -> None:
    digest_factories.published(factories.published())


@pytest.mark.parametrize("log", [Transition, DigestTransition])
def test_it_refuses_to_change_or_delete_rows(log: type[models.Model]) -> None:
    rows = log._default_manager.all()
    row = rows.first()
    assert row
    before = list(rows.values())
    attempts = (
        row.save,
        row.delete,
        rows.delete,
        lambda: rows.update(reason=""),
        lambda: rows.filter(pk=row.pk).update(reason=""),
        lambda: rows.bulk_update([row], ["reason"]),
    )
    for attempt in attempts:
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    assert list(log._default_manager.values()) == before


@pytest.mark.parametrize("log", [Transition, DigestTransition])
def test_a_document_with_a_log_cannot_be_deleted(log: type[models.Model]) -> None:
    row = log._default_manager.first()
    assert row
    document = getattr(row, "article", None) or getattr(row, "digest", None)
    with pytest.raises(models.ProtectedError):
        document.delete()
