"""What templates are given: small, flat and read-only, so that a page never asks the database."""

from dataclasses import dataclass, field
from datetime import datetime

from leadwright.fields.columns import Cell
from leadwright.fields.showing import Section
from leadwright.web.parts.clock_face import ClockFace
from leadwright.web.parts.next_steps import RowStep


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One key figure; with an address it is a link to what it counts: `count` rows of a list."""

    name: str
    value: str
    aside: str = ""
    tone: str = ""
    href: str = ""
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfferCard:
    """A lead that waits for an answer; `result` replaces the buttons once it was given."""

    number: int
    name: str
    face: ClockFace
    what: str = ""
    source: str = ""
    may_reject: bool = True
    fault: str = ""
    reason: str = ""
    result: str = ""
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class LeadRow:
    """One line of a list; `partner` handles the lead where that is not the reader's own company."""

    number: int
    version: int
    address: str
    name: str
    detail: str
    status: str
    tone: str
    owner: str
    amount: str
    success: str
    face: ClockFace
    due: str = ""
    shade: str = ""
    initials: str = ""
    partner: str = ""
    important: str = ""
    step: RowStep | None = None
    sale: str = ""
    waits_at: str = ""
    own: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lead's path; mark is done, now, won, lost or empty, length how long the lead was at it."""

    label: str
    mark: str = ""
    length: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act on a lead: open with an address, or closed with its reason; or never `possible` for this reader."""

    action: str
    label: str
    address: str
    allowed: bool
    possible: bool = True
    reason: str = ""
    icon: str = "edit"
    dialog: bool = True


@dataclass(frozen=True, kw_only=True)
class Running:
    """A running clock with the name of what it waits for."""

    name: str
    face: ClockFace


@dataclass(frozen=True, kw_only=True)
class ContactArea:
    """The contact of a lead with its channels and its other leads."""

    id: int
    facts: tuple[tuple[str, str], ...]
    phone: str = ""
    phone_in_words: str = ""
    email: str = ""
    has_own_phone: bool = False
    has_own_email: bool = False
    others: str = ""
    others_address: str = ""


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """One line of a lead: a legal entity, a contact person, and what they are in it."""

    id: int
    is_main: bool
    company: str
    company_id: int | None = None
    person: str
    person_id: int | None = None
    role: str = ""
    person_role: str = ""
    is_blocked: bool = False


@dataclass(frozen=True, kw_only=True)
class InterestLine:
    """One time that the customer showed interest again."""

    at: str
    who: str
    source: str
    description: str


@dataclass(frozen=True, kw_only=True)
class AccountArea:
    """The account of a lead; whoever may open its page gets an address."""

    facts: tuple[tuple[str, str], ...]
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """An entry of a menu: a page to go to, or a dialog that opens over this one."""

    icon: str
    label: str
    address: str
    is_dialog: bool = False


@dataclass(frozen=True, kw_only=True)
class LeadPage:
    """A lead as its page shows it."""

    number: int
    address: str
    name: str
    description: str
    type: str
    status: str
    tone: str
    is_opportunity: bool
    face: ClockFace
    path: tuple[Step, ...]
    facts: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    clocks: tuple[Running, ...] = ()
    company: tuple[tuple[str, str], ...] = ()
    company_menu: tuple[MenuItem, ...] = ()
    contact: ContactArea | None = None
    parties: tuple[PartyLine, ...] = ()
    interests: tuple[InterestLine, ...] = ()
    cautions: tuple[str, ...] = ()
    offer: str = ""
    gaps: str = ""
    guidance: str = ""
    own: tuple[Section, ...] = ()
    important: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message of the mailbox; the parts of its text are plain or links, `carried` are its files with their sizes."""

    id: int
    to: str
    subject: str
    at: str
    preview: str = ""
    message_id: str = ""
    parts: tuple["LetterPart", ...] = field(default=())
    moment: datetime | None = None
    carried: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterPart:
    """A run of text, with an address when it is a link of ours."""

    text: str
    link: str = ""
