"""The shapes of what answers hold; each answer of the tests is held against them (tests/api/documented.py)."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, NotRequired, TypeAlias, TypeVar

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

Item = TypeVar("Item")
AMOUNT: TypeAlias = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,4})?$"})
]


class Page(TypedDict, Generic[Item]):
    """A part of a list; `next` is the cursor of the next one, `count` is there where it was counted."""

    items: list[Item]
    next: str | None
    count: int | None


class All(TypedDict, Generic[Item]):
    """A list without pages."""

    items: list[Item]


class Money(TypedDict):
    """An amount with as many decimals as its currency has."""

    amount: AMOUNT
    currency: str


class Estimate(TypedDict):
    """How long something takes."""

    amount: int
    unit: str


class Clock(TypedDict):
    """A running clock."""

    kind: str
    due_at: datetime
    overdue: bool


class NextActivity(TypedDict):
    """The open activity of a lead that comes first."""

    id: int
    kind: str
    at: datetime
    overdue: bool


class AllowedAction(TypedDict):
    """What the reader may do, or why not."""

    action: str
    allowed: bool
    code: NotRequired[str]
    detail: NotRequired[str]


class Warned(TypedDict):
    """What is said of a lead but refused by nobody."""

    code: str
    contact: int | None
    detail: str


class EqualsBlocked(TypedDict):
    """A blocked contact that this one equals, null if the reader cannot see it; a shared number keeps from nothing."""

    contact: int | None
    reasons: list[str]
    keeps_from_leads: bool


class PartOfLead(TypedDict):
    """A contact on a lead."""

    id: int
    kind: str
    name: str
    blocked: bool


class ContactOfRow(TypedDict):
    """The contact of a lead in a list."""

    id: int
    kind: str
    name: str


class Party(TypedDict):
    """One line of a lead: a legal entity, a contact person, and their roles."""

    id: int
    main: bool
    company: PartOfLead | None
    person: PartOfLead | None
    role: str | None
    person_role: str | None


class PartyList(Page[Party]):
    """Who takes part in a lead."""


class Interest(TypedDict):
    """One time that the customer showed interest again."""

    at: datetime
    by_name: str | None
    source: str | None
    description: str


class ProductLine(TypedDict):
    """A product of interest."""

    id: int
    product: str
    label: str
    kind: str
    notes: str


class Member(TypedDict):
    """Somebody on the team of a lead."""

    id: int
    email: str
    name: str
    active: bool


class CompetitorOfLead(TypedDict):
    """Who else is after a lead."""

    code: str
    label: str
    website: str


class Note(TypedDict):
    """A note about a lead."""

    id: int
    at: datetime
    by: str
    by_name: str
    organisation: int
    text: str
    shared: bool


class Actor(TypedDict):
    """Who did something."""

    kind: str
    id: int | None
    name: str


class Changed(TypedDict):
    """One thing that an entry says in words."""

    field: str
    label: str
    before: str
    after: str


class Entry(TypedDict):
    """One entry of history as far as its reader may know it."""

    id: int
    at: datetime
    fact: str
    actor: Actor
    from_status: str | None
    to_status: str | None
    details: dict[str, Any]
    texts: dict[str, str]
    title: str
    changes: list[Changed]


class EmailOfContact(TypedDict):
    """One address of a contact."""

    address: str
    label: str
    main: bool


class PhoneOfContact(TypedDict):
    """One number of a contact."""

    number: str
    label: str
    main: bool


class Reason(TypedDict):
    """Why two contacts may be the same."""

    code: str
    detail: str


class LeftReach(TypedDict):
    """What is left to say of a lead that has just left one's reach."""

    number: int
    code: str
    acceptance: str
    version: int


class RefusedPart(TypedDict):
    """A refusal as a part of an answer about several things."""

    status: int
    code: str
    detail: str
    errors: list["FieldFault"]


class FieldFault(TypedDict):
    """A field that was refused."""

    pointer: str
    detail: str
    code: str


class Done(TypedDict):
    """What became of one lead."""

    number: int
    done: bool
    problem: NotRequired[RefusedPart]


class DoneTogether(TypedDict):
    """What became of several leads."""

    done: int
    refused: int
    results: list[Done]


class Health(TypedDict):
    """Whether the product and its database answer."""

    status: str


BIRTH: TypeAlias = date | None
