"""What happens in this room; the erasure itself is a fact of history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.local import yes_or_no
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.privacy.models import RetentionRule


@dataclass(frozen=True, kw_only=True)
class PersonExported(Fact):
    """All that is kept about a person was handed out."""

    name: ClassVar[str] = "person.exported"
    icon = "inflow"
    title = _("All data exported")
    contact: int
    organisation: int

    def subject(self) -> Subject:
        return Subject(kind="contact", id=self.contact)

    def organisations(self) -> tuple[int, ...]:
        return (self.organisation,)


@dataclass(frozen=True, kw_only=True)
class RetentionChanged(Fact):
    """A rule of retention was set."""

    name: ClassVar[str] = "retention.changed"
    icon = "clock"
    title = _("Retention rule set")
    rule: RetentionRule

    def subject(self) -> Subject:
        return Subject(kind="retention", id=self.rule.pk)

    def organisations(self) -> tuple[int, ...]:
        return (self.rule.organisation_id,)

    def details(self) -> dict[str, Json]:
        return {"subject": self.rule.subject, "months": self.rule.months, "active": self.rule.is_active}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        months, active = entry.details.get("months"), entry.details.get("active")
        yield Change(field="months", label=field_label("months"), after=str(months or ""))
        yield Change(field="active", label=field_label("active"), after=yes_or_no(active))
