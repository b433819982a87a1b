"""The buttons of the digest form."""

import re

import pytest

from newsroom.digests import workflow
from newsroom.digests.models import Digest
from staff.models import User
from tests import digest_factories, factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def buttons(user: User, digest: Digest) -> list[str]:
    return re.findall(r'name="_transition" value="(\w*)"', client_of(user).get(digest.admin_url).content.decode())


class TestButtons:
    def test_each_button_sends_its_transition(self) -> None:
        digest = digest_factories.submitted(factories.published())
        assert "approve" in buttons(member("corrector"), digest)
        assert set(buttons(member("corrector"), digest)) <= set(workflow.RULES)
