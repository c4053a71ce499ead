"""The values of a task as the faces send them: cleaned once, so that all faults are named in one answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.clocks.models import calendar_of
from leadwright.clocks.worktime import end_of_working_day
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line
from leadwright.leads.cleaning import clean_moment, clean_number, clean_text, tried
from leadwright.leads.models import Lead
from leadwright.people.access import may, reaches
from leadwright.people.models import Profile, Unit, User
from leadwright.tasks.models import Task
from leadwright.tasks.states import Address, Weight

LONGEST_LINE = 250
LONGEST_TEXT = 20_000
MOST_WORKING_DAYS = 250
FARTHEST = timedelta(days=3660)
LINES = ("subject", "deliverable")
TEXTS = ("instructions", "results")
ASKED = ("subject", "deliverable", "instructions", "importance", "starts", "due", "working_days")
SAVED = ("results", "fields")
IN_CHARGE = ("user", "unit", "role")


@dataclass(kw_only=True)
class Around:
    """What values are read by: who sends them, when, the lead, and the task that is changed."""

    by: User
    at: datetime
    lead: Lead | None = None
    task: Task | None = None
    faults: list[FieldError] = field(default_factory=list)

    def finished(self) -> None:
        """Refuse once for all that was noted."""
        refuse_fields(self.faults)


@dataclass(frozen=True, kw_only=True)
class InCharge:
    """Whom a task is addressed to: a user, or a unit, or a role within an organisation."""

    user: User | None = None
    unit: Unit | None = None
    role: Profile | None = None

    def columns(self) -> dict[str, Any]:
        """Return how a task keeps it: also where it lies, so that reach needs no look at its owner."""
        unit = self.unit or (self.user.unit if self.user else None)
        kind = Address.USER if self.user else Address.UNIT if self.unit else Address.ROLE
        return {
            "addressed": kind,
            "owner": self.user,
            "unit": unit,
            "group": unit.group if unit else None,
            "role": self.role,
        }


def refuse_unknown(data: Mapping[str, Any], around: Around, *known: str) -> None:
    """Note each name that is not taken here."""
    around.faults += [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - set(known))]


def columns(data: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """Return the columns of words that were sent, cleaned; faults are noted."""
    faults, values = around.faults, dict[str, Any]()
    for name in (name for name in LINES if name in data):
        values[name] = tried(faults, partial(line, name, data[name])) or ""
    for name in (name for name in TEXTS if name in data):
        text = tried(faults, partial(clean_text, name, data[name], longest=LONGEST_TEXT))
        values[name] = text or ""
    if "importance" in data:
        values["importance"] = tried(faults, lambda: _weight(data["importance"]))
    return values


def line(name: str, value: Any) -> str:
    """Return a text of a single line."""
    text = clean_text(name, value, longest=LONGEST_LINE)
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field=name, reason=fault)
    return text


def _weight(value: Any) -> str:
    if value in (None, ""):
        return Weight.NORMAL
    if value not in Weight.values:
        reason = _("choose one of: {allowed}").format(allowed=", ".join(Weight.values))
        refuse("FIELD_INVALID", field="importance", reason=reason)
    return str(value)


def moments(data: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """Return beginning and due moment as far as they were sent: given, or by working days from the beginning."""
    faults, values, former = around.faults, dict[str, Any](), around.task
    if data.get("starts") not in (None, ""):
        values["starts_at"] = tried(faults, partial(_moment, "starts", data["starts"], around.at))
    start = values.get("starts_at") or (former.starts_at if former else around.at)
    if data.get("due") not in (None, ""):
        values["due_at"] = tried(faults, partial(_moment, "due", data["due"], around.at))
        if data.get("working_days") not in (None, ""):
            reason = _("give either a day or a number of working days")
            faults.append(field_error("working_days", "FIELD_INVALID", reason=reason))
    elif data.get("working_days") not in (None, ""):
        values["due_at"] = tried(faults, lambda: _by_working_days(data["working_days"], start, around))
    due = values.get("due_at") or (former.due_at if former else None)
    if due is not None and due < start and values:
        faults.append(field_error("due", "FIELD_INVALID", because="TASK_DUE_FIRST"))
    return values


def _by_working_days(value: Any, start: datetime, around: Around) -> datetime | None:
    number = clean_number("working_days", value, least=1, most=MOST_WORKING_DAYS)
    return due_after(number, start, around.by.organisation_id) if number else None


def due_after(working_days: int, start: datetime, organisation_id: int) -> datetime:
    """Return the end of the last of so many working days of an organisation."""
    return end_of_working_day(calendar_of(organisation_id), start, working_days)


def _moment(name: str, value: Any, at: datetime) -> datetime | None:
    moment = clean_moment(name, value)
    if moment is not None and abs(moment - at) > FARTHEST:
        refuse("FIELD_INVALID", field=name, reason=_("it is more than ten years away"))
    return moment.astimezone(UTC) if moment is not None else None


def day(name: str, value: Any, around: Around) -> date | None:
    """Return a day that is over or today, on the calendar of whoever sends it; nothing is None."""
    if value in (None, ""):
        return None
    try:
        given = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        refuse("FIELD_INVALID", field=name, reason=_("write a day such as 2026-03-12"))
    today = around.at.astimezone(ZoneInfo(around.by.time_zone)).date()
    if given > today:
        refuse("FIELD_INVALID", field=name, reason=_("it lies ahead"))
    if given < today - FARTHEST:
        refuse("FIELD_INVALID", field=name, reason=_("it is more than ten years away"))
    return given


def in_charge(data: Mapping[str, Any], around: Around) -> InCharge | None:
    """Return whom a task is for: exactly one of user, unit and role; nobody named is whoever sends it."""
    named = [name for name in IN_CHARGE if data.get(name) not in (None, "")]
    if len(named) > 1:
        reason = _("name one of a person, a unit and a role")
        around.faults.append(field_error(named[1], "FIELD_INVALID", reason=reason))
        return None
    if not named:
        return InCharge(user=around.by)
    name, value = named[0], data[named[0]]
    return tried(around.faults, lambda: _in_charge(name, value, around))


def _in_charge(name: str, value: Any, around: Around) -> InCharge:
    if name == "user":
        return InCharge(user=user_named(value, around))
    return InCharge(unit=_unit(value, around)) if name == "unit" else InCharge(role=_role(value, around))


def possible_users(by: User) -> Any:
    """Return who can be in charge of a task: the active users of the own company who see tasks."""
    rows = User.objects.who_may("task.view").filter(organisation=by.organisation_id)
    return rows.with_profiles().select_related("unit__group", "organisation").order_by("name", "pk")


def user_named(email: Any, around: Around) -> User:
    """Return the colleague that an address names, who has to be able to see the lead, if there is one."""
    address = email.strip().lower() if isinstance(email, str) else ""
    user: User | None = possible_users(around.by).filter(email=address).first() if address else None
    if user is None or not may(user, "task.view"):
        reason = _("name an active user of your company by e-mail address")
        refuse("FIELD_INVALID", field="user", reason=reason)
    lead = around.lead or (around.task.lead if around.task else None)
    if lead is not None and not reaches(user, "lead.view", lead):
        refuse("FIELD_INVALID", field="user", because="TASK_OUT_OF_REACH", name=user.name)
    return user


def possible_units(by: User) -> Any:
    """Return the units that a task can be for: those of the own company."""
    rows = Unit.objects.filter(group__organisation=by.organisation_id)
    return rows.select_related("group").order_by("name", "pk")


def _unit(value: Any, around: Around) -> Unit:
    unit: Unit | None = possible_units(around.by).filter(pk=number_in(value) or 0).first()
    if unit is None:
        refuse("FIELD_INVALID", field="unit", reason=_("choose one that exists and that you can see"))
    return unit


def possible_roles(by: User) -> Any:
    """Return the roles that a task can be for: those that somebody of the own company has."""
    home = by.organisation_id
    rows = Profile.objects.filter(Q(organisation=None) | Q(organisation=home))
    return rows.filter(users__organisation=home, users__is_active=True).distinct().order_by("name", "pk")


def _role(value: Any, around: Around) -> Profile:
    code = value if isinstance(value, str) else ""
    role: Profile | None = possible_roles(around.by).filter(code=code).first()
    if role is None:
        reason = _("choose a role that somebody of your company has")
        refuse("FIELD_INVALID", field="role", reason=reason)
    return role
