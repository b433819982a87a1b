"""Throttle for password guessing that never locks out the owner of a login.

Failures are counted separately for the login with its address (or with a known browser), for the address with any
login, and for the login from any address. The last count does not apply to an address from which this user has logged
in before. Each attempt is recorded as failed before the password is checked, so that simultaneous guesses all count.
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

COOKIE = "admin_device"
COOKIE_PATH = "/admin/"
COOKIE_AGE = timedelta(days=365)
WINDOW = timedelta(hours=1)
KEPT_FAILURES = timedelta(days=2)
KEPT_SUCCESSES = timedelta(days=90)

Outcome = LoginAttempt.Outcome
Attempts = QuerySet[LoginAttempt]


@dataclass(frozen=True)
class Limit:
    """After `free` failures within WINDOW wait `first`, then twice as long for each further one, at most `most`."""

    free: int
    first: timedelta
    most: timedelta

    def wait(self, failures: Attempts, now: datetime) -> timedelta:
        """Return how long to wait before the next attempt; zero or less if not at all."""
        times: list[datetime] = list(failures.filter(at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True))
        beyond = len(times) - self.free
        if beyond < 0:
            return timedelta(0)
        # 2**12 times `first` is longer than any `most`; a larger power could overflow.
        wait: timedelta = min(self.first * 2 ** min(beyond, 12), self.most)
        return times[0] + wait - now


PAIR = Limit(free=5, first=timedelta(seconds=15), most=timedelta(minutes=15))
ADDRESS = Limit(free=30, first=timedelta(seconds=15), most=timedelta(minutes=15))
LOGIN = Limit(free=50, first=timedelta(seconds=5), most=timedelta(minutes=1))


@dataclass(frozen=True)
class Attempt:
    """A recorded attempt. If `seconds` is not 0, it is refused and the user must wait so long."""

    pk: int
    seconds: int

    @property
    def is_refused(self) -> bool:
        return self.seconds > 0

    @property
    def message(self) -> str:
        """The sentence that says how long to wait, in the active language."""
        if self.seconds < 90:
            text = _("Слишком много неудачных попыток. Попробуйте ещё раз через %(seconds)d с.")
        else:
            text = _("Слишком много неудачных попыток. Попробуйте ещё раз через %(minutes)d мин.")
        return text % {"seconds": self.seconds, "minutes": -(-self.seconds // 60)}


def record_attempt(request: HttpRequest, login: str) -> Attempt:
    """Record an attempt as failed. Check the password only if the returned attempt is not refused."""
    now = timezone.now()
    row = LoginAttempt.objects.create(
        login_hash=_hash("login", name_key(login)),
        address_hash=_hash("address", client_address(request)),
        device_hash=_device_hash(request),
        at=now,
    )
    wait = max(limit.wait(failures, now) for limit, failures in _limits(row))
    if wait <= timedelta(0):
        return Attempt(row.pk, 0)
    LoginAttempt.objects.filter(pk=row.pk).update(outcome=Outcome.REFUSED)
    return Attempt(row.pk, max(1, round(wait.total_seconds())))


def _limits(row: LoginAttempt) -> list[tuple[Limit, Attempts]]:
    failures = LoginAttempt.objects.filter(outcome=Outcome.FAILED).exclude(pk=row.pk)
    same_login = failures.filter(login_hash=row.login_hash)
    if _is_known_device(row):
        return [(PAIR, same_login.filter(device_hash=row.device_hash))]
    same_address = failures.filter(address_hash=row.address_hash)
    pair = same_address.filter(login_hash=row.login_hash)
    successes = LoginAttempt.objects.filter(
        outcome=Outcome.SUCCEEDED, login_hash=row.login_hash, address_hash=row.address_hash
    )
    last_success = successes.order_by("-at").values_list("at", flat=True).first()
    if last_success is None:
        return [(PAIR, pair), (ADDRESS, same_address), (LOGIN, same_login)]
    return [(PAIR, pair.filter(at__gt=last_success)), (ADDRESS, same_address)]


def _is_known_device(row: LoginAttempt) -> bool:
    if not row.device_hash:
        return False
    known = KnownDevice.objects.filter(device_hash=row.device_hash)
    return any(_hash("login", device.user.username_key) == row.login_hash for device in known.select_related("user"))


def record_success(attempt: Attempt) -> None:
    """Record that the password was right, and delete old attempts and devices."""
    LoginAttempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.SUCCEEDED)
    now = timezone.now()
    unsuccessful = Q(at__lt=now - KEPT_FAILURES) & ~Q(outcome=Outcome.SUCCEEDED)
    LoginAttempt.objects.filter(unsuccessful | Q(at__lt=now - KEPT_SUCCESSES)).delete()
    KnownDevice.objects.filter(seen_at__lt=now - COOKIE_AGE).delete()


def remember_device(user: User, request: HttpRequest, response: HttpResponse) -> None:
    """Record this browser as one in which the user has logged in."""
    secret = _device_secret(request) or get_random_string(32)
    KnownDevice.objects.update_or_create(
        user=user, device_hash=_hash("device", secret), defaults={"seen_at": timezone.now()}
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


def client_address(request: HttpRequest) -> str:
    """Return the client's address; of IPv6 its /64 network, all of which one machine can use.

    Of X-Forwarded-For as many entries are believed as `settings.TRUSTED_PROXIES` has proxies.
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


def _device_secret(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_AGE))


def _device_hash(request: HttpRequest) -> str:
    secret = _device_secret(request)
    return _hash("device", secret) if secret else ""


def _hash(kind: str, value: str) -> str:
    return str(salted_hmac(f"staff.login_throttle.{kind}", value, algorithm="sha256").hexdigest())
