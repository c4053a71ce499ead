"""The values of an activity as the faces send them: cleaned once, so that all faults are named in one answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, Participant
from leadwright.activities.states import Direction, Weight
from leadwright.contacts.models import Contact
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line
from leadwright.leads import fields as lead_fields
from leadwright.leads.cleaning import clean_moment, clean_number, clean_text, tried
from leadwright.leads.models import ActivityKind, Lead
from leadwright.leads.money import currency_of
from leadwright.leads.parties import everybody, lines_of
from leadwright.leads.rules import rules_in_force
from leadwright.leads.telling import knows_contact, require_to_know_all
from leadwright.people.models import User

LONGEST_LINE = 250
LONGEST_TEXT = 20_000
MOST_PARTICIPANTS = 100
MOST_MINUTES = 40_320
FARTHEST = timedelta(days=3660)
LINES = ("subject", "place", "next_step")
TEXTS = ("details", "notes")
SENT = (
    *("kind", "subject", "details", "at", "end", "place", "direction", "importance", "next_step"),
    *("participants", "owner", "notes", "target_amount", "success_rate", "remind", "fields"),
)


@dataclass(kw_only=True)
class Around:
    """What values are read by: who sends them, when, the lead, and the activity that is changed or that leads on."""

    by: User
    at: datetime
    lead: Lead | None = None
    activity: Activity | None = None
    faults: list[FieldError] = field(default_factory=list)

    @property
    def currency(self) -> str:
        """The currency that is meant where none is named: without a lead that of the own company."""
        if self.lead is not None:
            return currency_of(self.lead)
        definition = rules_in_force().definition
        usual = definition.default_currency if definition is not None else "EUR"
        return currency_of_country(self.by.organisation.country, otherwise=usual)


@dataclass(frozen=True)
class People:
    """Who takes part: contacts and users."""

    contacts: tuple[Contact, ...] = ()
    users: tuple[User, ...] = ()

    def lines(self, activity: Activity) -> list[Participant]:
        """Return the lines of an activity that name them."""
        return [
            *(Participant(activity=activity, contact=contact) for contact in self.contacts),
            *(Participant(activity=activity, user=user) for user in self.users),
        ]


def refuse_unknown(data: Mapping[str, Any], around: Around, *more: str) -> None:
    """Note each name that is no field of an activity."""
    known = {*SENT, *more}
    around.faults += [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - known)]


def columns(data: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """Return the columns that were sent, cleaned; faults are noted, and amounts need the right to know them."""
    require_to_know_all(around.by, data)
    faults, values = around.faults, dict[str, Any]()
    for name in (name for name in LINES if name in data):
        values[name] = tried(faults, partial(_line, name, data[name])) or ""
    for name in (name for name in TEXTS if name in data):
        text = tried(faults, partial(clean_text, name, data[name], longest=LONGEST_TEXT))
        values[name] = text or ""
    for name, choices in (("direction", Direction.values), ("importance", Weight.values)):
        if name in data:
            values[name] = tried(faults, partial(_choice, name, data[name], choices))
    if "importance" in values:
        values["importance"] = values["importance"] or Weight.NORMAL
    if "kind" in data:
        values["kind"] = tried(faults, lambda: _kind(data["kind"], around))
    if data.get("owner") not in (None, ""):
        values["owner"] = tried(faults, partial(_user, "owner", data["owner"], around))
    if "remind" in data:
        values["remind_minutes"] = tried(
            faults, lambda: clean_number("remind", data["remind"], least=0, most=MOST_MINUTES)
        )
    given = {name: data[name] for name in ("target_amount", "success_rate") if name in data}
    surroundings = lead_fields.Surroundings(currency=around.currency, type=None)
    return values | lead_fields.clean(given, faults, surroundings)


def moments(data: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """Return beginning and end as far as they were sent: a time zone is needed, and nothing ends before it begins."""
    faults, values = around.faults, dict[str, Any]()
    for name, column in (("at", "starts_at"), ("end", "ends_at")):
        if name in data:
            values[column] = tried(faults, partial(_moment, name, data[name], around.at))
    former = around.activity
    start = values.get("starts_at") or (former.starts_at if former else None)
    end = values.get("ends_at", former.ends_at if former else None)
    if start and end and end < start:
        faults.append(field_error("end", "FIELD_INVALID", because="ACTIVITY_ENDS_FIRST"))
    return values


def _line(name: str, value: Any) -> str:
    text = clean_text(name, value, longest=LONGEST_LINE)
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field=name, reason=fault)
    return text


def _choice(name: str, value: Any, choices: Sequence[str]) -> str:
    if value in (None, ""):
        return ""
    if value not in choices:
        reason = _("choose one of: {allowed}").format(allowed=", ".join(choices))
        refuse("FIELD_INVALID", field=name, reason=reason)
    return str(value)


def offered_kinds(lead: Lead | None) -> tuple[ActivityKind, ...]:
    """Return the kinds that can be chosen: of a lead those that its type allows."""
    return rules_in_force().offered_activity_kinds(lead.type_id if lead else None)


def _kind(code: Any, around: Around) -> ActivityKind:
    kept = around.activity.kind if around.activity else None
    if kept is not None and code == kept.code:
        return kept
    offered = offered_kinds(around.lead)
    chosen = next((row for row in offered if row.code == code), None)
    if chosen is None:
        allowed = ", ".join(row.code for row in offered)
        code_of = "KIND_NOT_ALLOWED" if around.lead is not None and _is_kind(code) else "FIELD_INVALID"
        reason = _("choose one of: {allowed}").format(allowed=allowed)
        refuse("FIELD_INVALID", field="kind", because=code_of, allowed=allowed, reason=reason)
    return chosen


def _is_kind(code: Any) -> bool:
    return any(row.code == code for row in rules_in_force().current(ActivityKind))


def possible_users(by: User) -> Any:
    """Return who can do an activity or take part in it: the active users of the own company."""
    rows = User.objects.filter(organisation=by.organisation_id, is_active=True)
    return rows.select_related("unit__group").order_by("name", "pk")


def _user(name: str, email: Any, around: Around) -> User:
    """Return the user that an address names: an active colleague, or whoever has to do with the activity already."""
    address = email.strip().lower() if isinstance(email, str) else ""
    user: User | None = possible_users(around.by).filter(email=address).first() if address else None
    if user is None and around.activity is not None and address:
        team = User.objects.filter(pk__in=around.activity.team, email=address)
        user = team.select_related("unit__group").first()
    if user is None:
        refuse("FIELD_INVALID", field=name, reason=_("name an active user of your company by e-mail address"))
    return user


def _moment(name: str, value: Any, at: datetime) -> datetime | None:
    moment = clean_moment(name, value)
    if moment is not None and abs(moment - at) > FARTHEST:
        refuse("FIELD_INVALID", field=name, reason=_("it is more than ten years away"))
    return moment.astimezone(UTC) if moment is not None else None


def people(given: Any, around: Around) -> People | None:
    """Return who takes part, or None where that was not sent: contacts by their id, users by their address."""
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > MOST_PARTICIPANTS:
        reason = _("it must be a list of at most {number}").format(number=MOST_PARTICIPANTS)
        around.faults.append(field_error("participants", "FIELD_INVALID", reason=reason))
        return None
    contacts, users = dict[int, Contact](), dict[int, User]()
    for place, line in enumerate(given):
        row = tried(around.faults, partial(_participant, place, line, around))
        if isinstance(row, Contact):
            contacts.setdefault(row.pk, row)
        elif row is not None:
            users.setdefault(row.pk, row)
    return People(tuple(contacts.values()), tuple(users.values()))


def _participant(place: int, line: Any, around: Around) -> Contact | User:
    name = f"participants.{place}"
    if not isinstance(line, Mapping) or len(line) != 1 or line.keys() - {"contact", "user"}:
        refuse("FIELD_INVALID", field=name, reason=_('it must be {"contact": 1} or {"user": "ann@…"}'))
    if "user" in line:
        return _user(f"{name}.user", line["user"], around)
    number = number_in(line["contact"])
    contact = next((row for row in known_contacts([number or 0], around)), None)
    if contact is None:
        refuse(
            "FIELD_INVALID", field=f"{name}.contact", reason=_("choose one that exists and that you can see")
        )
    return contact


def known_contacts(numbers: Iterable[int], around: Around) -> list[Contact]:
    """Return those of some contacts that can take part: within reach, or on the lead and known to the reader.

    Whoever takes part already may stay, also one whom an access group keeps from the writer.
    """
    wanted = {number for number in numbers if number}
    within: Any = Contact.objects.within_reach(around.by, "contact.view").filter(pk__in=wanted)
    rows = {contact.pk: contact for contact in within}
    if around.lead is not None and wanted - rows.keys():
        on_lead = everybody(lines_of(around.lead))
        known = (row for row in on_lead if row.pk in wanted and knows_contact(around.by, around.lead, row))
        rows |= {row.pk: row for row in known}
    if around.activity is not None and (others := wanted - rows.keys()):
        lines = around.activity.participants.filter(contact__in=others).select_related("contact")
        rows |= {line.contact.pk: line.contact for line in lines if line.contact}
    return list(rows.values())


def finished(around: Around) -> None:
    """Refuse once for all that was noted."""
    refuse_fields(around.faults)
