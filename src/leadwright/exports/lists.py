"""The lists of an export, each within the reach of who asked for it and as far as that person knows its rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leadwright.accounts import exporting as accounts
from leadwright.accounts.filters import accounts_for, contacts_for
from leadwright.activities.models import Activity
from leadwright.contacts import exporting as contacts
from leadwright.contacts.models import ContactQuerySet
from leadwright.exports.columns import ACTIVITIES, TASKS, USERS, of_activity, of_task
from leadwright.foundation.attempts import Attempt
from leadwright.foundation.cells import Cell
from leadwright.foundation.moments import snapshot_of
from leadwright.foundation.sheets import CHUNK, Column, Format, Sheet, Wanted
from leadwright.leads import exporting as leads
from leadwright.leads.customers import customers_among
from leadwright.leads.filters import reader_of, table_for
from leadwright.people.access import may
from leadwright.people.filtering import FilterTable
from leadwright.people.models import User
from leadwright.tasks.models import Task

# Nobody asks from anywhere: the request was noted when the export was asked for.
NOWHERE = Attempt(face="page", method="", path="", address=None)


def sheets_for(user: User, at: datetime) -> Iterator[Sheet]:
    """Return each list that somebody may take along, as CSV by keys and codes."""
    wanted = Wanted(format=Format.CSV, in_words=False, asked=NOWHERE, at=at)
    makers: tuple[tuple[bool, Callable[[User, Wanted], Sheet]], ...] = (
        (may(user, "lead.export"), _leads),
        (may(user, "contact.export"), _contacts),
        (may(user, "contact.export"), _accounts),
        (may(user, "lead.export"), _activities),
        (may(user, "lead.export") and may(user, "task.view"), _tasks),
        (may(user, "user.view"), _users),
    )
    for is_open, make in makers:
        if is_open:
            yield replace(make(user, wanted), noted=_noted_already)


def _noted_already() -> None:
    """Do nothing."""


def all_of(table: FilterTable[Any], user: User, at: datetime) -> Any:
    """Return that nothing narrows a list."""
    return table.read({}, reader_of(user, at))


def all_contacts(user: User, at: datetime) -> Any:
    """Return that nothing narrows the list of contacts, and how it is narrowed."""
    table = contacts_for(user)
    chosen = all_of(table, user, at)

    def narrow(rows: ContactQuerySet) -> ContactQuerySet:
        return table.narrow(rows, chosen)

    return chosen, narrow


def _leads(user: User, wanted: Wanted) -> Sheet:
    chosen = table_for(user).read({"state": "any"}, reader_of(user, wanted.at))
    return replace(leads.export(chosen, wanted=wanted), name="leads")


def _contacts(user: User, wanted: Wanted) -> Sheet:
    chosen, narrow = all_contacts(user, wanted.at)
    sheet = contacts.export(chosen, narrow=narrow, customers=customers_among, wanted=wanted)
    return replace(sheet, name="contacts")


def _accounts(user: User, wanted: Wanted) -> Sheet:
    sheet = accounts.export(all_of(accounts_for(user), user, wanted.at), wanted=wanted)
    return replace(sheet, name="accounts")


def _activities(user: User, wanted: Wanted) -> Sheet:
    rows = Activity.objects.with_surroundings().within_reach(user).order_by("pk")
    return _sheet("activities", ACTIVITIES, rows, lambda row: of_activity(row, user), user, wanted)


def _tasks(user: User, wanted: Wanted) -> Sheet:
    rows = Task.objects.with_surroundings().within_reach(user).order_by("pk")
    return _sheet("tasks", TASKS, rows, lambda row: of_task(row, user), user, wanted)


def _users(user: User, wanted: Wanted) -> Sheet:
    rows = User.objects.within_reach(user, "user.view").select_related("unit").order_by("pk")
    return _sheet("users", USERS, rows, lambda row: row, user, wanted)


def _sheet(
    name: str,
    columns: Sequence[Column[Any]],
    rows: Any,
    known: Callable[[Any], Any],
    user: User,
    wanted: Wanted,
) -> Sheet:
    return Sheet(
        name=name,
        headings=[column.heading for column in columns],
        parts=(_cells(part, columns, known) for part in snapshot_of(rows, size=CHUNK)),
        wanted=wanted,
        zone=ZoneInfo(user.time_zone),
        noted=_noted_already,
    )


def _cells(
    rows: Sequence[Any], columns: Sequence[Column[Any]], known: Callable[[Any], Any]
) -> list[list[Cell]]:
    return [[column.cell(said, in_words=False) for column in columns] for said in map(known, rows)]
