"""What many pages have in common, kept in the memory of this process for one site version.

`cacheable` names the site version before it renders a page. A function with `per_site_version` is then computed once
for that version, language and arguments, however many pages ask for it. A rendering stores into the values of the
version that it began with, so a slow one never changes those of a later version.

`KeptWhileEqual` keeps what is made of equal rows, whatever the version.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import wraps
from sys import getsizeof
from threading import Lock
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from newsroom.page_cache.version import Version
from newsroom.utils.dates import local_date

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")

MAX_VERSIONS = 2
MAX_ENTRIES = 20_000
MAX_BYTES = 32 * 1024 * 1024
"""Limits of the values of one version in one process. The bytes are estimated."""

OBJECT_BYTES = 200
MISSING = object()


class Values:
    """The values of one version. Beyond a limit the oldest are dropped."""

    def __init__(self, version: Version | None = None) -> None:
        self.version = version
        self._values: dict[Hashable, tuple[Any, int]] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        return self._values.get(key, (MISSING,))[0]

    def add(self, key: Hashable, value: Any) -> None:
        """Store a value that is not stored yet."""
        size = _size(value)
        with self._lock:
            if key not in self._values:
                self._values[key] = (value, size)
                self._bytes += size
            while self._bytes > MAX_BYTES or len(self._values) > MAX_ENTRIES:
                self._bytes -= self._values.pop(next(iter(self._values)))[1]


_versions: dict[tuple[Version, date], Values] = {}
"""By version and by the date in the newsroom's zone, on which lists depend until the worker has bumped the version."""
_versions_lock = Lock()
_values: ContextVar[Values | None] = ContextVar("values of the site version", default=None)


@contextmanager
def rendering(version: Version | None) -> Iterator[None]:
    """Render a page of this site version: use and keep the values of the version.

    Without a version, as in a preview, the values are for this page only. So they are with DEBUG, when templates change
    without a restart.
    """
    before = _values.set(_values_of(version) if version and not settings.DEBUG else Values(version))
    try:
        yield
    finally:
        _values.reset(before)


def version_started_at() -> datetime:
    """Return when the site version began that is being rendered; outside a rendering, the present moment."""
    values = _values.get()
    return values.version.started_at if values and values.version else timezone.now()


def _values_of(version: Version) -> Values:
    key = (version, local_date(timezone.now()))
    with _versions_lock:
        values = _versions.pop(key, None) or Values(version)
        # The version that was used last is the last one.
        _versions[key] = values
        while len(_versions) > MAX_VERSIONS:
            del _versions[next(iter(_versions))]
        return values


def forget() -> None:
    """Forget all values. For tests, which change rows and settings without a new site version."""
    with _versions_lock:
        _versions.clear()
    for kept in _kept:
        kept.clear()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """Return the value of the key for this site version and language, made by the first page that needs it.

    Nobody may change a value, because all pages share it. Outside a rendering it is made each time.
    """
    values = _values.get()
    if values is None:
        return make()
    full_key = (get_language(), key)
    found: T = values.get(full_key)
    if found is MISSING:
        found = make()
        values.add(full_key, found)
    return found


def per_site_version(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what the function returns for its arguments, which must be hashable. See `remember()`."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        return remember((function, args, *kwargs.items()), lambda: function(*args, **kwargs))

    return remembered


def each_per_site_version(
    function: Callable[Concatenate[Sequence[int], P], Mapping[int, T]],
) -> Callable[Concatenate[Sequence[int], P], dict[int, T]]:
    """Remember what the function returns for each of several ids.

    The function gets the ids that are not known yet, so that one query answers for all of them, and returns values by
    id. An id that it leaves out has no value.
    """

    @wraps(function)
    def remembered(ids: Sequence[int], /, *args: P.args, **kwargs: P.kwargs) -> dict[int, T]:
        values = _values.get() or Values()
        language = get_language()
        keys: dict[int, Hashable] = {pk: (language, function, pk, args, *kwargs.items()) for pk in ids}
        found = {pk: values.get(key) for pk, key in keys.items()}
        if unknown := [pk for pk, value in found.items() if value is MISSING]:
            made = function(unknown, *args, **kwargs)
            for pk in unknown:
                found[pk] = made.get(pk)
                values.add(keys[pk], found[pk])
        return {pk: value for pk, value in found.items() if value is not None}

    return remembered


class _Made(NamedTuple):
    source: Any
    value: Any
    bytes: int


class KeptWhileEqual(Generic[S, T]):
    """What `make` makes of a source, kept for the next site versions until the source of the same key is another one.

    `make` must depend on its argument, the language and settings only. Beyond `max_bytes`, which are estimated, the
    values that were not asked for longest are dropped. With DEBUG nothing is kept.
    """

    def __init__(self, make: Callable[[S], T], max_bytes: int) -> None:
        self.make = make
        self.max_bytes = max_bytes
        self._made: dict[Hashable, _Made] = {}
        self._bytes = 0
        self._lock = Lock()
        _kept.append(self)

    def get(self, key: Hashable, source: S) -> T:
        """Return the value of this source, which is a later state of the former source of `key`, or equal to it."""
        full_key = (get_language(), key)
        made = self._made.get(full_key)
        if made is None or made.source != source or settings.DEBUG:
            value = self.make(source)
            made = _Made(source, value, _size(source) + _size(value))
        self._put(full_key, made)
        found: T = made.value
        return found

    def clear(self) -> None:
        with self._lock:
            self._made.clear()
            self._bytes = 0

    def _put(self, key: Hashable, made: _Made) -> None:
        """Make it the last one, because it was asked for last, and keep to the limit."""
        with self._lock:
            former = self._made.pop(key, None)
            self._bytes += made.bytes - (former.bytes if former else 0)
            self._made[key] = made
            while self._bytes > self.max_bytes:
                self._bytes -= self._made.pop(next(iter(self._made))).bytes


_kept: list[KeptWhileEqual[Any, Any]] = []


def _size(value: Any) -> int:
    """Estimate the bytes of a value: of its texts exactly, of other objects roughly."""
    if isinstance(value, str | bytes):
        return getsizeof(value)
    if isinstance(value, Mapping):
        return _size(tuple(value)) + _size(tuple(value.values()))
    if isinstance(value, tuple | list | frozenset):
        return OBJECT_BYTES + sum(map(_size, value))
    attributes = getattr(value, "__dict__", {}).values()
    return OBJECT_BYTES + sum(getsizeof(part) for part in attributes if isinstance(part, str))
