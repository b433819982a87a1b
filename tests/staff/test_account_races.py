"""Concurrent changes of accounts, in threads and real transactions."""

import threading

import pytest
from django.db import connection

from newsroom.exceptions import ActionRefused
from staff import accounts
from staff.accounts import grant
from staff.models import User
from tests import users

pytestmark = pytest.mark.django_db(transaction=True)


def concurrently(*functions) -> list[str]:  # type: ignore[no-untyped-def]
    """Run the functions in concurrent threads and return how each ended."""
    barrier = threading.Barrier(len(functions))
    ends = ["" for _function in functions]

    def run(index: int) -> None:
        try:
            barrier.wait(timeout=20)
            functions[index]()
            ends[index] = "done"
        except ActionRefused:
            ends[index] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


@pytest.mark.parametrize("_round", range(5))
def test_two_heads_cannot_demote_each_other(_round: int) -> None:
    first, second = users.make("first", "", "head"), users.make("second", "", "head")
    ends = concurrently(
        lambda: grant(User.objects.get(pk=second.pk), ["editor"], by=User.objects.get(pk=first.pk)),
        lambda: grant(User.objects.get(pk=first.pk), ["editor"], by=User.objects.get(pk=second.pk)),
    )
    assert ends == ["done", "refused"]
    assert [user.has_role("head") for user in User.objects.filter(is_robot=False)].count(True) == 1


@pytest.mark.parametrize("_round", range(5))
def test_two_heads_cannot_both_step_down(_round: int) -> None:
    first, second = users.make("first", "", "head"), users.make("second", "", "head")
    ends = concurrently(
        lambda: grant(User.objects.get(pk=first.pk), [], by=User.objects.get(pk=first.pk)),
        lambda: accounts.deactivate(User.objects.get(pk=second.pk), by=User.objects.get(pk=second.pk)),
    )
    assert ends == ["done", "refused"]
    heads = User.objects.filter(is_active=True, groups__name="head")
    assert heads.count() == 1
