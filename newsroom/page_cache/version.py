"""The value of a site version."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.utils import timezone

from newsroom.page_cache.release import release
from newsroom.utils.dates import local_date


class Version(NamedTuple):
    """A site version as of one moment. It starts at a whole second of its own."""

    number: int
    token: str
    started_at: datetime

    @property
    def timestamp(self) -> int:
        """Its start in seconds since 1970: the time of its files."""
        return int(self.started_at.timestamp())

    @property
    def name(self) -> str:
        return f"{self.number}-{self.token}"

    @property
    def folder(self) -> str:
        """The name of the folder of its pages, as the code of this process renders them."""
        return self.folder_of(release())

    def folder_of(self, release: str) -> str:
        """Return the name of the folder of its pages for the given release."""
        return f"{self.name}-{release}"

    @property
    def is_of_today(self) -> bool:
        """Whether it began today in the newsroom's zone. Pages of another day may list other articles and people."""
        return is_today(self.timestamp)


def is_today(timestamp: int) -> bool:
    """Return whether an instant in seconds since 1970 is of the present day in the newsroom's zone."""
    return local_date(datetime.fromtimestamp(timestamp, UTC)) == local_date(timezone.now())
