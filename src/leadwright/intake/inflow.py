"""Into which organisation something comes, from which source, in which currency, by whom and when."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.money import is_currency
from leadwright.foundation.refusals import Refused, refuse
from leadwright.history.facts import Party
from leadwright.intake.choosing import mapping_for, suggestion_for
from leadwright.intake.mapping import FileMapping
from leadwright.intake.mapping_reading import mapping_from
from leadwright.intake.models import Import
from leadwright.intake.own_columns import Columns, known_fields
from leadwright.intake.reading.tables import Table
from leadwright.intake.receiving import Received
from leadwright.leads.features import refuse_if_off
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.models import Organisation, User
from leadwright.values.context import Unreadable

NO_COLUMNS = Columns()
LONGEST_SOURCE = 100


@dataclass(frozen=True, kw_only=True)
class Inflow:
    """Into which organisation, in which currency, by whom and when; of which import, and which columns are own fields.

    `source` is the system whose keys the rows have; empty, it is that of the mapping. `mapping` is one's own, as plain
    data; empty, the file is recognised by its headers.
    """

    organisation: Organisation
    currency: str
    by: User | Party
    at: datetime
    source: str = ""
    columns: Columns = NO_COLUMNS
    mapping: "dict[str, Any] | None" = None
    of: Import | None = None

    def mapping_of(self, file: Received, *, may_suggest: bool = False) -> FileMapping:
        """Return the mapping by which a file is read, with the columns that somebody made own fields.

        Where nobody knows the file and one may be suggested, that is the mapping.
        """
        mapping = self._known_mapping(file, may_suggest)
        known = known_fields(self.organisation, self.by) if self.columns.fields else {}
        return self.columns.added_to(mapping, known)

    def _known_mapping(self, file: Received, may_suggest: bool) -> FileMapping:
        headers = table_of(file).headers
        try:
            return mapping_for(headers, own=self._own(), organisation=self.organisation, by=self.by)
        except Refused as no:
            if no.code != "FILE_UNKNOWN" or self.mapping or not may_suggest:
                raise
        made = suggestion_for(file, organisation=self.organisation, today=self.at.date())
        mapping = mapping_for(headers, own=made.mapping, organisation=self.organisation, by=self.by)
        matched = {column.header: column.how for column in made.columns}
        return replace(mapping, is_suggested=True, matched=matched)

    def _own(self) -> FileMapping | None:
        return mapping_from(self.mapping) if self.mapping else None

    def source_of(self, mapping: FileMapping) -> str:
        """Return the system that the keys of the rows belong to."""
        return (self.source or mapping.system)[:LONGEST_SOURCE]

    @property
    def party(self) -> Party:
        """The doer, as history names him."""
        return self.by.party() if isinstance(self.by, User) else self.by

    def refuse_unless_allowed(self) -> None:
        """Refuse who may not import, while importing is switched off, and a currency that does not exist."""
        if isinstance(self.by, User):
            require(self.by, "lead.import")
        refuse_if_off(Feature.IMPORT)
        if not is_currency(self.currency):
            refuse(
                "FIELD_INVALID",
                field="currency",
                reason=_("there is no such currency; write its code, such as EUR"),
            )


def table_of(file: Received) -> Table:
    """Return the table of a file; one that holds none is refused with its reason."""
    try:
        return file.table
    except Unreadable as fault:
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=str(fault))


def organisation_named(name: str | None) -> Organisation:
    """Return the organisation with a name; without one the first that hands leads out, else the first of all."""
    rows = Organisation.objects.order_by("pk")
    vendors = rows.filter(partnerships__isnull=False)
    match = rows.filter(name=name).first() if name else vendors.first() or rows.first()
    if match is None:
        text = _("there is no organisation “{name}”") if name else _("there is no organisation yet")
        refuse("FIELD_INVALID", field="organisation", reason=text.format(name=name))
    return match
