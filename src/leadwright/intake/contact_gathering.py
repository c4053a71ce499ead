"""From the lines of a file of people and companies to rows that the contacts take in; no database."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.contacts.models import Kind
from leadwright.contacts.taking_in import ContactRow
from leadwright.intake.cells import notes_of
from leadwright.intake.consent_rows import said_of_consent
from leadwright.intake.contact_fields import OF_A_CONTACT
from leadwright.intake.contact_rows import ColumnNames, contacts_in, draft_in, field_of
from leadwright.intake.gathering import digest_of
from leadwright.intake.identities import Identities
from leadwright.intake.kind_gathering import unread
from leadwright.intake.kind_rows import KindRows
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.reading.tables import Line
from leadwright.intake.rows_apart import reasons_apart
from leadwright.intake.translating import Faulty, Translator

# All else that a line says of a person stays a remark: who owned it elsewhere, a comment, a source.
OF_CONTACTS = frozenset(f"{kind.value}.{name}" for kind in Kind for name in OF_A_CONTACT[kind])
NO_FIELD = gettext_noop("it is kept in the remarks")


@dataclass
class ContactGatherer:
    """Goes through the lines once: who is named on several lines is one contact with all that they say."""

    translator: Translator
    own: OwnColumns
    _notes: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.identities = Identities(self.translator.source)
        self.columns = ColumnNames(self.translator.sources)

    def gather(self) -> KindRows[ContactRow]:
        """Return the rows, and the lines that name nobody."""
        self.own.ask(self.translator.texts_of)
        keys: list[tuple[Line, tuple[str, ...]]] = []
        rows: KindRows[ContactRow] = KindRows()
        apart = reasons_apart(self.translator.table, key=self.translator.key_column)
        for line in self.translator.table.lines:
            if line.number in apart:
                rows.faults.append((line, apart[line.number]))
                continue
            try:
                keys.append((line, self._keys(line, rows)))
            except Faulty as fault:
                rows.faults.append((line, str(fault)))
        for key, notes in self._notes.items():
            draft = self.identities.drafts[key]
            lines = dict.fromkeys((*filter(None, draft.remarks.split("\n")), *notes))
            self.identities.drafts[key] = replace(draft, remarks="\n".join(lines))
        rows.rows = [
            ContactRow(number=line.number, contacts=tuple(self.identities.drafts[key] for key in named))
            for line, named in keys
        ]
        return rows

    def _keys(self, line: Line, rows: KindRows[ContactRow]) -> tuple[str, ...]:
        """Enter whom a line names: the company, then the person. What has no place goes into the remarks."""
        cells = self.translator.cells(line)
        named = contacts_in(cells.values)
        keys: dict[Kind, str] = {}
        lost = [*named.left_over, *(name for name in cells.values if name not in OF_CONTACTS)]
        for kind in filter(named.has, (Kind.COMPANY, Kind.PERSON)):
            said = named.said[kind]
            draft = draft_in(kind, said, self.columns, company=keys.get(Kind.COMPANY, ""))
            entered = self.identities.put(draft, given=str(said.get("key", "")), line=digest_of(line))
            lost += [field_of(kind, name) for name in entered.contradicted]
            keys[kind] = entered.key
            consent = said_of_consent(
                said,
                number=line.number,
                contact=entered.key,
                prefix=f"{kind.value}.",
                sources=self.translator.sources,
                text_of=lambda name: self.translator.said(line, name),
            )
            rows.consents += [consent] if consent else []
        if not keys:
            raise Faulty([_("it names neither a person nor a company")])
        about = keys.get(Kind.PERSON) or keys[Kind.COMPANY]
        own = self.own.read(self.translator.own_texts(line), self.translator.usual.currency)
        own.give(self.identities.drafts[about])
        left = [
            *cells.unread,
            *own.unread,
            *(unread(self.translator, line, name, _(NO_FIELD)) for name in lost if name in cells.values),
        ]
        rows.unread += [(line, row) for row in left]
        if left:
            self._notes.setdefault(about, []).extend(notes_of(left))
        return tuple(keys[kind] for kind in (Kind.COMPANY, Kind.PERSON) if kind in keys)
