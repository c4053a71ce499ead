"""Take in one mail that is handed over, and let what could not be read wait once more."""

from collections.abc import Mapping
from datetime import datetime

from leadwright.foundation.batches import action
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record
from leadwright.inbox.models import Entrance, RawArrival
from leadwright.inbox.receiving import Parcel, home_of, keep
from leadwright.mails.actions import wait_again
from leadwright.mails.facts import ArrivalReadAgain
from leadwright.mails.filing import file_now, file_waiting


def take(content: bytes, *, envelope: Mapping[str, str], organisation: str, at: datetime) -> RawArrival:
    """Store a mail for good, then file it; once this returns the mail is safe, whatever became of it."""
    home = home_of(organisation)
    parcel = Parcel(content=content, entrance=Entrance.PIPE, organisation=home, envelope=envelope)
    arrival = keep(parcel, at=at)
    file_now(arrival, at=at)
    return arrival


def read_all_again(at: datetime) -> tuple[int, int]:
    """Read all arrivals again that could not be read or filed; returns how many, and how many are stuck still.

    Those of which only the beginning was fetched stay as they are: half a mail is none.
    """
    keys = list(RawArrival.objects.stuck().filter(is_complete=True).values_list("pk", flat=True))
    for key in keys:
        _let_wait(key, at=at)
    while file_waiting(at):
        continue
    return len(keys), RawArrival.objects.stuck().filter(pk__in=keys).count()


@action
def _let_wait(key: int, *, at: datetime) -> None:
    arrival = RawArrival.objects.stuck().select_for_update().defer("content").filter(pk=key).first()
    if arrival is not None:
        wait_again(arrival)
        record(ArrivalReadAgain(arrival=arrival, by=SYSTEM, at=at))
