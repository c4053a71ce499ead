"""What the API answers about the processes of leads."""

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from leadwright.api.documented.parts import Money


class OpportunityKind(TypedDict):
    """A kind of opportunity: who moves it from step to step, and by which process."""

    code: str
    label: str
    control: Literal["process", "hand", "none"]
    diagram: str
    waits_for_end: bool
    retired: bool


class Step(TypedDict):
    """A step of a process; `task` is null where it has none, or none that the reader reaches."""

    id: str
    name: str
    state: Literal["done", "current", "next", "skipped"]
    deliverable: str
    person_in_charge: str
    instructions: str
    due_at: datetime | None
    done_at: datetime | None
    task: int | None


class Process(TypedDict):
    """The process that runs on a lead, else the last one; of a lead without any, all is null and there are no steps."""

    diagram: str | None
    version: int | None
    state: Literal["RUNNING", "ENDED", "CLOSED"] | None
    started_at: datetime | None
    ended_at: datetime | None
    closed_because: str
    moved_by_hand: bool
    steps: list[Step]


class Migration(TypedDict):
    """Where each step that waits goes on in the other version; null where nobody has said it."""

    version: int
    steps: dict[str, str | None]


class DemandLine(TypedDict):
    """A line of what the customer asks for; `fulfilment` is in per cent, known once the lead is won.

    `amount` is the expected price of the line, null too for who may not know amounts.
    """

    id: int
    product: str | None
    text: str
    label: str
    kind: Literal["goods", "service", "other"]
    quantity: str | None
    amount: Money | None
    comment: str
    taken: bool
    reason: str
    fulfilment: int | None


class Demand(TypedDict):
    """The lines of a lead's demand, and their expected price: a total in each currency."""

    items: list[DemandLine]
    totals: list[Money]
    next: None
    count: int
