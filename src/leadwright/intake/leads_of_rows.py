"""The leads of rows: new ones are adopted, known ones follow their rows in what nobody has changed here since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadwright.contacts.models import Contact
from leadwright.foundation.copying import copy, update_each
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.refusals import sentence_of
from leadwright.intake.gathering import GatheredLine
from leadwright.intake.inflow import Inflow
from leadwright.intake.known_rows import Difference, adopted, difference, digests_of
from leadwright.intake.lead_rows import draft_of
from leadwright.intake.models import AdoptedRow, KeptFile, Made, Verdict
from leadwright.intake.report import Report
from leadwright.intake.verdicts import Decided
from leadwright.leads.actions.adopting import adopt, weigh
from leadwright.leads.actions.adopting_again import Again, adopt_again, comments_of, held, values_of
from leadwright.leads.models import Lead, Status
from leadwright.people.actions.adopting import Seller, home_of
from leadwright.people.models import User

LEAD = "lead"


@dataclass(frozen=True, kw_only=True)
class _Known:
    """A row that came before, the lead that it is, and the lead as the row has it now."""

    row: GatheredLine
    known: AdoptedRow
    lead: Lead
    fresh: Lead
    differs: Difference
    digests: dict[str, str]


class LeadsOfRows:
    """Takes in the leads of one part of a file after the other."""

    def __init__(self, report: Report, inflow: Inflow, source: str, owners: Mapping[Seller, User]) -> None:
        self.report, self.inflow, self.source, self.owners = report, inflow, source, owners
        self.home = home_of(inflow.organisation)
        self.states = dict(Status.objects.values_list("code", "state"))

    def take_in(
        self, rows: Sequence[GatheredLine], people: Mapping[str, Contact], *, blocked: Collection[int]
    ) -> list[Decided]:
        """Bring in some rows; returns what was decided about each.

        A new row about a blocked contact is refused until that one is released, and a known one stays as it is.
        """
        known = adopted(
            Made.LEAD,
            [row.key for row in rows],
            organisation=self.inflow.organisation,
            source=self.source,
        )
        present = held([row.subject_id for row in known.values()], is_trial=self.report.is_trial)
        former = {key: row for key, row in known.items() if row.subject_id in present}
        rests = {row.key: _first_blocked(row, people, blocked) for row in rows} if blocked else {}
        moves = [row for row in rows if not rests.get(row.key)]
        fresh = dict(zip([row.key for row in moves], self._weighed(moves, people), strict=True))
        new = [row for row in moves if row.key not in former]
        old = [row for row in moves if row.key in former]
        return [
            *(self._resting(row, former, rests[row.key]) for row in rows if rests.get(row.key)),
            *self._adopt(new, fresh, known),
            *self._follow(old, fresh, former, present),
        ]

    def _resting(self, row: GatheredLine, former: Mapping[str, AdoptedRow], name: str) -> Decided:
        reason = sentence_of("CONTACT_BLOCKED", {"name": name})
        if row.key not in former:
            decided = _decided(row, Verdict.REFUSED, subject=None)
            decided.reasons.insert(0, reason)
            return decided
        self.report.unchanged += 1
        return _decided(row, Verdict.UNCHANGED, subject=former[row.key].subject_id)

    def _weighed(self, rows: Sequence[GatheredLine], people: Mapping[str, Contact]) -> list[Lead]:
        drafts = [
            draft_of(
                row,
                states=self.states,
                owner=self.owners.get(row.seller) if row.seller else None,
                contacts=people,
            )
            for row in rows
        ]
        return weigh(
            drafts,
            organisation=self.inflow.organisation,
            home=self.home,
            by=self.inflow.by,
            at=self.inflow.at,
            lead_type=self.report.mapping.lead_type,
            is_trial=self.report.is_trial,
        )

    def _adopt(
        self, rows: list[GatheredLine], fresh: Mapping[str, Lead], known: Mapping[str, AdoptedRow]
    ) -> list[Decided]:
        """Adopt new leads; what was known under a key and is deleted here comes in again under that key."""
        leads = [fresh[row.key] for row in rows]
        self.report.unknown_owners.update(
            row.seller.name for row in rows if row.seller and row.seller not in self.owners
        )
        for row, lead in zip(rows, leads, strict=True):
            self.report.count(row, lead)
        if not self.report.is_trial:
            adopt(leads, by=self.inflow.by, at=self.inflow.at)
            again = {key: row.pk for key, row in known.items()}
            AdoptedRow.objects.filter(pk__in=[again[row.key] for row in rows if row.key in again]).delete()
            copy(AdoptedRow, [self._adopted(row, fresh[row.key]) for row in rows])
        return [
            _decided(row, Verdict.NEW, subject=fresh[row.key].pk if not self.report.is_trial else None)
            for row in rows
        ]

    def _adopted(self, row: GatheredLine, lead: Lead) -> AdoptedRow:
        return new_row(
            AdoptedRow,
            organisation=self.inflow.organisation,
            source=self.source,
            kind=Made.LEAD,
            key=row.key,
            subject_id=lead.pk,
            version=lead.version,
            digests=digests_of(values_of(lead, lead.first_comment)),
            file=self._file(),
            line=row.line.number,
            made_by=self.inflow.of,
        )

    def _file(self) -> KeptFile | None:
        return self.inflow.of.file if self.inflow.of else None

    def _follow(
        self,
        rows: list[GatheredLine],
        fresh: Mapping[str, Lead],
        former: Mapping[str, AdoptedRow],
        present: Mapping[int, Lead],
    ) -> list[Decided]:
        comments = comments_of(list(present), self.inflow.organisation.pk)
        known = [
            self._compared(
                row, fresh[row.key], former[row.key], present[former[row.key].subject_id], comments
            )
            for row in rows
        ]
        changed = [item for item in known if item.differs.follows]
        before = {item.row.key: _before(item, comments) for item in changed}
        if not self.report.is_trial:
            adopt_again([_again(item) for item in changed], by=self.inflow.party, at=self.inflow.at)
            self._note_versions(changed)
        return [self._decided(item, before.get(item.row.key, {})) for item in known]

    def _compared(
        self,
        row: GatheredLine,
        fresh: Lead,
        known: AdoptedRow,
        lead: Lead,
        comments: Mapping[int, str],
    ) -> _Known:
        lead.unsaid = fresh.unsaid
        digests = digests_of(values_of(fresh, fresh.first_comment))
        present = digests_of(values_of(lead, comments.get(lead.pk, "")))
        differs = difference(known, digests, present, lead=lead)
        return _Known(row=row, known=known, lead=lead, fresh=fresh, differs=differs, digests=digests)

    def _note_versions(self, changed: Sequence[_Known]) -> None:
        for item in changed:
            item.known.digests = {
                **item.known.digests,
                **{name: item.digests[name] for name in item.differs.follows},
            }
            if item.lead.version == item.known.version + 1:
                item.known.version = item.lead.version
            item.known.file, item.known.line = self._file(), item.row.line.number
            item.known.source = self.source
        if changed:
            fields = ("digests", "version", "file", "line", "source")
            update_each([item.known for item in changed], fields)

    def _decided(self, item: _Known, before: Mapping[str, Any]) -> Decided:
        follows, stays = sorted(item.differs.follows), sorted(item.differs.stays)
        line, number = item.row.line.number, item.lead.pk
        if follows:
            self.report.changed.append((line, number, follows))
        else:
            self.report.unchanged += 1
        if stays:
            self.report.stayed.append((line, number, stays))
        verdict = Verdict.CHANGED if follows else Verdict.UNCHANGED
        return _decided(item.row, verdict, subject=number, changes=follows, left=stays, before=before)


def _first_blocked(row: GatheredLine, people: Mapping[str, Contact], blocked: Collection[int]) -> str:
    """Return the name of the first contact of a row that is blocked."""
    return next((people[key].name for key in row.contacts if people[key].pk in blocked), "")


def _again(item: _Known) -> Again:
    untouched = item.lead.version == item.known.version
    return Again(lead=item.lead, fresh=item.fresh, names=item.differs.follows, is_untouched=untouched)


def _before(item: _Known, comments: Mapping[int, str]) -> dict[str, Any]:
    """Return what the lead was before it followed its row, and what was known of the row."""
    values = values_of(item.lead, comments.get(item.lead.pk, ""))
    return {
        "values": {name: _plain(value) for name, value in values.items()},
        "gaps": item.lead.gaps,
        "digests": item.known.digests,
        "version": item.known.version,
        "lead_version": item.lead.version,
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str, dict, list)) else str(value)


def _decided(row: GatheredLine, verdict: Verdict, *, subject: int | None, **more: Any) -> Decided:
    assumed = [f"{label}: {assumption.words}" for label, assumption in row.assumed]
    unread = [f"{item.label}: {item.text} ({item.reason})" for item in row.unread]
    return Decided(
        line=row.line.number,
        cells=row.line.cells,
        verdict=verdict,
        key=row.key,
        is_assumed=bool(row.assumed),
        reasons=[*unread, *dict.fromkeys(assumed)],
        subject_kind=LEAD,
        subject_id=subject,
        **more,
    )
