"""The columns of a list on its page: headings that sort it, and the form that chooses own fields among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadwright.fields.columns import offered
from leadwright.fields.definitions import Fields
from leadwright.fields.filtering import PREFIX
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import NUMERIC, Subject
from leadwright.leads.own_columns import columns_of_list, known_of_list
from leadwright.people.filtering import ORDERING, Chosen, Direction
from leadwright.web.base.requests import WebRequest

RISES, FALLS = "ascending", "descending"


@dataclass(frozen=True, kw_only=True)
class Sorter:
    """Where a heading leads to sort the list by it, and how the list is sorted by it now: `aria-sort`, or not."""

    address: str
    now: str = ""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The heading of an own field."""

    label: str
    is_numeric: bool
    sorter: Sorter | None


@dataclass(frozen=True, kw_only=True)
class Offered:
    """An own field that can be a column."""

    key: str
    label: str
    section: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What the columns of a list are drawn from; `back` is where the form leads back to."""

    subject: str
    back: str
    fields: Fields = ()
    headings: tuple[Heading, ...] = ()
    offered: tuple[Offered, ...] = ()
    sorters: Mapping[str, Sorter] = field(default_factory=dict)


def columns_of(
    request: WebRequest, subject: Subject, chosen: Chosen, directions: list[Direction], *, address: str
) -> Columns:
    """Return the columns of a list as its reader chose them, with headings for the orders that it offers."""
    by, query = request.user, request.GET.copy()
    query.pop("cursor", None)
    back = f"{address}?{query.urlencode()}" if query else address
    fields, known = columns_of_list(subject, by), known_of_list(subject, by)
    sorters = _sorters(request, chosen, directions, address)
    return Columns(
        subject=subject,
        back=back,
        fields=fields,
        headings=tuple(_heading(row, sorters) for row in fields),
        offered=tuple(
            Offered(key=row.key, label=row.label, section=row.section, is_chosen=row in fields)
            for row in offered(known)
        ),
        sorters=sorters,
    )


def _heading(row: OwnField, sorters: Mapping[str, Sorter]) -> Heading:
    sorter = sorters.get(f"{PREFIX}{row.key}")
    return Heading(label=row.label, is_numeric=row.kind in NUMERIC, sorter=sorter)


def _sorters(
    request: WebRequest, chosen: Chosen, directions: list[Direction], address: str
) -> dict[str, Sorter]:
    """Return where each order is asked for that the reader may sort by: again, it is turned round."""
    names = {row.name for row in directions if row.is_offered(chosen.reader) and not row.falls}
    sorters = {}
    for name in (name for name in names if not name.startswith("-")):
        now = {name: RISES, f"-{name}": FALLS}.get(chosen.order, "")
        query = request.GET.copy()
        query.pop("cursor", None)
        query[ORDERING] = f"-{name}" if now == RISES else name
        sorters[name] = Sorter(address=f"{address}?{query.urlencode()}", now=now)
    return sorters
