"""The whole configuration as plain data: what the linter reads, the file holds and the actions store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from leadwright.leads.configuration.levels import Step, standard_importances, standard_priorities
from leadwright.leads.states import USUAL_NOTICES, State

Labels = Mapping[str, str]

ABOUT_CONTACTS = (
    "contact_roles",
    "contact_groups",
    "contact_titles",
    "consent_channels",
    "consent_senders",
    "consent_purposes",
)
# Lists that came later, or that are about contacts: a file may leave them out, and then they stay as they are.
LEFT_OUT = ("activity_kinds", "opportunity_kinds", *ABOUT_CONTACTS)
NOTICES = "task_notices"
LISTS = (
    "statuses",
    "sources",
    "categories",
    "lost_reasons",
    "competitors",
    "products",
    "deal_segments",
    "deal_types",
    "account_classes",
    "credit_ratings",
    *LEFT_OUT,
)
OUTCOMES = {
    "opportunity": State.IN_PROGRESS,
    "nurture": State.PENDING,
    "nurture_progress": State.IN_PROGRESS,
    "invalid": State.LOST,
}
DEADLINES = {
    "acceptance_working_days": 3,
    "qualification_days": 7,
    "qualification_reminder_days": 7,
    "update_first_days": 7,
    "update_every_days": 30,
    "review_days": 90,
    "longest_postponement_days": 7,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of one of the lists; what a list does not know stays empty."""

    code: str
    labels: Labels
    is_retired: bool = False
    state: str = ""
    tone: str = ""
    kind: str = ""
    needs_text: bool = False
    is_brand: bool = False
    website: str = ""
    description: str = ""
    guidance: Labels = field(default_factory=dict)
    diagram: str = ""
    waits_for_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom a transition or a lead type is open to; empty means everybody.

    A group is named "Organisation / Group", a unit "Organisation / Group / Unit", a user by address.
    """

    groups: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is named."""
        return not (self.groups or self.units or self.users or self.profiles)


EVERYBODY = Audience()


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A transition from one status to another, by their codes."""

    start: str
    end: str
    audience: Audience = EVERYBODY
    required: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TypePlan:
    """How leads of one type behave. Sound plans name one initial status and one default for each state.

    Without levels of its own a type has those of the definition. Where no categories, goods, services or kinds
    of activities are listed, all of them can be chosen. The audience of a type is of groups and units only.
    """

    code: str
    labels: Labels
    is_retired: bool = False
    audience: Audience = EVERYBODY
    priority: int | None = None
    importance: int | None = None
    categories: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    activity_kinds: tuple[str, ...] = ()
    estimate_amount: int = 3
    estimate_unit: str = "months"
    statuses: tuple[str, ...] = ()
    initial: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    is_qualified: bool = True
    closing_data_when_lost: bool = True
    outcomes: Mapping[str, str] = field(default_factory=dict)
    deadlines: Mapping[str, int] = field(default_factory=lambda: dict(DEADLINES))
    transitions: tuple[Arrow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DefinitionPlan:
    """Which types are in force together, and the rules for all of them.

    No sources or no competitors listed means that all of them can be chosen.

    Leads of an importance from `important_from` on are marked in lists; without it none is.
    With `converts` a won lead makes its contact a customer, in the named class and with the named rating.
    """

    code: str
    labels: Labels
    is_active: bool = False
    types: tuple[str, ...] = ()
    lost_reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    priorities: tuple[Step, ...] = field(default_factory=standard_priorities)
    importances: tuple[Step, ...] = field(default_factory=standard_importances)
    default_currency: str = "EUR"
    deal_type_required: bool = False
    block_win: bool = True
    important_from: int | None = 4
    converts: bool = False
    account_class: str = ""
    credit_rating: str = ""


@dataclass(frozen=True, kw_only=True)
class People:
    """Who can be named in an audience; a user's address leads to the unit and the profiles.

    `processes` are those by which opportunities can go; nothing is said of them where it is None.
    """

    groups: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    users: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    profiles: frozenset[str] = frozenset()
    processes: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """The configuration of an installation; the order in each list is the order in which it is shown.

    A file may leave out lists about contacts, activities and opportunities, and the notices of tasks: what is
    `unmentioned` stays as it is. `processes` are those that the same file offers; None if it does not speak of them.
    """

    statuses: tuple[Entry, ...] = ()
    sources: tuple[Entry, ...] = ()
    categories: tuple[Entry, ...] = ()
    lost_reasons: tuple[Entry, ...] = ()
    competitors: tuple[Entry, ...] = ()
    products: tuple[Entry, ...] = ()
    deal_segments: tuple[Entry, ...] = ()
    deal_types: tuple[Entry, ...] = ()
    account_classes: tuple[Entry, ...] = ()
    credit_ratings: tuple[Entry, ...] = ()
    activity_kinds: tuple[Entry, ...] = ()
    opportunity_kinds: tuple[Entry, ...] = ()
    contact_roles: tuple[Entry, ...] = ()
    contact_groups: tuple[Entry, ...] = ()
    contact_titles: tuple[Entry, ...] = ()
    consent_channels: tuple[Entry, ...] = ()
    consent_senders: tuple[Entry, ...] = ()
    consent_purposes: tuple[Entry, ...] = ()
    unmentioned: frozenset[str] = frozenset()
    minimum_deal_values: Mapping[str, Decimal] = field(default_factory=dict)
    task_notices: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: dict(USUAL_NOTICES))
    switched_off: frozenset[str] = frozenset()
    types: tuple[TypePlan, ...] = ()
    definitions: tuple[DefinitionPlan, ...] = ()
    processes: frozenset[str] | None = None

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """Return one of the lists by its name."""
        rows: tuple[Entry, ...] = getattr(self, kind)
        return rows

    def with_rows(self, kind: str, rows: Iterable[Any]) -> "Blueprint":
        """Return the configuration with other rows in one of its lists."""
        changed: dict[str, Any] = {kind: tuple(rows)}
        return replace(self, **changed)

    def entry(self, kind: str, code: str) -> Entry | None:
        """Return a row of a list by its code."""
        return next((entry for entry in self.entries(kind) if entry.code == code), None)

    def type(self, code: str) -> TypePlan | None:
        """Return a lead type by its code."""
        return next((kind for kind in self.types if kind.code == code), None)

    def definition(self, code: str) -> DefinitionPlan | None:
        """Return a definition by its code."""
        return next((definition for definition in self.definitions if definition.code == code), None)


def initials_of(name: str) -> str:
    """Return the capital initials of a name: Sales from Partners is SFP; what has none gets X."""
    words = "".join(c if c.isalnum() else " " for c in name).split()
    return "".join(word[0] for word in words if word[0].isascii()).upper()[:20] or "X"


def free_code(name: str, taken: set[str]) -> str:
    """Return the initials of a name, with a number behind them if somebody has them."""
    base, number = initials_of(name), 1
    used = {code.lower() for code in taken}
    code = base
    while code.lower() in used:
        number += 1
        code = f"{base}{number}"
    return code
