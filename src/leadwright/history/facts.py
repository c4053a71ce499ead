"""What a fact is: something that has happened, told without personal words in its details."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from django.utils.functional import Promise

from leadwright.history.lines import Change, Line, Names, ReadableEntry, Tone

Json: TypeAlias = "bool | int | str | datetime | date | Decimal | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who did it: a kind, an id and a display name, with the organisation acted for."""

    kind: Literal["user", "system", "token", "import"]
    id: int | None
    name: str
    organisation_id: int | None = None


SYSTEM = Party(kind="system", id=None, name="Leadwright")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What it happened to: a kind, an id and a display name."""

    kind: str
    id: int
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that has happened, at a moment, by somebody; each kind of fact is a subclass.

    Each says its own line of history: `icon`, `tone` and `title`, and in words what it holds. `in_contact_history`
    marks what is a contact with somebody.
    """

    name: ClassVar[str]
    icon: ClassVar[str] = ""
    tone: ClassVar[Tone] = ""
    title: ClassVar["str | Promise"] = ""
    # Whether an entry tells only of what those it concerns may all know.
    is_private: ClassVar[bool] = False
    in_contact_history: ClassVar[bool] = False
    at: datetime
    by: Party
    corrects: int | None = None

    def subject(self) -> Subject:
        """Return what the fact is about."""
        raise NotImplementedError

    def organisations(self) -> tuple[int, ...]:
        """Return the ids of the organisations that the fact concerns."""
        return ()

    def details(self) -> dict[str, Json]:
        """Return what may stay for ever: codes, numbers, moments and ids, nothing personal."""
        return {}

    def values(self) -> dict[str, str]:
        """Return names and free text; they are stored apart and can be erased."""
        return {}

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Return what an entry of this fact says, in the reader's words."""
        return Line(
            icon=cls.icon,
            tone=cls.tone,
            title=str(cls.title),
            note=cls.remark(entry),
            changes=tuple(cls.changes_in(entry, names)),
        )

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        """Return what somebody said in free words."""
        del entry
        return ""

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Return what else the entry holds, in words."""
        del entry, names
        return ()


def fact_kinds(below: type[Fact] = Fact) -> dict[str, type[Fact]]:
    """Return each kind of fact by its name, as the rooms declare them."""
    kinds = {below.name: below} if "name" in vars(below) else {}
    for kind in below.__subclasses__():
        kinds |= fact_kinds(kind)
    return kinds
