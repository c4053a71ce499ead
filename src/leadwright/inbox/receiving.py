"""Keep what arrives, byte for byte and in a transaction of its own, before anybody reads it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from leadwright.foundation.text import storable
from leadwright.inbox.models import Entrance, RawArrival, Verdict
from leadwright.people.models import Organisation

MEBIBYTE = 2**20
LONGEST_ADDRESS = 254
TOO_LARGE = gettext_noop(
    "It is larger than this installation takes; only its beginning was fetched, the rest stays with the mail server."
)


class NoHome(Exception):
    """There is no organisation that mail could be for."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What arrives: its bytes, through which entrance, for whom, and where a server keeps it.

    Of what is too large only the beginning is given, with the size of all of it.
    """

    content: bytes
    entrance: Entrance
    organisation: Organisation
    place: str = ""
    envelope: Mapping[str, str] = field(default_factory=dict)
    full_size: int | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether these are all the bytes."""
        return self.full_size is None


def largest() -> int:
    """Return how many bytes one mail may have."""
    return int(settings.MAIL_LARGEST) * MEBIBYTE


def home_of(name: str = "") -> Organisation:
    """Return the organisation with a name; without one the first that hands leads out, else the first of all."""
    name = name or settings.MAIL_ORGANISATION
    rows = Organisation.objects.order_by("pk")
    named = rows.filter(name=name) if name else rows.filter(partnerships__isnull=False)
    organisation = named.first() or (None if name else rows.first())
    if organisation is None:
        raise NoHome(f"there is no organisation “{name}”" if name else "there is no organisation yet")
    return organisation


def keep(parcel: Parcel, *, at: datetime) -> RawArrival:
    """Store what arrived and return its row; what is there already is not stored again.

    The transaction is committed when this returns: only then may whoever brought it forget it.
    """
    known = _known(parcel)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return RawArrival.objects.create(**_columns(parcel), arrived_at=at)
    except IntegrityError:
        known = _known(parcel)
        if known is None:
            raise
        return known


def _known(parcel: Parcel) -> RawArrival | None:
    rows = RawArrival.objects.defer("content")
    placed = rows.filter(place=parcel.place).first() if parcel.place else None
    same = rows.filter(
        organisation=parcel.organisation, entrance=parcel.entrance, sha256=_digest(parcel.content)
    )
    return placed or same.first()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _columns(parcel: Parcel) -> dict[str, object]:
    envelope = {name: storable(text)[:LONGEST_ADDRESS] for name, text in parcel.envelope.items() if text}
    columns: dict[str, object] = {
        "organisation": parcel.organisation,
        "entrance": parcel.entrance,
        "place": parcel.place[:400],
        "sha256": _digest(parcel.content),
        "size": parcel.full_size or len(parcel.content),
        "content": parcel.content,
        "envelope": envelope,
        "sender": envelope.get("from", ""),
        "is_complete": parcel.is_complete,
    }
    if not parcel.is_complete:
        columns |= {"verdict": Verdict.UNREADABLE, "words": TOO_LARGE}
    return columns
