"""What many pages have in common, kept in the memory of this process for one site version.

`cacheable` names the site version before it renders a page. A function with `per_site_version` is then computed once
for that version, language and arguments, however many pages ask for it. A rendering stores into the values of the
version that it began with, so a slow one never spoils those of a later version.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from sys import getsizeof
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")

MAX_VERSIONS = 2
MAX_ENTRIES = 20_000
MAX_BYTES = 32 * 1024 * 1024
"""Limits of the values of one version in one process. The bytes are estimated."""

MISSING = object()


@dataclass(frozen=True)
class SiteState:
    """A site version and the date in the newsroom's zone: what the common parts of pages depend on."""

    number: int
    token: str
    started_at: datetime
    day: date


class Values:
    """The values of one version. Beyond a limit the oldest are dropped."""

    def __init__(self) -> None:
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


_versions: dict[SiteState, Values] = {}
_versions_lock = Lock()
_values: ContextVar[Values | None] = ContextVar("values of the site version", default=None)


@contextmanager
def rendering(state: SiteState) -> Iterator[None]:
    """Render a page of this site version: use and keep the values of the version."""
    before = _values.set(_values_of(state))
    try:
        yield
    finally:
        _values.reset(before)


def _values_of(state: SiteState) -> Values:
    with _versions_lock:
        values = _versions.pop(state, None) or Values()
        # The version that was used last is the last one.
        _versions[state] = values
        while len(_versions) > MAX_VERSIONS:
            del _versions[next(iter(_versions))]
        return values


def forget() -> None:
    """Forget all values. For tests, which change rows without a new site version."""
    with _versions_lock:
        _versions.clear()


def per_site_version(function: Callable[P, T]) -> Callable[P, T]:
    """Compute the function once for each site version, language and arguments.

    Arguments must be hashable. Nobody may change a value, because all pages share it. Outside the rendering of a
    public page, as in a preview, the function is computed each time.
    """

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        values = _values.get()
        if values is None:
            return function(*args, **kwargs)
        key = (function, get_language(), args, *kwargs.items())
        found: T = values.get(key)
        if found is MISSING:
            found = function(*args, **kwargs)
            values.add(key, found)
        return found

    return remembered


def each_per_site_version(function: Callable[[tuple[int, ...]], Mapping[int, T]]) -> Callable[..., dict[int, T]]:
    """Compute the function once for each site version, language and id.

    It takes several ids and returns their values by id, so that one query answers for all that are not known yet. An
    id that it leaves out has no value.
    """

    @wraps(function)
    def remembered(ids: tuple[int, ...]) -> dict[int, T]:
        values = _values.get()
        if values is None:
            return dict(function(ids)) if ids else {}
        language = get_language()
        found = {pk: values.get((function, language, pk)) for pk in ids}
        if unknown := tuple(pk for pk, value in found.items() if value is MISSING):
            made = function(unknown)
            for pk in unknown:
                found[pk] = made.get(pk)
                values.add((function, language, pk), found[pk])
        return {pk: value for pk, value in found.items() if value is not None}

    return remembered


def _size(value: Any, depth: int = 3) -> int:
    """Estimate the bytes of a value with its parts."""
    size = getsizeof(value, 64)
    if depth == 0 or isinstance(value, str | bytes):
        return size
    if isinstance(value, Mapping):
        return size + sum(_size(part, depth - 1) for pair in value.items() for part in pair)
    if isinstance(value, tuple | list | frozenset | set):
        return size + sum(_size(part, depth - 1) for part in value)
    return size + sum(_size(part, depth - 1) for part in getattr(value, "__dict__", {}).values())
