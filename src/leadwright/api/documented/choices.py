"""The shapes of lookups and of consents."""

from datetime import datetime
from typing import Any, NotRequired

from typing_extensions import TypedDict

from leadwright.api.documented.parts import Actor, AllowedAction, Estimate


class Named(TypedDict):
    """What an organisation names itself."""

    code: str
    label: str


class Listed(Named):
    """What can be retired."""

    retired: bool


class Offered(Listed):
    """What the active definition may offer."""

    offered: bool


class HandedGroup(TypedDict):
    """The open leads of a status: the status that they get in the other type, or why they stay.

    `unfit` have a category or a product that the other type does not offer, and keep it.
    """

    status: str
    opportunity: bool
    number: int
    targets: list[str]
    target: str | None
    reason: str | None
    unfit: int


class Handed(TypedDict):
    """How many open leads got another type, or would, and how many stay."""

    handed: int
    staying: int
    groups: list[HandedGroup]


class Category(Listed):
    """A kind of business; its guidance says how leads of it are handled."""

    guidance: str


class LostReason(Offered):
    """Why a lead is lost or invalid."""

    outcome: str
    needs_text: bool


class Product(Listed):
    """A good or a service."""

    kind: str
    description: str


class Competitor(Listed):
    """Who else is after leads."""

    website: str
    description: str


class Role(Listed):
    """A role of a company or of a person in a lead."""

    kind: str


class ContactGroup(Listed):
    """A group of contacts."""

    brand: bool


class Profile(TypedDict):
    """What a user may be given."""

    code: str
    name: str
    organisation: int | None
    givable: bool


class Status(Listed):
    """A status and the state that it stands for."""

    state: str


class Level(TypedDict):
    """A level of priority or importance."""

    scale: str
    level: int
    label: str
    default: bool


class Arrow(TypedDict("_Arrow", {"from": str, "to": str})):
    """A transition from a status to another."""


class LeadType(Named):
    """A type of leads; with `closing_data_when_lost` an opportunity that is lost needs its deal too."""

    estimate: Estimate
    qualified: bool
    closing_data_when_lost: bool
    review_days: int
    categories: list[str]
    products: list[str]
    statuses: list[str]
    transitions: list[Arrow]


class UnitOfOrganisation(TypedDict):
    """A unit that leads can go to."""

    id: int
    name: str
    group: int
    group_name: str


class Organisation(TypedDict):
    """An organisation; its brand, if it is called otherwise, stands in labels about leads that it sends."""

    id: int
    name: str
    brand_name: str
    country: str
    time_zone: str
    units: list[UnitOfOrganisation]


class User(TypedDict):
    """A user as others see him."""

    email: str
    name: str
    organisation: int
    unit: int
    profiles: list[str]
    active: bool


class UserWithActions(User):
    """A user, with what may be done."""

    allowed_actions: list[AllowedAction]


class Me(User):
    """Who asks, what that user may do, and the kinds of notices that he does without."""

    unwanted_notices: list[str]
    language: str
    time_zone: str
    organisation_name: str
    permissions: dict[str, Any]


class Wording(TypedDict):
    """What somebody agreed to, word for word."""

    id: int
    version: int
    language: str
    text: str


class Purpose(Listed):
    """What people may be written to or called for."""

    wordings: list[Wording]


class ConsentLists(TypedDict):
    """What a consent is made of."""

    channels: list[Listed]
    senders: list[Listed]
    purposes: list[Purpose]


class Cell(TypedDict):
    """What holds of one channel × sender × purpose."""

    channel: str
    sender: str
    purpose: str
    state: str
    since: datetime | None
    suppressed: bool
    event: int | None


class Event(TypedDict):
    """What is known of one cell; words and names are told to its owner alone."""

    id: int
    at: datetime
    recorded_at: datetime
    channel: str
    sender: str
    purpose: str
    act: str
    origin: str
    wording: Wording | None
    awaits_until: datetime | None
    evidence_at: datetime | None
    source: NotRequired[str]
    evidence: NotRequired[str]
    actor: NotRequired[int | None]


class Consents(TypedDict):
    """The cells and the events of a contact."""

    items: list[Cell]
    events: list[Event]


class RecordedConsent(TypedDict):
    """The event that was written, and its cell."""

    event: Event
    cell: Cell


class ProvedEvent(TypedDict):
    """An event in full, tied to the sealed history."""

    id: int
    contact: int
    at: str
    recorded_at: str
    channel: str
    sender: str
    purpose: str
    act: str
    origin: str
    source: str
    evidence: str
    evidence_at: str | None
    awaits_until: str | None
    wording: int | None
    actor: Actor
    entry: dict[str, Any] | None
    seal: dict[str, Any] | None


class Proof(TypedDict):
    """What shows a contact's consents to somebody else."""

    made_at: str
    contact: dict[str, Any]
    organisation: dict[str, Any]
    states: list[dict[str, Any]]
    events: list[ProvedEvent]
    wordings: list[dict[str, Any]]
