"""Who knows what of a lead that one company sent and another handles: decided once, for every face."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Protocol

from leadwright.contacts.models import Contact
from leadwright.fields.definitions import Fields, fields_of, made_of_fields
from leadwright.fields.subjects import Kind, Sees, Subject
from leadwright.foundation.refusals import refuse
from leadwright.leads.fields import ROWS, Side, names_of
from leadwright.leads.models import Lead, Party
from leadwright.people.access import deny, may, whom_to_ask
from leadwright.people.models import User
from leadwright.people.reach import Permission

GUARDED: Mapping[str, Side] = {
    name: field.side for field in ROWS if field.side is not Side.BOTH for name in names_of(field)
}
RIGHTS: Mapping[str, Permission] = {
    name: field.right for field in ROWS if field.right is not None for name in names_of(field)
}
NAMES = frozenset(name for field in ROWS for name in names_of(field))
# The texts in history that are one side's alone; `entry_telling` decides about all that an entry holds.
PRIVATE_TEXTS = frozenset(("comment_from", "comment_to", "group_from", "group_to"))


def _empty() -> dict[str, Any]:
    """Return what the columns are in a lead that is read by somebody who may not know them."""
    hidden = GUARDED.keys() | RIGHTS.keys()
    columns = [
        column for column in Lead._meta.concrete_fields if column.name in hidden and not column.generated
    ]
    return {column.name: column.get_default() for column in columns}


class Placed(Protocol):
    """What decides about sides: the companies that a lead, or a row of a list of leads, names."""

    @property
    def organisation_id(self) -> int | None:
        """The organisation that handles it."""

    @property
    def sender_id(self) -> int | None:
        """The organisation that sent it."""

    @property
    def origin_id(self) -> int:
        """The organisation that brought it in."""


@dataclass(frozen=True)
class Sides:
    """The companies that a row of a list names."""

    organisation_id: int | None
    sender_id: int | None
    origin_id: int


def sides_of(user: User, lead: Placed) -> frozenset[Side]:
    """Return the sides that a user is on."""
    return sides_of_company(user.organisation_id, lead)


def sides_of_company(home: int | None, lead: Placed) -> frozenset[Side]:
    """Return the sides that a company is on: a lead that was never sent, or that waits in the queue, has one."""
    brought_in = home in (lead.origin_id, lead.sender_id)
    sides = {Side.BOTH}
    if home == lead.organisation_id or (brought_in and lead.organisation_id is None):
        sides |= {Side.HANDLER, Side.EACH}
    if brought_in:
        sides |= {Side.SENDER, Side.EACH}
    return frozenset(sides)


def may_know(user: User, name: str) -> bool:
    """Tell whether a field is open to a user's role at all: to read, to filter, to sort and to sum by."""
    return name not in RIGHTS or may(user, RIGHTS[name])


def require_to_know(user: User, name: str, *, field: str | None = None) -> None:
    """Refuse with PERMISSION_DENIED (403) whoever may not know a field, naming `field` or the field itself."""
    if not may_know(user, name):
        deny(RIGHTS[name], because=whom_to_ask(user), field=field or name)


def visible_to(user: User, lead: Placed) -> frozenset[str]:
    """Return the names of the fields of a lead that a user may know; of comment and notes those of his side."""
    sides = sides_of(user, lead)
    names = (name for name in NAMES if GUARDED.get(name, Side.BOTH) in sides and may_know(user, name))
    return frozenset((*names, *(field.name for field in own_fields_for(user, sides))))


def own_fields_of(user: User, lead: Placed) -> Fields:
    """Return the own fields of a lead that a user knows, in their order: those of the other side are none to him."""
    return own_fields_for(user, sides_of(user, lead))


def own_fields_for(user: User, sides: Collection[str]) -> Fields:
    """Return the own fields that a user knows of a lead whose sides he is on; amounts ask for a right of their own."""
    knows_amounts = may_know(user, "target_amount")

    def known(rows: Fields) -> Fields:
        return tuple(
            field
            for field in rows
            if field.subject == Subject.LEAD
            and (field.sees == Sees.BOTH or field.sees in sides)
            and (knows_amounts or field.kind != Kind.MONEY)
        )

    return made_of_fields(user.organisation_id, ("of leads", frozenset(sides), knows_amounts), known)


def require_visible_fields(user: User, given: Any) -> None:
    """Refuse with PERMISSION_DENIED (403) to write an amount in an own field without the right to know amounts."""
    keys = given.keys() if isinstance(given, Mapping) else ()
    for field in fields_of(user.organisation_id, Subject.LEAD) if keys else ():
        if field.kind == Kind.MONEY and field.key in keys:
            require_to_know(user, "target_amount", field=f"fields.{field.key}")


def visible_of(user: User, lead: Placed, *, doer: int | None) -> frozenset[str]:
    """Return what a user may know of what a company did to a lead: of another one, only what both sides know."""
    visible = visible_to(user, lead)
    return visible if doer in (None, user.organisation_id) else visible - GUARDED.keys()


def require_visible(user: User, lead: Placed, name: str) -> None:
    """Refuse with PERMISSION_DENIED (403) to read a field of a lead that is the other side's alone."""
    require_to_know(user, name)
    if name not in visible_to(user, lead):
        refuse("PERMISSION_DENIED", because="OTHER_SIDE")


def require_to_know_all(user: User, data: Mapping[str, Any]) -> None:
    """Refuse with PERMISSION_DENIED (403) to write what one may not know."""
    for name in sorted(RIGHTS.keys() & data.keys()):
        require_to_know(user, name)


def knows_contact_of(user: User, *, owner: int | None, origin: int) -> bool:
    """Tell whether a user may know a contact of a lead: its own company's, or one that came with the lead."""
    return owner in (user.organisation_id, origin)


def knows_contact(user: User, lead: Placed, contact: Contact) -> bool:
    """Tell whether a user may know a contact of a lead: one that the handler added is the handler's alone."""
    return knows_contact_of(user, owner=contact.organisation_id, origin=lead.origin_id)


def visible_lines(user: User, lead: Placed, lines: Iterable[Party]) -> list[Party]:
    """Return the lines of a lead that name nobody whom the user may not know."""
    return [
        line
        for line in lines
        if all(knows_contact(user, lead, contact) for contact in (line.company, line.person) if contact)
    ]


def known_to(user: User, lead: Lead) -> Lead:
    """Return a lead to be read by a user: what he may not know is empty in it. It is never stored or decided on."""
    seen, visible = copy(lead), visible_to(user, lead)
    for name, empty in _empty().items():
        if name not in visible:
            setattr(seen, name, empty)
    if lead.contact is not None and not knows_contact(user, lead, lead.contact):
        seen.contact = None
    return seen
