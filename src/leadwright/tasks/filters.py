"""The filters and orders of a list of tasks, a row each: page and API draw from here."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.fields.filtering import Faceted, with_own
from leadwright.fields.models import OwnField
from leadwright.leads.filter_values import LEAD
from leadwright.leads.work_fields import fields_of_tasks
from leadwright.people.filter_kinds import ANYBODY, DAY, ME, NOBODY, TEXT, closed, colleague, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Order
from leadwright.people.models import User
from leadwright.people.narrowing import from_day, holding, of_colleague, up_to_day
from leadwright.tasks.expressions import TaskFacet
from leadwright.tasks.models import Task, TaskQuerySet
from leadwright.tasks.states import TaskState, Weight

STATES = {"open": _("open"), "overdue": _("overdue"), "completed": _("completed"), "closed": _("closed")}
KINDS: dict[str, type] = {"due_at": datetime, "id": int}


def _in_states(rows: TaskQuerySet, values: Collection[str], chosen: Chosen) -> TaskQuerySet:
    some = Q(state__in=sorted(value.upper() for value in values if value != "overdue"))
    if "overdue" in values:
        some |= Q(state=TaskState.OPEN, due_at__lt=chosen.reader.at)
    return rows.filter(some)


def _mine(rows: TaskQuerySet, is_mine: bool, chosen: Chosen) -> TaskQuerySet:
    me = Q(owner=chosen.reader.user.pk)
    return rows.filter(me) if is_mine else rows.filter(Q(owner=None) | ~me)


OWNER = colleague({ME: _("me"), NOBODY: _("nobody yet"), ANYBODY: _("anybody")})
FILTERS: tuple[Filter[TaskQuerySet], ...] = (
    Filter(
        name="q",
        words=_("Text"),
        kind=TEXT,
        narrow=holding("subject", "instructions", "results"),
        hint=_("words of subject, instructions or results"),
    ),
    Filter(name="mine", words=_("Mine"), kind=yes_no(), narrow=_mine, followed=True),
    Filter(name="state", words=_("State"), kind=closed(STATES), many=True, narrow=_in_states),
    Filter(
        name="owner",
        words=_("In charge"),
        kind=OWNER,
        narrow=of_colleague,
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
        narrow=from_day("due_at"),
    ),
    Filter(
        name="due_to",
        words=_("Due up to"),
        kind=DAY,
        narrow=up_to_day("due_at"),
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


def tasks_for(user: User) -> FilterTable[TaskQuerySet]:
    """Return the filters of tasks with those by the own fields that a user knows; the order is by the day alone."""
    return replace(with_own(TASKS, fields_of_tasks(user), FACETED, by=user), orders=TASKS.orders)


def _knowing(rows: TaskQuerySet, field: OwnField, user: User) -> TaskQuerySet:
    """Keep the tasks of which a user knows a field: no task leaves its company."""
    del field
    return rows.filter(organisation=user.organisation_id)


FACETED = Faceted(facets=TaskFacet, sided=_knowing)


def page(chosen: Chosen, *, size: int, after: tuple[Any, ...] | None = None) -> list[Task]:
    """Return the next tasks within reach that fit all that was chosen, in its order."""
    direction = next(row for row in TASKS.directions() if row.name == chosen.order)
    columns, falls = direction.columns, direction.falls
    user = chosen.reader.user
    rows = tasks_for(user).narrow(Task.objects.within_reach(user).with_surroundings(), chosen)
    if after is not None:
        rows = rows.after_columns(columns, after, falls=falls)
    return list(rows.order_by(*(f"-{name}" if falls else name for name in columns))[:size])
