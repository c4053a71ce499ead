"""What happens in this room; the erasure itself is a fact of history."""

from dataclasses import dataclass
from typing import ClassVar

from leadwright.history.facts import Fact, Json, Subject
from leadwright.privacy.models import RetentionRule


@dataclass(frozen=True, kw_only=True)
class PersonExported(Fact):
    """All that is kept about a person was handed out."""

    name: ClassVar[str] = "person.exported"
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
    rule: RetentionRule

    def subject(self) -> Subject:
        return Subject(kind="retention", id=self.rule.pk)

    def organisations(self) -> tuple[int, ...]:
        return (self.rule.organisation_id,)

    def details(self) -> dict[str, Json]:
        return {"subject": self.rule.subject, "months": self.rule.months, "active": self.rule.is_active}
