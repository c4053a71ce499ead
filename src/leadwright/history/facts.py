"""What a fact is: something that has happened, told without personal words in its details."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

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
    """Something that has happened, at a moment, by somebody; each kind of fact is a subclass."""

    name: ClassVar[str]
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
