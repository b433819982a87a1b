"""Slow down whoever guesses passwords, without locking out the person whose login is guessed.

Failures are counted for three things apart: the pair login + address (or login + known
browser), the address whatever login it tries, and the login wherever it is tried from. The last
count never stops a place from which this person has logged in before. Each attempt is written
down as failed *before* the password is looked at, so that guesses sent at once are all counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from staff.models import KnownDevice, LoginAttempt, User
from staff.models.user import name_key

COOKIE = "desk_device"
COOKIE_PATH = "/admin/"
COOKIE_AGE = timedelta(days=365)
KEPT_FAILURES = timedelta(days=2)
KEPT_SUCCESSES = timedelta(days=90)

Outcome = LoginAttempt.Outcome


@dataclass(frozen=True)
class Limit:
    """After `free` failures within `window` wait `first`, then twice as long each time, to `most`."""

    free: int
    first: timedelta
    most: timedelta
    window: timedelta = timedelta(hours=1)

    def wait_until(self, failures: "QuerySet[LoginAttempt]", now: datetime) -> datetime:
        """When the next attempt is let through; a past instant if at once."""
        recent = failures.filter(at__gt=now - self.window)
        times: list[datetime] = list(recent.order_by("-at").values_list("at", flat=True))
        beyond = len(times) - self.free
        if beyond < 0:
            return now
        # 2**12 seconds are beyond any `most`: an endless attack must not overflow the sum.
        wait: timedelta = min(self.first * 2 ** min(beyond, 12), self.most)
        return times[0] + wait


PAIR = Limit(free=5, first=timedelta(seconds=15), most=timedelta(minutes=15))
ADDRESS = Limit(free=30, first=timedelta(seconds=15), most=timedelta(minutes=15))
LOGIN = Limit(free=50, first=timedelta(seconds=5), most=timedelta(minutes=1))


@dataclass(frozen=True)
class Attempt:
    """An attempt that was written down, and how long to wait if it is refused."""

    row: LoginAttempt
    wait: timedelta

    @property
    def is_refused(self) -> bool:
        return self.wait > timedelta(0)

    @property
    def wait_seconds(self) -> int:
        return max(1, round(self.wait.total_seconds()))


def begin(request: HttpRequest, login: str) -> Attempt:
    """Write the attempt down and say whether the password may be looked at now."""
    now = timezone.now()
    row = LoginAttempt.objects.create(
        login_hash=_hash("login", name_key(login)),
        address_hash=_hash("address", client_address(request)),
        device_hash=_device_hash(request),
        at=now,
    )
    until = max(limit.wait_until(failures, now) for limit, failures in _counts(row))
    if until > now:
        LoginAttempt.objects.filter(pk=row.pk).update(outcome=Outcome.REFUSED)
    return Attempt(row, max(until - now, timedelta(0)))


def _counts(row: LoginAttempt) -> "list[tuple[Limit, QuerySet[LoginAttempt]]]":
    others = LoginAttempt.objects.filter(outcome=Outcome.FAILED).exclude(pk=row.pk)
    same_login = others.filter(login_hash=row.login_hash)
    if _is_known_device(row):
        return [(PAIR, same_login.filter(device_hash=row.device_hash))]
    here = Q(address_hash=row.address_hash)
    counts = [
        (PAIR, _since_success(same_login.filter(here), row)),
        (ADDRESS, others.filter(here)),
    ]
    if not _successes(row).filter(here).exists():
        counts.append((LOGIN, same_login))
    return counts


def _successes(row: LoginAttempt) -> "QuerySet[LoginAttempt]":
    return LoginAttempt.objects.filter(outcome=Outcome.SUCCEEDED, login_hash=row.login_hash)


def _since_success(failures: "QuerySet[LoginAttempt]", row: LoginAttempt) -> "QuerySet[LoginAttempt]":
    last = _successes(row).filter(address_hash=row.address_hash).order_by("-at").first()
    return failures.filter(at__gt=last.at) if last else failures


def _is_known_device(row: LoginAttempt) -> bool:
    if not row.device_hash:
        return False
    known = KnownDevice.objects.filter(device_hash=row.device_hash)
    return any(_hash("login", device.user.username_key) == row.login_hash for device in known.select_related("user"))


def succeed(attempt: Attempt) -> None:
    """Write down that the password was right."""
    LoginAttempt.objects.filter(pk=attempt.row.pk).update(outcome=Outcome.SUCCEEDED)
    _forget_old(timezone.now())


def know_device(user: User, request: HttpRequest, response: HttpResponse) -> None:
    """Let this browser be known as one of the person's from now on."""
    secret = _device_secret(request) or get_random_string(32)
    KnownDevice.objects.update_or_create(
        user=user,
        device_hash=_hash("device", secret),
        defaults={"seen_at": timezone.now()},
    )
    response.set_signed_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_AGE,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _forget_old(now: datetime) -> None:
    unsuccessful = Q(at__lt=now - KEPT_FAILURES) & ~Q(outcome=Outcome.SUCCEEDED)
    LoginAttempt.objects.filter(unsuccessful | Q(at__lt=now - KEPT_SUCCESSES)).delete()
    KnownDevice.objects.filter(seen_at__lt=now - COOKIE_AGE).delete()


def client_address(request: HttpRequest) -> str:
    """Where the request comes from; of IPv6 the network, because one machine has all of it.

    Headers of proxies are believed only as far as ``TRUSTED_PROXIES`` says how many stand before us.
    """
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    named: str = request.META.get("REMOTE_ADDR", "")
    if proxies:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        named = hops[-proxies].strip() if len(hops) >= proxies else named
    try:
        address = ip_address(named)
    except ValueError:
        return named[:64]
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return str(address)


def sentence(attempt: Attempt) -> str:
    """Tell the person how long to wait, in the language that is being spoken."""
    seconds = attempt.wait_seconds
    if seconds < 90:
        return _("Слишком много неудачных попыток. Попробуйте ещё раз через %(seconds)d с.") % {"seconds": seconds}
    return _("Слишком много неудачных попыток. Попробуйте ещё раз через %(minutes)d мин.") % {
        "minutes": -(-seconds // 60)
    }


def _device_secret(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_AGE))


def _device_hash(request: HttpRequest) -> str:
    secret = _device_secret(request)
    return _hash("device", secret) if secret else ""


def _hash(kind: str, value: str) -> str:
    return str(salted_hmac(f"staff.login_throttle.{kind}", value, algorithm="sha256").hexdigest())
