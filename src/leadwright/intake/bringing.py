"""Bring in the rows of a file, a part at a time, in one transaction: nobody sees any of it before all of it is there.

A trial does the same and takes it back at the end; it takes no lock of what is here already.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from django.db import connection, transaction

from leadwright.contacts.actions import hold
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import copy
from leadwright.foundation.parting import in_parts
from leadwright.foundation.refusals import refuse
from leadwright.intake.contacts_of_rows import ContactsOfRows
from leadwright.intake.former_contacts import take_back_unnamed
from leadwright.intake.gathering import FaultyLine, GatheredLine, Gatherer
from leadwright.intake.inflow import Inflow
from leadwright.intake.kinds_of_rows import KindsOfRows
from leadwright.intake.leads_of_rows import LeadsOfRows
from leadwright.intake.mapping import LEADS
from leadwright.intake.models import AdoptedRow, Made, Verdict
from leadwright.intake.report import Report
from leadwright.intake.spooling import Spool
from leadwright.intake.verdicts import Decided
from leadwright.people.actions.adopting import Seller, adopt_sellers, known_sellers
from leadwright.people.models import Organisation, User

IMPORT_LOCK = 7_305_812_000_000
AT_ONCE = 1_000
Item = GatheredLine | FaultyLine
# Called with how many rows are done; it raises where somebody asked to stop.
Pulse = Callable[[int], None]


def no_pulse(_done: int) -> None:
    """Go on."""


class Bringing:
    """The rows of one file on their way in; what is decided about each lies in `decided` at the end."""

    def __init__(
        self,
        report: Report,
        gatherer: Gatherer,
        inflow: Inflow,
        decided: Spool,
        *,
        only: Collection[int] | None = None,
        pulse: Pulse = no_pulse,
    ) -> None:
        self.report, self.gatherer, self.inflow, self.decided = report, gatherer, inflow, decided
        self.only, self.pulse = only, pulse
        self.home, self.source = inflow.organisation, inflow.source_of(report.mapping)

    def run(self, finish: Callable[[], None]) -> None:
        """Read all rows, then bring them in; what is left to do in the same transaction is done by `finish`."""
        of_leads = self.report.mapping.kind == LEADS
        if of_leads:
            self._look_through()
        with transaction.atomic():
            take_time()
            if not self.report.is_trial:
                alone_in(self.home)
            if of_leads:
                self._bring_in()
            else:
                self._take_in()
            if self.report.is_trial:
                transaction.set_rollback(True)
            else:
                finish()
        if self.report.is_trial:
            finish()

    def _look_through(self) -> None:
        """Go through all lines once, to know whom they name."""
        for number, _line in enumerate(self.gatherer.look_through()):
            if number % AT_ONCE == 0:
                self.pulse(0)

    def _read(self) -> Iterator[Item]:
        for row in self.gatherer.gather():
            if self.only is not None and row.line.number not in self.only:
                continue
            if isinstance(row, GatheredLine):
                self.report.take(row)
            yield row

    def _bring_in(self) -> None:
        owners = self._owners()
        people = ContactsOfRows(self.gatherer.gathered.contacts, self.inflow, self.source, self.report)
        leads = LeadsOfRows(self.report, self.inflow, self.source, owners)
        done = 0
        for part in in_parts(self._read(), AT_ONCE):
            good = [row for row in part if isinstance(row, GatheredLine)]
            known = people.of({key for row in good for key in row.contacts})
            decided = [_refused(row) for row in part if isinstance(row, FaultyLine)]
            decided += leads.take_in(good, known, blocked=self._blocked(known))
            self._note(decided)
            done += len(part)
            self.pulse(done)
        people.rest()
        people.write_consents(self.gatherer.gathered.consents)
        self._take_back_unnamed(set(people.settled.values()))

    def _take_in(self) -> None:
        """Let the room of another kind of rows take them in."""
        rows = KindsOfRows(self.report, self.gatherer.own, self.inflow, self.source)
        done = 0
        for decided in rows.take_in(self.only):
            self._note(decided)
            done += len(decided)
            self.pulse(done)
        if rows.following:
            self._take_back_unnamed(rows.named)

    def _take_back_unnamed(self, named: Collection[int]) -> None:
        """Let go whom only a former reading of the same file made, once all of its rows are in."""
        row = self.inflow.of
        is_again = row is not None and row.brought_in_at is not None and self.only is None
        if row is None or not is_again or self.report.is_trial or self.report.quarantined:
            return
        take_back_unnamed(row, named, by=self.inflow.party, at=self.inflow.at)

    def _owners(self) -> dict[Seller, User]:
        sellers = self.gatherer.gathered.sellers
        if self.report.mapping.makes_owners:
            people = adopt_sellers(sellers, organisation=self.home, by=self.inflow.party, at=self.inflow.at)
        else:
            people = known_sellers(sellers, organisation=self.home)
        self.report.made = people.made | {"contacts": 0}
        if not self.report.is_trial and self.inflow.of is not None:
            copy(AdoptedRow, [self._made(kind, pk) for kind, pk in people.new])
        return people.users

    def _made(self, kind: str, pk: int) -> AdoptedRow:
        return AdoptedRow(
            organisation=self.home,
            source=self.source,
            kind=Made(kind),
            key=f"#{pk}",
            subject_id=pk,
            made_by=self.inflow.of,
        )

    def _blocked(self, known: Mapping[str, Contact]) -> set[int]:
        """Return the contacts that are blocked; all are held until the end unless it is a trial."""
        if self.report.is_trial:
            return {row.pk for row in known.values() if row.is_blocked}
        return hold(row.pk for row in known.values())

    def _note(self, decided: Sequence[Decided]) -> None:
        for row in decided:
            if row.verdict is Verdict.REFUSED:
                self.report.quarantined.append((row.line, "; ".join(row.reasons)))
            elif row.verdict is Verdict.DUPLICATE:
                self.report.repeated.append((row.line, "; ".join(row.reasons)))
        self.decided.put(sorted(decided, key=lambda row: row.line))


def _refused(row: FaultyLine) -> Decided:
    verdict = Verdict.DUPLICATE if row.repeats else Verdict.REFUSED
    return Decided(line=row.line.number, cells=row.line.cells, verdict=verdict, reasons=[row.reason])


def take_time() -> None:
    """Let this transaction think longer between two statements than a request may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '15min'")


def alone_in(organisation: Organisation) -> None:
    """Refuse a second import into a company at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK + organisation.pk])
        if not cursor.fetchone()[0]:
            refuse("IMPORT_RUNNING")
