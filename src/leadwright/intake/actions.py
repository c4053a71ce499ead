"""Bring in leads from a file: it is kept first, then recognised and read, and adopted in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils.translation import gettext as _

from leadwright.contacts import adopting as contacts
from leadwright.contacts.actions import hold
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import copy
from leadwright.foundation.money import is_currency
from leadwright.foundation.refusals import refuse, sentence_of
from leadwright.history.facts import Party
from leadwright.intake import receiving
from leadwright.intake.gathering import GatheredLine, Gatherer, draft_of
from leadwright.intake.mapping import FileMapping, recognised
from leadwright.intake.models import AdoptedLine, KeptFile
from leadwright.intake.own_columns import Columns, OwnColumns, known_fields
from leadwright.intake.quarantine import put_aside
from leadwright.intake.receiving import Received
from leadwright.intake.report import Report
from leadwright.intake.tables import Unreadable, read_table
from leadwright.intake.translating import Translator
from leadwright.leads.actions.adopting import adopt, weigh
from leadwright.leads.features import refuse_if_off
from leadwright.leads.models import Lead, Status
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.actions.adopting import Seller, adopt_sellers, home_of
from leadwright.people.models import Organisation, User

IMPORT_LOCK = 7_305_812_000_000
NO_COLUMNS = Columns()
Neighbours = Callable[[FileMapping], dict[str, Received]]


@dataclass(frozen=True, kw_only=True)
class Inflow:
    """Into which organisation, in which currency, by whom and when, and which columns are own fields."""

    organisation: Organisation
    currency: str
    by: User | Party
    at: datetime
    columns: Columns = NO_COLUMNS

    def mapping_of(self, file: Received, own: Path | None) -> FileMapping:
        """Return the mapping by which a file is read, with the columns that somebody made own fields."""
        mapping = recognised(file.headers, own=own)
        known = known_fields(self.organisation, self.by) if self.columns.fields else {}
        return self.columns.added_to(mapping, known)

    @property
    def party(self) -> Party:
        """The doer, as history names him."""
        return self.by.party() if isinstance(self.by, User) else self.by


@dataclass
class _Weighed:
    """New leads beside the lines that they come from."""

    rows: list[GatheredLine]
    leads: list[Lead]


def import_file(
    path: Path,
    *,
    organisation: str | None = None,
    currency: str = "EUR",
    dry_run: bool = False,
    at: datetime,
    by: User | Party | None = None,
    mapping: Path | None = None,
) -> Iterator[str]:
    """Bring in the leads of a file, and of those beside it that belong to it; returns what to print.

    A user brings leads into his own organisation; else one is named, by default the one that hands leads out.
    """
    home = by.organisation if isinstance(by, User) else organisation_named(organisation)
    doer = by or Party(kind="import", id=None, name="Import", organisation_id=home.pk)
    inflow = Inflow(organisation=home, currency=currency.upper(), by=doer, at=at)
    verb = try_out if dry_run else bring_in
    file = receiving.received(path)
    report = verb(file, lambda chosen: receiving.beside(path, chosen), inflow=inflow, own=mapping)
    return report.lines()


def organisation_named(name: str | None) -> Organisation:
    """Return the organisation with a name; without one the first that hands leads out, else the first of all."""
    rows = Organisation.objects.order_by("pk")
    vendors = rows.filter(partnerships__isnull=False)
    match = rows.filter(name=name).first() if name else vendors.first() or rows.first()
    if match is None:
        text = _("there is no organisation “{name}”") if name else _("there is no organisation yet")
        refuse("FIELD_INVALID", field="organisation", reason=text.format(name=name))
    return match


def bring_in(file: Received, neighbours: Neighbours, *, inflow: Inflow, own: Path | None = None) -> Report:
    """Keep a file as it came, then adopt its leads; what cannot be read waits in quarantine."""
    _refuse_unless_allowed(inflow)
    kept = _kept(file, inflow)
    mapping = inflow.mapping_of(file, own)
    beside = neighbours(mapping)
    for row in beside.values():
        _kept(row, inflow, main=kept)
    report = _read(file, beside, mapping, inflow)
    with transaction.atomic():
        weighed = _weighed(report, inflow)
        adopt(weighed.leads, by=inflow.by, at=inflow.at)
        copy(AdoptedLine, [_adopted(kept, *pair) for pair in zip(weighed.rows, weighed.leads, strict=True)])
        put_aside(kept, report.quarantined, at=inflow.at)
    return report


def try_out(file: Received, neighbours: Neighbours, *, inflow: Inflow, own: Path | None = None) -> Report:
    """Say what bringing in a file would do, and store nothing."""
    _refuse_unless_allowed(inflow)
    mapping = inflow.mapping_of(file, own)
    report = _read(file, neighbours(mapping), mapping, inflow)
    report.is_trial = True
    with transaction.atomic():
        _weighed(report, inflow)
        transaction.set_rollback(True)
    return report


def replay(kept: KeptFile, *, inflow: Inflow, own: Path | None = None) -> Report:
    """Read a kept file again, with those that came beside it, once a mapping can read what waits."""
    files = [receiving.again(row) for row in kept.beside.order_by("pk")]
    neighbours = partial(receiving.among, files)
    return bring_in(receiving.again(kept), neighbours, inflow=inflow, own=own)


def _refuse_unless_allowed(inflow: Inflow) -> None:
    if isinstance(inflow.by, User):
        require(inflow.by, "lead.import")
    refuse_if_off(Feature.IMPORT)
    if not is_currency(inflow.currency):
        refuse(
            "FIELD_INVALID",
            field="currency",
            reason=_("there is no such currency; write its code, such as EUR"),
        )


@transaction.atomic
def _kept(file: Received, inflow: Inflow, *, main: KeptFile | None = None) -> KeptFile:
    return receiving.keep(file, organisation=inflow.organisation, by=inflow.by, at=inflow.at, main=main)


def _read(file: Received, beside: dict[str, Received], mapping: FileMapping, inflow: Inflow) -> Report:
    try:
        table = read_table(file.content)
        tables = {name: read_table(item.content) for name, item in beside.items()}
    except Unreadable as fault:
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=str(fault))
    home = inflow.organisation
    translator = Translator(mapping, table, tables, ZoneInfo(home.time_zone))
    own = OwnColumns(mapping, home, inflow.by)
    gathered = Gatherer(translator, own, country=home.country, currency=inflow.currency).gather()
    return Report(file=file, mapping=mapping, beside=beside, translator=translator, gathered=gathered)


def _weighed(report: Report, inflow: Inflow) -> _Weighed:
    """Enter the people and contacts of a file, and weigh its new leads; one import into a company at a time."""
    alone_in(inflow.organisation)
    rows = _new(report, inflow.organisation)
    owners, result = _surroundings(report, inflow)
    states = dict(Status.objects.values_list("code", "state"))
    rows = _linkable(rows, report, result)
    drafts = [
        draft_of(
            row,
            states=states,
            owner=owners[row.seller] if row.seller else None,
            contact=result[row.contact] if row.contact else None,
        )
        for row in rows
    ]
    leads = weigh(
        drafts,
        organisation=inflow.organisation,
        home=home_of(inflow.organisation),
        by=inflow.by,
        at=inflow.at,
        lead_type=report.mapping.lead_type,
    )
    for row, lead in zip(rows, leads, strict=True):
        report.count(row, lead)
    return _Weighed(rows, leads)


def _linkable(rows: list[GatheredLine], report: Report, data: dict[str, Contact]) -> list[GatheredLine]:
    """Return the lines whose contact is not blocked; the others wait until it is released."""
    blocked = hold(row.pk for row in data.values())
    if not blocked:
        return rows
    waiting = [row for row in rows if row.contact and data[row.contact].pk in blocked]
    numbers = {row.line.number for row in waiting}
    report.gathered.faults += [
        (row.line, sentence_of("CONTACT_BLOCKED", {"name": data[row.contact].name})) for row in waiting
    ]
    return [row for row in rows if row.line.number not in numbers]


def alone_in(organisation: Organisation) -> None:
    """Refuse a second import into a company at once; a large one may think longer between two statements."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '15min'")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK + organisation.pk])
        if not cursor.fetchone()[0]:
            refuse("IMPORT_RUNNING")


def _surroundings(report: Report, inflow: Inflow) -> tuple[dict[Seller, User], dict[str, Contact]]:
    home, party, at = inflow.organisation, inflow.party, inflow.at
    people = adopt_sellers(report.gathered.sellers, organisation=home, by=party, at=at)
    known = contacts.adopt(report.gathered.contacts.values(), organisation=home, by=party, at=at)
    report.made = people.made | {"contacts": known.made}
    report.recognised = known.recognised
    return people.users, known.by_key


def _new(report: Report, organisation: Organisation) -> list[GatheredLine]:
    """Return the lines whose leads are not there yet; tell which of the others say something else now."""
    rows = report.gathered.rows
    numbers = Lead.objects.brought_in(organisation.pk, [row.key for row in rows])
    known = (
        dict(AdoptedLine.objects.filter(file__organisation=organisation).values_list("lead", "digest"))
        if numbers
        else {}
    )
    for row in rows:
        number = numbers.get(row.key)
        if number is not None and known.get(number, row.digest) != row.digest:
            report.changed.append((row.line, number))
    report.unchanged = len(numbers) - len(report.changed)
    return [row for row in rows if row.key not in numbers]


def _adopted(kept: KeptFile, row: GatheredLine, lead: Lead) -> AdoptedLine:
    return AdoptedLine(file=kept, line=row.line.number, lead=lead.pk, digest=row.digest)
