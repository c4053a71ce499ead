"""A page of the list of accounts as its reader narrowed and sorted it, and the marker of the page that follows."""

from leadwright.accounts.filters import FACETED, accounts_for
from leadwright.accounts.models import Account, AccountQuerySet
from leadwright.accounts.own import own_fields_of
from leadwright.fields.filtering import is_own
from leadwright.fields.ordering import KINDS, PLACE, OwnOrder, own_lines, own_order, own_sorted
from leadwright.foundation import keyset
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.planning import planned_anew
from leadwright.people.filtering import Chosen

# A marker of the order by name said so before there were others.
BY_NAME = {"name": "account", "-name": "-account"}


def page(chosen: Chosen, *, cursor: str | None, size: int) -> tuple[list[Account], str]:
    """Return the next accounts within reach, at most `size`; a marker of another order is CURSOR_INVALID."""
    by = chosen.reader.user
    rows = accounts_for(by).narrow(Account.objects.within_reach(by, "contact.view"), chosen)
    if is_own(chosen.order):
        return _by_own_field(rows, chosen, cursor, size)
    rows = rows.with_classes().by_name(falls=chosen.order.startswith("-"))
    return keyset.page(rows, cursor=cursor, size=size, order=BY_NAME[chosen.order])


def in_order(rows: AccountQuerySet, chosen: Chosen) -> AccountQuerySet:
    """Return all accounts of a list in its order."""
    rows = rows.with_classes()
    if is_own(chosen.order):
        sorted_rows: AccountQuerySet = own_sorted(rows, _own_order(chosen))
        return sorted_rows
    return rows.by_name(falls=chosen.order.startswith("-"))


def _own_order(chosen: Chosen) -> OwnOrder:
    by = chosen.reader.user
    return own_order(chosen.order, own_fields_of(by), FACETED, by=by, rest="sort_name")


def _by_own_field(
    rows: AccountQuerySet, chosen: Chosen, cursor: str | None, size: int
) -> tuple[list[Account], str]:
    order = _own_order(chosen)
    after = place_of(cursor, KINDS, order=chosen.order) if cursor else None
    with planned_anew():
        lines = own_lines(rows, order, ("version",), size=size + 1, after=after)
    keys = [line[-1] for line in lines[:size]]
    accounts = rows.with_classes().in_bulk(keys)
    following = marker(lines[size - 1][-len(PLACE) :], order=chosen.order) if len(lines) > size else ""
    return [accounts[key] for key in keys if key in accounts], following
