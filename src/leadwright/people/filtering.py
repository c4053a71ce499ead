"""How a list is narrowed and sorted for its reader: filters and orders as rows, read from text, refused by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.foundation.numbers import plain_decimal
from leadwright.foundation.parameters import repeated
from leadwright.foundation.refusals import FieldError, Refused, refuse
from leadwright.foundation.text import fault_in_text
from leadwright.people.access import deny, may, whom_to_ask
from leadwright.people.models import User
from leadwright.people.reach import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

Rows = TypeVar("Rows")
Choices = list[tuple[str, str]]
Control = Literal["text", "suggested", "choice", "day", "amount", "number"]
# Of these a page asks what can be chosen, or what is suggested while something is typed.
WITH_CHOICES = ("choice", "suggested")
ORDERING = "ordering"
LONGEST = 400
MANY = 20


class Unfit(ValueError):
    """A text is no value of a filter; the message says what would be."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads a list, when, and which parts of the product are switched on.

    `number` reads numbers: as programs write them, unless a page lets people type them.
    """

    user: User
    at: datetime
    has: Callable[[str], bool]
    number: Callable[[str], Decimal | None] = plain_decimal

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the reader's days begin."""
        return ZoneInfo(self.user.time_zone)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the values of a filter are: how a text is read (or Unfit), and how a page and the API ask for it.

    `write` spells a value that is a number, with a mark for decimals.
    """

    read: Callable[[str, Reader], Any]
    control: Control
    schema: Mapping[str, Any]
    choices: Callable[[Reader], Choices] = lambda reader: []
    write: Callable[[Any, str], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a list is narrowed to: the values by the names of their filters, the order, and what was wrong."""

    reader: Reader
    values: Mapping[str, Any]
    order: str
    faults: tuple[FieldError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filter(Generic[Rows]):
    """One filter. `many` takes several values by comma; `part` is switched off with it; `needs` is a permission.

    `other_names` are former names, which addresses in mails and bookmarks still hold. A page asks for a filter
    that is `followed` only by links: nobody types the number of a contact. What a `steady` one asks follows from
    its values and the rules alone, not from the moment nor from who reads: the SQL of such a list is kept.
    """

    name: str
    words: "Words"
    kind: Kind
    narrow: Callable[[Rows, Any, Chosen], Rows]
    many: bool = False
    followed: bool = False
    steady: bool = False
    other_names: tuple[str, ...] = ()
    part: str = ""
    needs: Permission | None = None
    hint: "Words" = ""

    def is_offered(self, reader: Reader) -> bool:
        """Tell whether the reader can use the filter at all."""
        return self.is_switched_on(reader) and (self.needs is None or may(reader.user, self.needs))

    def is_switched_on(self, reader: Reader) -> bool:
        """Tell whether the part that the filter belongs to is switched on."""
        return not self.part or reader.has(self.part)

    def value(self, text: str, reader: Reader) -> Any:
        """Return the value, or the values, that a text means; raises Unfit."""
        if fault := fault_in_text(text):
            raise Unfit(fault)
        if len(text) > LONGEST:
            raise Unfit(_("at most {number} characters").format(number=LONGEST))
        if not self.many:
            return self.kind.read(text, reader)
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not 0 < len(parts) <= MANY:
            raise Unfit(_("write from 1 to {number} values, with commas between them").format(number=MANY))
        return tuple(self.kind.read(part, reader) for part in parts)


@dataclass(frozen=True, kw_only=True)
class Direction:
    """An order in one direction, as it is named in an address: all columns rise, or all fall."""

    name: str
    words: "Words"
    columns: tuple[str, ...]
    falls: bool
    needs: Permission | None

    def is_offered(self, reader: Reader) -> bool:
        """Tell whether the reader may sort so."""
        return self.needs is None or may(reader.user, self.needs)


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order and its reverse, with a minus before the name; `falls` says that the plain one runs downwards.

    `index` is what the names of its indexes end in.
    """

    name: str
    words: "Words"
    words_down: "Words"
    columns: tuple[str, ...]
    index: str
    falls: bool = False
    other_names: tuple[str, ...] = ()
    needs: Permission | None = None

    def directions(self) -> tuple[Direction, Direction]:
        """Return the order and its reverse."""
        up = Direction(
            name=self.name, words=self.words, columns=self.columns, falls=self.falls, needs=self.needs
        )
        down = Direction(
            name=f"-{self.name}",
            words=self.words_down,
            columns=self.columns,
            falls=not self.falls,
            needs=self.needs,
        )
        return up, down


@dataclass(frozen=True, kw_only=True)
class FilterTable(Generic[Rows]):
    """All filters and orders of one list: pages, API, links and acts on several rows draw from it."""

    filters: tuple[Filter[Rows], ...]
    orders: tuple[Order, ...]
    usual_order: str

    def named(self, name: str) -> Filter[Rows] | None:
        """Return the filter that has a name, a former one too."""
        return next((row for row in self.filters if name in (row.name, *row.other_names)), None)

    def offered(self, reader: Reader) -> list[Filter[Rows]]:
        """Return the filters that the reader can use."""
        return [row for row in self.filters if row.is_offered(reader)]

    def is_steady(self, chosen: Chosen) -> bool:
        """Tell whether what was chosen asks the same of whoever chooses it, whenever."""
        return all(row.steady for row in self.filters if row.name in chosen.values)

    def directions(self) -> Iterator[Direction]:
        """Return each order in both directions."""
        return (direction for order in self.orders for direction in order.directions())

    def read(self, data: Mapping[str, str], reader: Reader) -> Chosen:
        """Return what an address asks for; whatever it is refused for is a fault that names the filter."""
        values: dict[str, Any] = {}
        faults: list[FieldError] = []
        for name in (name for name in data if name != ORDERING):
            try:
                value = self._value(name, data[name].strip(), reader)
            except Refused as no:
                faults += _faults(no)
                continue
            faults += [repeated(name) for row in value if row in values]
            values |= value
        try:
            order = self._order(data.get(ORDERING, ""), reader)
        except Refused as no:
            order, faults = self.usual_order, [*faults, *_faults(no)]
        return Chosen(reader=reader, values=values, order=order, faults=tuple(faults))

    def narrow(self, rows: Rows, chosen: Chosen) -> Rows:
        """Return the rows that fit all that was chosen."""
        for row in self.filters:
            if row.name in chosen.values:
                rows = row.narrow(rows, chosen.values[row.name], chosen)
        return rows

    def _value(self, name: str, text: str, reader: Reader) -> dict[str, Any]:
        row = self.named(name)
        if row is None or not row.is_switched_on(reader):
            refuse("FILTER_UNKNOWN", field=name, name=name[:40])
        if not text:
            return {}
        if row.needs is not None and not may(reader.user, row.needs):
            deny(row.needs, because=whom_to_ask(reader.user), field=name)
        try:
            return {row.name: row.value(text, reader)}
        except Unfit as no:
            raise Refused("FIELD_INVALID", errors=[_unfit(row, name, str(no))]) from no

    def _order(self, name: str, reader: Reader) -> str:
        for order in self.orders:
            for former in order.other_names:
                name = {former: order.name, f"-{former}": f"-{order.name}"}.get(name, name)
        direction = next((row for row in self.directions() if row.name == (name or self.usual_order)), None)
        if direction is None:
            refuse("FILTER_UNKNOWN", field=ORDERING, name=name[:40])
        if direction.needs is not None and not may(reader.user, direction.needs):
            deny(direction.needs, because=whom_to_ask(reader.user), field=ORDERING)
        return direction.name


def _unfit(row: Filter[Any], name: str, reason: str) -> FieldError:
    """Return what is wrong with a value, in the words by which people know the filter."""
    detail = _("Check “{filter}”: {reason}.").format(filter=row.words, reason=reason)
    return FieldError(field=name, code="FIELD_INVALID", detail=detail)


def _faults(no: Refused) -> tuple[FieldError, ...]:
    """Return what is wrong; whoever lacks the right to a filter is refused as a whole."""
    if no.status == 403:
        raise no
    return no.errors
