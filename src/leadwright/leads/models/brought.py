"""What a lead that is not stored yet comes with, beside its own columns."""

from dataclasses import dataclass

from leadwright.contacts.models import Contact


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A company and a person that a lead is about, with the ids of their roles; the first line is the main one."""

    company: Contact | None = None
    person: Contact | None = None
    role: int | None = None
    person_role: int | None = None

    @property
    def contact(self) -> Contact | None:
        """Whom the line is about: the person, else the company."""
        return self.person or self.company

    @property
    def key(self) -> tuple[int | None, int | None]:
        """By what two lines of a lead are the same."""
        return (self.company.pk if self.company else None, self.person.pk if self.person else None)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Lines, and the ids of products of interest and of competitors."""

    lines: tuple[NewLine, ...] = ()
    products: tuple[int, ...] = ()
    competitors: tuple[int, ...] = ()
