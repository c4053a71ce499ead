"""The filters and orders of a list of tasks, a row each: page and API draw from here."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.numbers import number_in
from leadwright.leads.models import Lead
from leadwright.people.filter_kinds import DAY, TEXT, closed, yes_no
from leadwright.people.filtering import Choices, Chosen, Filter, FilterTable, Kind, Order, Reader, Unfit
from leadwright.people.models import User
from leadwright.tasks.models import Task, TaskQuerySet
from leadwright.tasks.states import TaskState, Weight

STATES = {"open": _("open"), "overdue": _("overdue"), "completed": _("completed"), "closed": _("closed")}
MOST = 200
KINDS: dict[str, type] = {"due_at": datetime, "id": int}
ANY, ME, NOBODY = "any", "me", "none"


def _in_states(rows: TaskQuerySet, values: Collection[str], chosen: Chosen) -> TaskQuerySet:
    some = Q(state__in=sorted(value.upper() for value in values if value != "overdue"))
    if "overdue" in values:
        some |= Q(state=TaskState.OPEN, due_at__lt=chosen.reader.at)
    return rows.filter(some)


def _start(day: date, chosen: Chosen) -> datetime:
    return datetime.combine(day, datetime.min.time(), chosen.reader.zone)


def _owners(reader: Reader) -> Choices:
    people = User.objects.filter(organisation=reader.user.organisation_id, is_active=True)
    named = people.order_by("name", "pk").values_list("email", "name")[:MOST]
    return [(ME, _gettext("me")), (NOBODY, _gettext("nobody yet")), (ANY, _gettext("anybody")), *named]


def _owner(text: str, reader: Reader) -> str | int:
    plain = text.lower()
    if plain in (ME, NOBODY, ANY):
        return plain
    user = User.objects.filter(organisation=reader.user.organisation_id, email=plain).first()
    if user is None:
        raise Unfit(_gettext("write me, none, any, or the e-mail address of somebody of your company"))
    return user.pk


def _of_owner(rows: TaskQuerySet, value: str | int, chosen: Chosen) -> TaskQuerySet:
    if value == ANY:
        return rows
    if value == NOBODY:
        return rows.filter(owner=None)
    return rows.filter(owner=chosen.reader.user.pk if value == ME else int(value))


def _mine(rows: TaskQuerySet, is_mine: bool, chosen: Chosen) -> TaskQuerySet:
    me = Q(owner=chosen.reader.user.pk)
    return rows.filter(me) if is_mine else rows.filter(Q(owner=None) | ~me)


def _lead(text: str, reader: Reader) -> int:
    number = number_in(text.upper().removeprefix("L-"))
    leads: Any = Lead.objects.within_reach(reader.user, "lead.view")
    if number is None or not leads.filter(pk=number).exists():
        raise Unfit(_gettext("write the number of a lead that you can see, such as 1042"))
    return number


def _holding(rows: TaskQuerySet, text: str, chosen: Chosen) -> TaskQuerySet:
    """Take those that hold each word in their subject, their instructions or their results."""
    for word in text.split()[:10]:
        held = Q(subject__icontains=word) | Q(instructions__icontains=word) | Q(results__icontains=word)
        rows = rows.filter(held)
    return rows


OWNER = Kind(read=_owner, control="choice", schema={"type": "string"}, choices=_owners)
LEAD = Kind(read=_lead, control="text", schema={"type": "string", "pattern": "^([Ll]-)?[0-9]+$"})
FILTERS: tuple[Filter[TaskQuerySet], ...] = (
    Filter(
        name="q",
        words=_("Text"),
        kind=TEXT,
        narrow=_holding,
        hint=_("words of subject, instructions or results"),
    ),
    Filter(name="mine", words=_("Mine"), kind=yes_no(), narrow=_mine, followed=True),
    Filter(name="state", words=_("State"), kind=closed(STATES), many=True, narrow=_in_states),
    Filter(
        name="owner",
        words=_("In charge"),
        kind=OWNER,
        narrow=_of_owner,
        hint=_("me, none, any, or an e-mail address"),
    ),
    Filter(
        name="importance",
        words=_("Importance"),
        kind=closed(dict(Weight.choices)),
        many=True,
        narrow=lambda rows, values, chosen: rows.filter(importance__in=values),
    ),
    Filter(
        name="lead",
        words=_("Lead"),
        kind=LEAD,
        narrow=lambda rows, value, chosen: rows.filter(lead=value),
        followed=True,
    ),
    Filter(
        name="due_from",
        words=_("Due from"),
        kind=DAY,
        narrow=lambda rows, day, chosen: rows.filter(due_at__gte=_start(day, chosen)),
    ),
    Filter(
        name="due_to",
        words=_("Due up to"),
        kind=DAY,
        narrow=lambda rows, day, chosen: rows.filter(due_at__lt=_start(day + timedelta(days=1), chosen)),
    ),
)
ORDERS = (
    Order(
        name="due",
        words=_("Due first"),
        words_down=_("Due last"),
        columns=("due_at", "id"),
        index="of_a_company",
        falls=False,
    ),
)
TASKS: FilterTable[TaskQuerySet] = FilterTable(filters=FILTERS, orders=ORDERS, usual_order="due")


def page(chosen: Chosen, *, size: int, after: tuple[Any, ...] | None = None) -> list[Task]:
    """Return the next tasks within reach that fit all that was chosen, in its order."""
    direction = next(row for row in TASKS.directions() if row.name == chosen.order)
    columns, falls = direction.columns, direction.falls
    rows = TASKS.narrow(Task.objects.within_reach(chosen.reader.user).with_surroundings(), chosen)
    if after is not None:
        rows = rows.after_columns(columns, after, falls=falls)
    return list(rows.order_by(*(f"-{name}" if falls else name for name in columns))[:size])
