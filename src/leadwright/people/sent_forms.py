"""A form that is sent twice, at the same moment or with Back, is stored once: the second is told what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import IntegrityError, transaction

from leadwright.people.models import SentForm, User

KEPT = timedelta(days=8)
LONGEST_ADDRESS = 2000
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """The form was stored before: the page that came of it, and whether it says the same now."""

    address: str
    is_same: bool


@dataclass(frozen=True, kw_only=True)
class Sending(Generic[T]):
    """A form as it arrives: whose it is, its key, a mark of what it says, and what it asks for."""

    user: User
    key: str
    digest: str
    act: Callable[[], T]
    address_of: Callable[[T], str]


def store_once(sending: Sending[T], *, at: datetime) -> T | Repeat:
    """Do what a form asks for unless it was stored before; one that stores nothing may come again.

    Who sends the same at the same moment waits at the unique key until the first is through.
    """
    try:
        with transaction.atomic():
            with transaction.atomic():
                row = SentForm.objects.create(
                    user=sending.user, key=sending.key, digest=sending.digest, at=at
                )
            result = sending.act()
            row.address = sending.address_of(result)[:LONGEST_ADDRESS]
            if row.address:
                row.save(update_fields=["address"])
            else:
                row.delete()
            return result
    except IntegrityError as clash:
        if "a_form_is_stored_once" not in str(clash):
            raise
    first = SentForm.objects.get(user=sending.user, key=sending.key)
    return Repeat(address=first.address, is_same=first.digest == sending.digest)


def forget_sent_forms(*, at: datetime) -> int:
    """Forget forms that are older than eight days; returns how many."""
    return SentForm.objects.filter(at__lt=at - KEPT).delete()[0]
