"""One edition ends, the next begins."""

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


def begin_alone():
    with transaction.atomic():
        SiteVersion.bump()
    return SiteVersion.objects.get()


@pytest.fixture
def frozen(monkeypatch):
    """A clock that stands still until it is set."""
    hands = [datetime(2026, 11, 22, 9, 30, 15, 987654, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: hands[0])
    return hands


@pytest.mark.django_db
class TestBegin:
    def test_it_has_begun_with_the_first_migration(self):
        edition = SiteVersion.objects.get()
        assert (edition.pk, edition.started_at.microsecond) == (1, 0)
        assert edition.number >= 1
        assert edition.token

    def test_it_gives_the_next_another_number_and_token(self):
        first, second = begin_alone(), begin_alone()
        assert second.number == first.number + 1
        assert second.token != first.token
        assert re.fullmatch("[0-9a-f]{16}", second.token)
        assert SiteVersion.objects.count() == 1

    def test_it_begins_at_a_whole_second(self, frozen):
        frozen[0] += timedelta(days=400)
        assert begin_alone().started_at == frozen[0].replace(microsecond=0)

    def test_it_begins_later_than_the_last_though_the_clock_stands_or_goes_back(self, frozen):
        frozen[0] += timedelta(days=400)
        first = begin_alone().started_at
        assert begin_alone().started_at == first + timedelta(seconds=1)
        frozen[0] -= timedelta(hours=1)
        assert begin_alone().started_at == first + timedelta(seconds=2)
        frozen[0] += timedelta(hours=2)
        assert begin_alone().started_at == frozen[0].replace(microsecond=0)

    def test_it_costs_one_statement(self, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(1):
            SiteVersion.bump()

    def test_it_makes_the_row_that_is_missing(self):
        SiteVersion.objects.all().delete()
        edition = begin_alone()
        assert (edition.pk, edition.number) == (1, 1)
        assert abs(edition.started_at - timezone.now()) < timedelta(seconds=5)

    def test_it_began_nothing_when_rolled_back(self):
        before = begin_alone()
        with transaction.atomic():
            SiteVersion.bump()
            transaction.set_rollback(True)
        assert SiteVersion.objects.get().token == before.token

    def test_it_never_has_a_second_row(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteVersion.objects.create(pk=2, number=1, token="x", started_at=timezone.now())

    def test_it_begins_with_each_migration(self):
        before = SiteVersion.objects.get().number
        config = apps.get_app_config("page_cache")
        post_migrate.send(
            config, app_config=config, verbosity=0, interactive=False, using="default", plan=[], apps=apps
        )
        assert SiteVersion.objects.get().number == before + 1

    def test_it_does_not_begin_where_a_migration_took_the_table_away(self):
        before = SiteVersion.objects.get().number
        bump_after_migrate(using="default", apps=type("Apps", (), {"all_models": {"page_cache": {}}})())
        assert SiteVersion.objects.get().number == before

    def test_it_begins_by_command_which_says_the_number(self):
        before = SiteVersion.objects.get().number
        out = StringIO()
        call_command("bump_site_version", stdout=out)
        assert out.getvalue() == f"Версия сайта № {before + 1}.\n"


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_it_refuses_to_begin_outside_a_transaction(self):
        before = SiteVersion.objects.get().number
        with pytest.raises(transaction.TransactionManagementError):
            SiteVersion.bump()
        assert SiteVersion.objects.get().number == before

    @pytest.mark.parametrize("has_row", [True, False])
    def test_it_begins_once_for_each_of_the_writers_at_once(self, has_row):
        if not has_row:
            SiteVersion.objects.all().delete()
        before = SiteVersion.objects.count() and SiteVersion.objects.get().number
        writers, rounds = 6, 5
        start = threading.Barrier(writers)
        errors, begun = [], []

        def write():
            try:
                start.wait(timeout=20)
                for _round in range(rounds):
                    with transaction.atomic():
                        SiteVersion.bump()
                        begun.append(SiteVersion.objects.values_list("number", "token", "started_at").get())
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must fail of it
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=write) for _writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert errors == []
        numbers = [number for number, _token, _started_at in begun]
        assert sorted(numbers) == list(range(before + 1, before + 1 + writers * rounds))
        assert len({token for _number, token, _started_at in begun}) == writers * rounds
        in_order = [started_at for _number, _token, started_at in sorted(begun)]
        assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(in_order))

    def test_it_waits_for_who_came_first_to_commit(self):
        """The number is taken at the commit's place in the queue: nobody gets a later number and commits earlier."""
        if connection.vendor == "sqlite":
            pytest.skip("SQLite lets one writer at a time begin at all.")
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
