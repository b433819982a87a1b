"""Two heads who demote each other at the same moment, in real threads and real transactions."""

import threading

import pytest
from django.db import connection

from newsroom.exceptions import ActionRefused
from staff import accounts
from staff.accounts import grant
from staff.models import User
from tests import users

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs) -> list[str]:  # type: ignore[no-untyped-def]
    """Run each verb in a thread of its own, started together; say how each ended."""
    barrier = threading.Barrier(len(verbs))
    ends = ["" for _verb in verbs]

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            verbs[place]()
            ends[place] = "done"
        except ActionRefused:
            ends[place] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


@pytest.mark.parametrize("_round", range(5))
def test_it_leaves_one_head_of_two_who_demote_each_other(_round: int) -> None:
    first, second = users.make("first", "", "head"), users.make("second", "", "head")
    ends = at_once(
        lambda: grant(User.objects.get(pk=second.pk), ["editor"], by=User.objects.get(pk=first.pk)),
        lambda: grant(User.objects.get(pk=first.pk), ["editor"], by=User.objects.get(pk=second.pk)),
    )
    assert ends == ["done", "refused"]
    assert [user.has_role("head") for user in User.objects.filter(is_robot=False)].count(True) == 1


@pytest.mark.parametrize("_round", range(5))
def test_it_leaves_one_head_of_two_who_step_down(_round: int) -> None:
    first, second = users.make("first", "", "head"), users.make("second", "", "head")
    ends = at_once(
        lambda: grant(User.objects.get(pk=first.pk), [], by=User.objects.get(pk=first.pk)),
        lambda: accounts.deactivate(User.objects.get(pk=second.pk), by=User.objects.get(pk=second.pk)),
    )
    assert ends == ["done", "refused"]
    heads = User.objects.filter(is_active=True, groups__name="head")
    assert heads.count() == 1
