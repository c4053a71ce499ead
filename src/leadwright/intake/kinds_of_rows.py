"""Rows of another kind than leads: their room takes them in, and says of each what became of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from leadwright.contacts.taking_in import ContactRow
from leadwright.foundation.asked import asked_once
from leadwright.foundation.copying import copy
from leadwright.foundation.parting import in_parts
from leadwright.foundation.taking_in import Taken, Thing
from leadwright.foundation.taking_in import Verdict as Became
from leadwright.intake.cells import Unread
from leadwright.intake.contacts_following import Following, Outcome
from leadwright.intake.inflow import Inflow
from leadwright.intake.kind_rows import KindRows
from leadwright.intake.kinds import KINDS, take_in
from leadwright.intake.models import AdoptedRow, Made, Verdict
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.reading.tables import Line
from leadwright.intake.report import Report
from leadwright.intake.verdicts import Decided

AT_ONCE = 1_000
OF_CONTACTS = ("contacts", "companies")
COMPANY = "company"
VERDICTS = {
    Became.MADE: Verdict.NEW,
    Became.KNOWN: Verdict.UNCHANGED,
    # What is there stays as it is; the row names the fields in which it says something else.
    Became.CHANGED: Verdict.UNCHANGED,
    Became.REFUSED: Verdict.REFUSED,
}


class KindsOfRows:
    """Takes in the rows of one file, a part at a time."""

    def __init__(self, report: Report, own: OwnColumns, inflow: Inflow, source: str) -> None:
        self.report, self.inflow, self.source = report, inflow, source
        self.kind = report.mapping.kind
        self.rows: KindRows[Any] = KINDS[self.kind].gather(report.translator, own)
        self.lines = {line.number: line for line in report.translator.table.lines}
        self.unread: dict[int, list[Unread]] = defaultdict(list)
        for line, item in self.rows.unread:
            self.unread[line.number].append(item)
        self.following = self._following()
        self.outcomes: dict[int, Outcome] = {}
        self.noted: set[int] = set()
        # The contacts that rows name.
        self.named: set[int] = set()
        report.unread_count = len(self.rows.unread)
        report.unread = [(line.number, item) for line, item in self.rows.unread]

    def take_in(self, only: Collection[int] | None) -> Iterator[list[Decided]]:
        """Take in all rows, or only those of some lines; returns what was decided, a part at a time."""
        faults = [_refused(line, reason) for line, reason in self.rows.faults if _is_meant(line.number, only)]
        if faults:
            yield faults
        for part in in_parts([row for row in self.rows.rows if _is_meant(row.number, only)], AT_ONCE):
            numbers = {row.number for row in part}
            taken = take_in(
                self.kind,
                part,
                [said for said in self.rows.consents if said.number in numbers],
                file=self.report.file.name,
                organisation=self.inflow.organisation,
                by=self.inflow.by,
                at=self.inflow.at,
            )
            self._keep(part, taken)
            yield [self._decided(row) for row in taken]

    @asked_once()
    def _keep(self, part: Sequence[Any], taken: Sequence[Taken]) -> None:
        """Know what rows made, and let the contacts that were there follow their rows."""
        made = [thing for row in taken for thing in row.made]
        named = _named(part, taken) if self.following else {}
        self.named |= set(named.values())
        if not self.report.is_trial:
            known: dict[int, dict[str, str]] = {thing.id: {} for thing in made}
            known |= self._digests(named, {thing.id for thing in made})
            copy(AdoptedRow, [self._adopted(thing, known[thing.id]) for thing in made])
        self.report.note_made(thing.kind for thing in made)
        if self.following:
            new = {thing.id for thing in made}
            outcomes = self.following.follow(named, {key for key, pk in named.items() if pk in new})
            self.outcomes |= {named[key]: outcome for key, outcome in outcomes.items()}

    def _digests(self, named: Mapping[str, int], made: Collection[int]) -> dict[int, dict[str, str]]:
        following = self.following
        if following is None:
            return {}
        return {
            pk: following.digests(following.settled(key), named) for key, pk in named.items() if pk in made
        }

    def _following(self) -> Following | None:
        """Return what lets contacts follow their rows, where the rows are contacts."""
        if self.kind not in OF_CONTACTS:
            return None
        drafts = {draft.key: draft for row in self.rows.rows for draft in row.contacts}
        return Following(drafts, self.inflow, self.source, self.report)

    def _decided(self, taken: Taken) -> Decided:
        verdict, line = VERDICTS[taken.verdict], self.lines[taken.number]
        changes, left = self._followed(taken)
        if changes:
            verdict = Verdict.CHANGED
            self.report.rows_changed += 1
        self.report.note_verdict(verdict)
        unread = [f"{item.label}: {item.text} ({item.reason})" for item in self.unread[taken.number]]
        left_out = [f"{name}: {reason}" for name, reason in taken.left_out]
        return Decided(
            line=line.number,
            cells=line.cells,
            verdict=verdict,
            reasons=[*filter(None, [taken.reason]), *unread, *left_out],
            changes=changes,
            left=left,
            subject_kind=taken.about.kind if taken.about else "",
            subject_id=taken.about.id if taken.about and not self.report.is_trial else None,
        )

    def _followed(self, taken: Taken) -> tuple[list[str], list[str]]:
        """Return in which fields those whom a row names follow it, and which of whom it is about stay.

        Who is named on several rows follows the first of them.
        """
        changes: list[str] = []
        for thing in taken.named:
            outcome = self.outcomes.get(thing.id)
            if outcome and thing.id not in self.noted:
                self.noted.add(thing.id)
                prefix = "" if thing == taken.about else f"{COMPANY}."
                changes += [f"{prefix}{name}" for name in outcome.changes]
        known = self.outcomes.get(taken.about.id) if taken.about else None
        return changes, list(known.left if known else taken.differs)

    def _adopted(self, thing: Thing, digests: dict[str, str]) -> AdoptedRow:
        return AdoptedRow(
            organisation=self.inflow.organisation,
            source=self.source,
            kind=Made(thing.kind),
            key=f"#{thing.id}",
            subject_id=thing.id,
            version=1,
            digests=digests,
            file=self.inflow.of.file if self.inflow.of else None,
            made_by=self.inflow.of,
        )


def _named(rows: Sequence[ContactRow], taken: Sequence[Taken]) -> dict[str, int]:
    """Return the contacts that rows name, by the keys of their drafts."""
    return {
        draft.key: thing.id
        for row, result in zip(rows, taken, strict=True)
        for draft, thing in zip(row.contacts, result.named, strict=True)
    }


def _refused(line: Line, reason: str) -> Decided:
    return Decided(line=line.number, cells=line.cells, verdict=Verdict.REFUSED, reasons=[reason])


def _is_meant(number: int, only: Collection[int] | None) -> bool:
    return only is None or number in only
