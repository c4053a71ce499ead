"""Contacts that an import made follow their file in what nobody has changed here since; all others stay as they are.

A file of another shape that the same system hands out may say less of a contact: what it leaves empty stays, and of
channels, groups and remarks nothing goes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from leadwright.contacts.adopting_again import (
    COMPANY,
    LISTS,
    OWN,
    Again,
    Values,
    adopt_again,
    held,
    said_by,
    values_of,
)
from leadwright.contacts.drafts import ContactDraft, Settled, Settling
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import update_each
from leadwright.intake.former_contacts import remember
from leadwright.intake.inflow import Inflow
from leadwright.intake.known_rows import digests_of
from leadwright.intake.models import AdoptedRow, KeptFile, Made
from leadwright.intake.report import Report
from leadwright.leads.actions.following_contacts import follow_contacts

# Under this name stands by which mapping a contact was read.
SHAPE = "="
NOTHING = digests_of({"": ""})[""]
Drafts = Mapping[str, ContactDraft]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The fields in which a contact follows its file, and those that stay since they were changed here."""

    changes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Known:
    """A contact that an import made, what is known of its row, and what the row says now."""

    key: str
    row: AdoptedRow
    contact: Contact
    said: Values
    digests: dict[str, str]
    follows: frozenset[str] = frozenset()
    stays: frozenset[str] = frozenset()


class Following:
    """Compares the contacts of one file with what their rows said before; each is looked at once."""

    def __init__(self, drafts: Drafts, inflow: Inflow, source: str, report: Report) -> None:
        self.drafts, self.inflow, self.source, self.report = drafts, inflow, source, report
        self.shape = digests_of({SHAPE: report.mapping.title})[SHAPE]
        self.file: KeptFile | None = inflow.of.file if inflow.of else None
        self.settling = Settling(inflow.at)
        self._seen: set[int] = set()

    def settled(self, key: str) -> Settled:
        """Return a draft as it is kept."""
        return self.settling.settled(self.drafts[key])

    def digests(self, settled: Settled, ids: Mapping[str, int]) -> dict[str, str]:
        """Return what is to be known of the row of a new contact."""
        return {**digests_of(_said_by(settled, ids)), SHAPE: self.shape}

    def follow(self, ids: Mapping[str, int], new: Collection[str]) -> dict[str, Outcome]:
        """Let known contacts follow; returns what became of those that an import of this source made.

        `ids` are the contacts of drafts by their keys, and those of their companies; `new` ones are passed over.
        """
        known = self._known({key: pk for key, pk in ids.items() if key not in new})
        contacts = held([item.subject_id for item in known.values()], is_trial=self.report.is_trial)
        rows = [
            self._compared(key, row, contacts[row.subject_id], ids)
            for key, row in known.items()
            if row.subject_id in contacts and self._may_follow(key, contacts[row.subject_id])
        ]
        changed = [item for item in rows if item.follows]
        outcomes = {
            item.key: Outcome(changes=tuple(sorted(item.follows)), left=tuple(sorted(item.stays)))
            for item in rows
        }
        if changed and not self.report.is_trial:
            self._store(changed)
        return outcomes

    def _known(self, ids: Mapping[str, int]) -> dict[str, AdoptedRow]:
        wanted = {key: pk for key, pk in ids.items() if pk not in self._seen}
        rows = AdoptedRow.objects.filter(
            organisation=self.inflow.organisation,
            kind=Made.CONTACT,
            source__in=("", self.source),
            subject_id__in=set(wanted.values()),
        )
        by_contact = {row.subject_id: row for row in rows.order_by("source")}
        return {key: by_contact[pk] for key, pk in wanted.items() if pk in by_contact}

    def _may_follow(self, key: str, contact: Contact) -> bool:
        """Tell whether a draft is the row of a contact: not where another one of the file has its key."""
        is_another = contact.external_key != key and contact.external_key in self.drafts
        if (
            is_another
            or contact.is_blocked
            or contact.kind != self.drafts[key].kind
            or contact.pk in self._seen
        ):
            return False
        self._seen.add(contact.pk)
        return True

    def _compared(self, key: str, row: AdoptedRow, contact: Contact, ids: Mapping[str, int]) -> _Known:
        said = _said_by(self.settled(key), ids)
        present = _stored(values_of(contact))
        fresh, now = digests_of(said), digests_of(present)
        known = {name: digest for name, digest in row.digests.items() if name != SHAPE}
        is_touched = contact.version != row.version
        if not known and not is_touched:
            known = {name: digest for name, digest in now.items() if name in fresh}
        item = _Known(key=key, row=row, contact=contact, said=said, digests=fresh)
        otherwise = {
            name
            for name in fresh.keys() | known.keys()
            if fresh.get(name, NOTHING) != known.get(name, NOTHING)
            and fresh.get(name, NOTHING) != now.get(name, NOTHING)
        }
        if not self._is_same_shape(row):
            otherwise = {name for name in otherwise if _adds(name, said, present)}
        touched = {name for name in otherwise if now.get(name, NOTHING) != known.get(name, NOTHING)}
        item.stays = frozenset(touched if is_touched else ())
        item.follows = frozenset(otherwise - item.stays)
        return item

    def _is_same_shape(self, row: AdoptedRow) -> bool:
        is_same_file = self.file is not None and row.file_id == self.file.pk
        return is_same_file or row.digests.get(SHAPE, self.shape) == self.shape

    def _store(self, changed: list[_Known]) -> None:
        before = {item.contact.pk: values_of(item.contact) for item in changed}
        known = {item.contact.pk: _as_known(item.row, item.contact) for item in changed}
        again = [Again(contact=item.contact, said=item.said, names=item.follows) for item in changed]
        adopt_again(again, by=self.inflow.party, at=self.inflow.at)
        filled = follow_contacts([item.contact for item in changed])
        for item in changed:
            new = {name: item.digests.get(name, NOTHING) for name in item.follows}
            before_that = item.row.digests or item.digests
            item.row.digests = {SHAPE: self.shape, **before_that, **new}
            if item.contact.version == item.row.version + 1:
                item.row.version = item.contact.version
            item.row.file = self.file
        update_each([item.row for item in changed], ("digests", "version", "file"))
        if self.inflow.of is not None:
            # What the same import made goes when it is taken back.
            own = {item.contact.pk for item in changed if item.row.made_by_id == self.inflow.of.pk}
            rows = [row for row in again if row.contact.pk not in own]
            remember(self.inflow.of, rows, before=before, known=known, leads=filled)


def _said_by(settled: Settled, ids: Mapping[str, int]) -> dict[str, Any]:
    said = said_by(settled, None)
    return _stored({**said, COMPANY: ids.get(settled.draft.company)})


def _as_known(row: AdoptedRow, contact: Contact) -> dict[str, Any]:
    is_untouched = row.version == contact.version
    return {
        "digests": dict(row.digests),
        "version": row.version,
        "untouched": is_untouched,
        "file": row.file_id,
    }


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of which all that are empty are alike."""
    return {name: value if name == OWN else value or "" for name, value in values.items()}


def _adds(name: str, said: Values, present: Values) -> bool:
    """Tell whether what is said takes nothing away."""
    if name in LISTS:
        return all(row in (said[name] or ()) for row in (present[name] or ()))
    if name == "remarks":
        return set(present[name].splitlines()) <= set(said[name].splitlines())
    if name.startswith(f"{OWN}."):
        return said[OWN].get(name.partition(".")[2]) is not None
    return bool(said[name])
