"""The contacts that rows name: entered when the first of their rows is, and asked for by their ids after that."""

from collections.abc import Collection, Mapping, Sequence

from leadwright.contacts import adopting as contacts
from leadwright.contacts.drafts import ContactDraft, Settled
from leadwright.contacts.models import Contact
from leadwright.contacts.taking_in import left_as_they_are
from leadwright.foundation.asked import asked_once
from leadwright.foundation.copying import copy
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.parting import in_parts
from leadwright.intake.consent_rows import SaidOfConsent
from leadwright.intake.consenting import write_consents
from leadwright.intake.contacts_following import Following
from leadwright.intake.inflow import Inflow
from leadwright.intake.models import AdoptedRow, Made
from leadwright.intake.report import Report

AT_ONCE = 1_000


class ContactsOfRows:
    """All contacts of a file by their keys; those that were entered are known by their ids alone."""

    def __init__(
        self, drafts: Mapping[str, ContactDraft], inflow: Inflow, source: str, report: Report
    ) -> None:
        self.drafts, self.inflow, self.source, self.report = drafts, inflow, source, report
        self.settled: dict[str, int] = {}
        self.following = Following(drafts, inflow, source, report)

    def of(self, keys: Collection[str]) -> dict[str, Contact]:
        """Return the contacts with some keys, entered unless they are there already, with their companies."""
        named = {self.drafts[key].company for key in keys} - {""}
        wanted = dict.fromkeys([*sorted(named), *sorted(keys)])
        result = self._entered([key for key in wanted if key not in self.settled])
        left = {key: self.settled[key] for key in wanted if key in self.settled and key not in result}
        rows = Contact.objects.select_related("company").in_bulk(set(left.values()))
        return result | {key: rows[pk] for key, pk in left.items()}

    def rest(self) -> None:
        """Enter the contacts that no row named: a file beside brought them along."""
        waiting = iter([key for key in self.drafts if key not in self.settled])
        for part in in_parts(waiting, AT_ONCE):
            companies = {self.drafts[key].company for key in part} - {"", *part}
            self._entered([*sorted(companies), *part])

    def write_consents(self, said: Sequence[SaidOfConsent]) -> None:
        """Write into the ledger what lines say of consents, with the file as evidence."""
        for place in range(0, len(said), AT_ONCE):
            part = said[place : place + AT_ONCE]
            ids = {line.contact: self.settled[line.contact] for line in part if line.contact in self.settled}
            rows = Contact.objects.in_bulk(ids.values())
            by_key = {key: rows[pk] for key, pk in ids.items()}
            figures = write_consents(
                part, by_key, file=self.report.file.name, by=self.inflow.by, at=self.inflow.at
            )
            self.report.consents.add(figures)

    @asked_once()
    def _entered(self, keys: list[str]) -> dict[str, Contact]:
        if not keys:
            return {}
        known = contacts.adopt(
            [self.drafts[key] for key in keys],
            organisation=self.inflow.organisation,
            by=self.inflow.party,
            at=self.inflow.at,
        )
        strange = {key: row for key, row in known.by_key.items() if key not in self.settled}
        self.settled |= {key: row.pk for key, row in known.by_key.items()}
        self.report.made["contacts"] = self.report.made.get("contacts", 0) + known.made
        self.report.recognised += known.recognised
        if not self.report.is_trial:
            new = [self._adopted(known.settled[key], known.by_key[key]) for key in sorted(known.new)]
            copy(AdoptedRow, new)
        self._follow(known, strange)
        return known.by_key

    def _follow(self, known: contacts.Contacts, strange: Mapping[str, Contact]) -> None:
        """Let the contacts that were there follow the file, or name the fields in which it says otherwise."""
        ids = {key: row.pk for key, row in known.by_key.items()}
        left = left_as_they_are(known, self.drafts, at=self.inflow.at)
        outcomes = self.following.follow(ids, known.new)
        for key, outcome in outcomes.items():
            self.report.note_followed(self.drafts[key].name, outcome.changes)
        for key in strange:
            names = outcomes[key].left if key in outcomes else left.get(key, ())
            if names:
                self.report.contacts_left.append((self.drafts[key].name, names))
        changed = {ids[key] for key, outcome in outcomes.items() if outcome.changes}
        if changed and not self.report.is_trial:
            fresh = Contact.objects.select_related("company").in_bulk(changed)
            known.by_key |= {key: fresh[pk] for key, pk in ids.items() if pk in fresh}

    def _adopted(self, settled: Settled, row: Contact) -> AdoptedRow:
        return new_row(
            AdoptedRow,
            organisation=self.inflow.organisation,
            source=self.source,
            kind=Made.CONTACT,
            key=row.external_key,
            subject_id=row.pk,
            version=row.version,
            digests=self.following.digests(settled, self.settled),
            file=self.inflow.of.file if self.inflow.of else None,
            made_by=self.inflow.of,
        )
