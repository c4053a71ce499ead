"""Which rows came before, under which key of which source, and what of them has changed since: there, and here."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from leadwright.intake.models import AdoptedRow, Made
from leadwright.leads.actions.adopting_again import OWN, STATE
from leadwright.leads.models import Lead
from leadwright.people.models import Organisation

LENGTH = 16
REMEMBERED = 16_384
BARE = frozenset((str, int, bool))
_WRITTEN = json.JSONEncoder(sort_keys=True, default=str)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a row says otherwise than when it came: what follows it, and what stays since it was changed here."""

    follows: frozenset[str]
    stays: frozenset[str]


def adopted(
    kind: Made, keys: Sequence[str], *, organisation: Organisation, source: str
) -> dict[str, AdoptedRow]:
    """Return what is known under some keys of a source, by key; what came before there were sources counts too."""
    rows = AdoptedRow.objects.filter(
        organisation=organisation, kind=kind, source__in=("", source), key__in=keys
    )
    return {row.key: row for row in rows.order_by("source")}


def digests_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return a short digest of each value: enough to see that it changed, and nothing to read."""
    digests = {name: _digest(_plain(value)) for name, value in values.items() if name != OWN}
    for key, value in (values.get(OWN) or {}).items():
        digests[f"{OWN}.{key}"] = _digest(_plain(value))
    return digests


def _digest(value: Any) -> str:
    return _digest_of(value) if type(value) in BARE else _digested(value)


@lru_cache(maxsize=REMEMBERED, typed=True)
def _digest_of(value: str | int) -> str:
    """Return the digest of a bare value; many rows say the same."""
    return _digested(value)


def _digested(value: Any) -> str:
    text = _WRITTEN.encode(value)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    if type(value) is str:
        return value
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return "" if value is None else value


def difference(
    row: AdoptedRow, fresh: Mapping[str, str], present: Mapping[str, str], *, lead: Lead
) -> Difference:
    """Compare what a row says now with what it said, and with what the lead is now; all by their digests.

    Where a lead stands follows only while nobody has touched the lead here.
    """
    said_otherwise = {name for name, digest in fresh.items() if row.digests.get(name, digest) != digest}
    said_otherwise |= {name for name in fresh.keys() - row.digests.keys() if row.digests}
    if lead.version == row.version:
        return Difference(follows=frozenset(said_otherwise), stays=frozenset())
    touched = {name for name in said_otherwise if present.get(name) != row.digests.get(name)}
    fixed = said_otherwise if not lead.is_open else said_otherwise & STATE
    stays = touched | fixed
    real = {name for name in stays if present.get(name) != fresh[name]}
    return Difference(follows=frozenset(said_otherwise - stays), stays=frozenset(real))
