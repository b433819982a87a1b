"""The version of the public site."""

import re
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.models.signals import post_migrate
from django.utils import timezone

from newsroom.page_cache.apps import bump_after_migrate
from newsroom.page_cache.models import SiteVersion


def bump():
    with transaction.atomic():
        SiteVersion.bump()
    return SiteVersion.objects.get()


@pytest.fixture
def frozen(monkeypatch):
    """A clock that a test sets by itself."""
    hands = [datetime(2026, 11, 22, 9, 30, 15, 987654, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: hands[0])
    return hands


@pytest.mark.django_db
class TestBump:
    def test_it_has_bumped_with_the_first_migration(self):
        version = SiteVersion.objects.get()
        assert (version.pk, version.started_at.microsecond) == (1, 0)
        assert version.number >= 1
        assert version.token

    def test_it_changes_number_and_token(self):
        first, second = bump(), bump()
        assert second.number == first.number + 1
        assert second.token != first.token
        assert re.fullmatch("[0-9a-f]{16}", second.token)
        assert SiteVersion.objects.count() == 1

    def test_it_starts_at_a_whole_second(self, frozen):
        frozen[0] += timedelta(days=400)
        assert bump().started_at == frozen[0].replace(microsecond=0)

    def test_it_starts_later_even_if_the_clock_stops_or_goes_back(self, frozen):
        frozen[0] += timedelta(days=400)
        first = bump().started_at
        assert bump().started_at == first + timedelta(seconds=1)
        frozen[0] -= timedelta(hours=1)
        assert bump().started_at == first + timedelta(seconds=2)
        frozen[0] += timedelta(hours=2)
        assert bump().started_at == frozen[0].replace(microsecond=0)

    def test_it_costs_one_statement(self, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(1):
            SiteVersion.bump()

    def test_it_makes_a_missing_row(self):
        SiteVersion.objects.all().delete()
        version = bump()
        assert (version.pk, version.number) == (1, 1)
        assert abs(version.started_at - timezone.now()) < timedelta(seconds=5)

    def test_a_rollback_undoes_it(self):
        before = bump()
        with transaction.atomic():
            SiteVersion.bump()
            transaction.set_rollback(True)
        assert SiteVersion.objects.get().token == before.token

    def test_the_database_allows_one_row(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteVersion.objects.create(pk=2, number=1, token="x", started_at=timezone.now())

    def test_each_migration_bumps_it(self):
        before = SiteVersion.objects.get().number
        config = apps.get_app_config("page_cache")
        post_migrate.send(
            config, app_config=config, verbosity=0, interactive=False, using="default", plan=[], apps=apps
        )
        assert SiteVersion.objects.get().number == before + 1

    def test_a_migration_that_removed_the_table_does_not_bump_it(self):
        before = SiteVersion.objects.get().number
        bump_after_migrate(using="default", apps=type("Apps", (), {"all_models": {"page_cache": {}}})())
        assert SiteVersion.objects.get().number == before

    def test_the_command_bumps_it_and_prints_the_number(self):
        before = SiteVersion.objects.get().number
        out = StringIO()
        call_command("bump_site_version", stdout=out)
        assert out.getvalue() == f"Версия сайта № {before + 1}.\n"


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_it_requires_a_transaction(self):
        before = SiteVersion.objects.get().number
        with pytest.raises(transaction.TransactionManagementError):
            SiteVersion.bump()
        assert SiteVersion.objects.get().number == before

    @pytest.mark.parametrize("has_row", [True, False])
    def test_concurrent_writers_get_different_versions(self, has_row):
        if not has_row:
            SiteVersion.objects.all().delete()
        before = SiteVersion.objects.count() and SiteVersion.objects.get().number
        writers, rounds = 6, 5
        start = threading.Barrier(writers)
        errors, bumped = [], []

        def write():
            try:
                start.wait(timeout=20)
                for _round in range(rounds):
                    with transaction.atomic():
                        SiteVersion.bump()
                        bumped.append(SiteVersion.objects.values_list("number", "token", "started_at").get())
            except Exception as error:  # noqa: BLE001 - any error fails the test
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=write) for _writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert errors == []
        numbers = [number for number, _token, _started_at in bumped]
        assert sorted(numbers) == list(range(before + 1, before + 1 + writers * rounds))
        assert len({token for _number, token, _started_at in bumped}) == writers * rounds
        in_order = [started_at for _number, _token, started_at in sorted(bumped)]
        assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(in_order))

    def test_a_second_writer_waits_for_the_commit_of_the_first(self):
        """Numbers follow the order of commits."""
        if connection.vendor == "sqlite":
            pytest.skip("SQLite allows one writing transaction at a time.")
        before = SiteVersion.objects.get().number
        second_done = threading.Event()

        def second():
            with transaction.atomic():
                SiteVersion.bump()
            second_done.set()
            connections.close_all()

        thread = threading.Thread(target=second)
        with transaction.atomic():
            SiteVersion.bump()
            thread.start()
            assert not second_done.wait(timeout=0.5)
        thread.join(timeout=20)
        assert second_done.is_set()
        assert SiteVersion.objects.get().number == before + 2
