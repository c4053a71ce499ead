"""The shapes of answers about the data of people."""

from datetime import datetime
from typing import Any

from typing_extensions import TypedDict


class Receipt(TypedDict):
    """That somebody was erased, by numbers alone."""

    id: int
    at: datetime
    by: int | None
    reason: str
    contacts: list[int]
    counts: dict[str, int]


class TextWithTheName(TypedDict):
    """A text about somebody else that names the person; its key chooses it."""

    key: str
    place: str
    contact: int
    lead: int | None


class ErasurePreview(TypedDict):
    """What an erasure would take."""

    counts: dict[str, int]
    contacts: list[int]
    leads_with_the_name: list[int]
    texts_with_the_name: list[TextWithTheName]
    more_texts_with_the_name: bool


class PersonalData(TypedDict):
    """All that is kept about a person, place by place."""

    made_at: str
    by: str
    contacts: list[int]
    places: dict[str, list[dict[str, Any]]]


class RetentionRule(TypedDict):
    """For how many months contacts of a kind are kept."""

    subject: str
    months: int
    active: bool
    changed_at: datetime


class DueContact(TypedDict):
    """A contact that a rule lets go."""

    id: int
    name: str
    since: datetime


class Due(TypedDict):
    """The contacts that a rule lets go now."""

    count: int
    oldest: datetime | None
    items: list[DueContact]


class KeptNumber(TypedDict):
    """That a national number is kept."""

    country: str
    legal_basis: str
    recorded_at: datetime
    cautions: list[str]


class NationalNumber(TypedDict):
    """A national number in full."""

    number: str
