"""Released migrations never change: an installed newsroom has applied them as they were."""

import json

from tests.upgrade.release import HASHES, hashes


def test_a_released_migration_is_as_it_was_released() -> None:
    released: dict[str, str] = json.loads(HASHES.read_text(encoding="utf-8"))
    present = hashes()
    assert released
    assert {path: present.get(path) for path in released} == released
