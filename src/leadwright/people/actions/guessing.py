"""Against guessing: how often a secret may be tried, without letting a stranger keep the owner out.

Each try is a row before it is looked at, so that all processes count alike, and tries at once count too. Who has
signed in before with this device or from this network is counted apart from strangers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import Count, Q

from leadwright.foundation.refusals import refuse
from leadwright.people.models import KnownPlace, Try, User

Kind = Literal["password", "code", "token", "reset"]
WINDOW = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many tries there are in a quarter of an hour: at one account from one place, from all, at all accounts."""

    pair: int
    account: int | None = None
    network: int | None = None


LIMITS: dict[Kind, Limit] = {
    "password": Limit(pair=10, account=50, network=100),
    "code": Limit(pair=5, account=10, network=50),
    "reset": Limit(pair=5, account=10, network=20),
    "token": Limit(pair=50),
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a try comes from: the network, and the digest of the device's cookie if it has one."""

    network: str | None
    device: str = ""


def begin_try(kind: Kind, *, account: str, source: Source, at: datetime) -> Try:
    """Count a try before it is looked at; refuses with TOO_MANY_TRIES (429) and then does not count it.

    `account` is the address that was typed, whoever has it: the work is the same for one that nobody has.
    """
    row = Try.objects.create(
        kind=kind, account=account[:254], network=source.network, device=source.device, at=at
    )
    if _is_over(LIMITS[kind], row, source):
        row.delete()
        refuse("TOO_MANY_TRIES")
    return row


def _is_over(limit: Limit, row: Try, source: Source) -> bool:
    device, network = _known(row, source)
    here = Q(account=row.account)
    here &= Q(device=row.device) if device else Q(network=row.network)
    counted = Try.objects.filter(Q(account=row.account) | Q(network=row.network)).filter(
        kind=row.kind, at__gt=row.at - WINDOW
    )
    numbers = counted.aggregate(
        pair=Count("pk", filter=here),
        account=Count("pk", filter=Q(account=row.account)),
        network=Count("pk", filter=Q(network=row.network)),
    )
    checked = ("pair",) if device or network else ("pair", "account", "network")
    return any(numbers[name] > most for name in checked if (most := getattr(limit, name)) is not None)


def _known(row: Try, source: Source) -> tuple[bool, bool]:
    """Tell whether the owner of the account has signed in with this device, and from this network."""
    places = KnownPlace.objects.filter(user__email=row.account, last_at__gt=row.at - KNOWN_FOR)
    rows = list(places.filter(Q(device=source.device) | Q(network=source.network)).order_by("-last_at")[:50])
    return (
        any(place.device == source.device for place in rows),
        any(place.network == source.network for place in rows),
    )


def take_back(row: Try) -> None:
    """Count a try no more: it was right."""
    Try.objects.filter(pk=row.pk).delete()


@transaction.atomic
def remember_place(user: User, source: Source, *, at: datetime) -> None:
    """Note where a user has signed in, so that strangers who guess do not keep the user out from there."""
    KnownPlace.objects.update_or_create(
        user=user, device=source.device, network=source.network, defaults={"last_at": at}
    )


def forget_old_tries(*, at: datetime) -> None:
    """Forget the tries that count no more, and the places that nobody came from for a year."""
    Try.objects.filter(at__lt=at - WINDOW).delete()
    KnownPlace.objects.filter(last_at__lt=at - KNOWN_FOR).delete()
