"""National register numbers: how one is written, checked, hidden and shown; pure but for the row it is given."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, NationalNumber
from leadwright.foundation.locking import Unopened, is_of_today, lock, unlock

LABEL = "national-number"
HIDDEN = "•••"
BELGIUM = "BE"
LEAST_DIGITS = 6
LONGEST_TEXT = 20_000
_BELGIAN = re.compile(r"(?<!\d)\d{2}[. /-]?\d{2}[. /-]?\d{2}[ -]{0,3}\d{3}[. -]{0,3}\d{2}(?!\d)", re.ASCII)
_PLAIN = re.compile(r"[A-Z0-9]{4,30}")


class NotANumber(ValueError):
    """The text is no national number; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """What may be shown of a number without a reason."""

    text: str
    country: str
    legal_basis: str
    recorded_by: str
    recorded_at: datetime


def is_kept() -> bool:
    """Tell whether this installation keeps national numbers at all."""
    return bool(settings.NATIONAL_NUMBERS)


def clean_number(text: str, *, country: str) -> str:
    """Return a number without its signs; a Belgian one is checked by its digits."""
    plain = re.sub(r"[\s.\-/]", "", text).upper()
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise NotANumber(_("write 4 to 30 letters and digits"))
    if country == BELGIUM and not _is_belgian(plain):
        raise NotANumber(_("there is no such Belgian national number; compare it"))
    return plain


def _is_belgian(plain: str) -> bool:
    return any(import_module(f"stdnum.be.{kind}").is_valid(plain) for kind in ("nn", "bis"))


def birth_dates(plain: str, *, country: str) -> set[date]:
    """Return the birth dates that a number can mean; none where it says none, or no rule is known."""
    if country != BELGIUM:
        return set()
    year, month, day = int(plain[:2]), int(plain[2:4]) % 20, int(plain[4:6])
    try:
        return {date(century + year, month, day) for century in (1900, 2000)}
    except ValueError:
        return set()


def holds_number(text: str) -> bool:
    """Tell whether a text holds eleven digits that are a Belgian national number by their check digits."""
    return any(_is_belgian(re.sub(r"\D", "", match)) for match in _BELGIAN.findall(text[:LONGEST_TEXT]))


def is_of_a_person(text: str, *, country: str) -> bool:
    """Tell whether what stands for a company's number is a Belgian person's.

    Eleven digits with fitting check digits can be the number of a company elsewhere, which its country tells.
    """
    prefix = text[:2].upper() if text[:2].isalpha() else country
    return prefix in ("", BELGIUM) and holds_number(text)


def tells_of(text: str, number: str) -> bool:
    """Tell whether a text gives the number, or most of it, away."""
    digits, data = (re.sub(r"\D", "", row) for row in (number, text))
    parts = (digits[at : at + LEAST_DIGITS] for at in range(max(len(digits) - LEAST_DIGITS + 1, 0)))
    return any(part in data for part in parts)


def hidden(number: str, contact: Contact) -> str:
    """Return a number as it is stored; it can be read beside its own contact only."""
    return lock(f"{contact.pk} {number}", label=LABEL)


def opened(row: NationalNumber) -> str:
    """Return a stored number; raises Unopened."""
    owner, _space, number = unlock(row.secret, label=LABEL).partition(" ")
    if owner != str(row.contact_id):
        raise Unopened(LABEL)
    return number


def lock_again(*, after: int = 0, most: int = 200) -> int:
    """Encrypt the next numbers with the secret in force, each for itself; returns the last one's place, 0 at the end.

    A number is replaced only if it is still what was read: one that is recorded meanwhile is new enough.
    """
    rows = list(NationalNumber.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "secret")[:most])
    for pk, secret in rows:
        if not is_of_today(secret, label=LABEL):
            fresh = lock(unlock(secret, label=LABEL), label=LABEL)
            NationalNumber.objects.filter(pk=pk, secret=secret).update(secret=fresh)
    return rows[-1][0] if rows else 0


def masked_number(contact: Contact) -> Masked | None:
    """Return what may be shown of a contact's number, if there is one and the installation keeps any."""
    row = NationalNumber.objects.filter(contact=contact).select_related("recorded_by").first()
    if row is None or not is_kept():
        return None
    return Masked(
        text=hint_of(row),
        country=row.country,
        legal_basis=row.legal_basis,
        recorded_by=row.recorded_by.name,
        recorded_at=row.recorded_at,
    )


def hint_of(row: NationalNumber) -> str:
    """Return the last two signs of a number behind dots."""
    try:
        return HIDDEN + opened(row)[-2:]
    except Unopened:
        return HIDDEN
