"""Who takes part in a lead: lines are added, changed and taken away; the last one stays."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.actions import enter, linkable
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.cleaning import tried
from leadwright.leads.facts import PartyAdded, PartyChanged, PartyFact, PartyRemoved
from leadwright.leads.gaps import filled
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead, Party
from leadwright.leads.parties import (
    WHO,
    chosen_roles,
    forget_lines,
    key_in,
    lines_of,
    locked_with,
    make_main,
    names_of,
)
from leadwright.leads.searching import index
from leadwright.people.models import User

MOST = 100
OF_A_LINE = frozenset(("contact", "company", "person", "role", "person_role"))
CHANGEABLE = frozenset(("role", "person_role", "main"))


@action
def add_party(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Party:
    """Add a line: a contact, or a company and a person, each known by its id or new, with their roles."""
    lead = locked_with(number, *(data.get(name) for name in ("contact", "company", "person")), by=by)
    check(lead, Verb.EDIT, by=by)
    line = joined(lead, data, by=by, at=at)
    if not lead.parties.filter(is_main=True).exists():
        make_main(lead, line)
    _followed(lead, PartyAdded, line, by=by, at=at)
    return line


def joined(lead: Lead, data: Mapping[str, Any], *, by: User, at: datetime, prefix: str = "") -> Party:
    """Store another line of a locked lead; the same people on two lines are refused."""
    faults = [field_error(f"{prefix}{name}", "FIELD_UNKNOWN") for name in sorted(data.keys() - OF_A_LINE)]
    roles = chosen_roles(data, faults, prefix=prefix)
    names = _named(data, faults, by=by, at=at, prefix=prefix)
    refuse_fields(faults)
    lines = lines_of(lead)
    keys = {name: item and item.pk for name, item in names.items()}
    if any((line.company_id, line.person_id) == (keys["company"], keys["person"]) for line in lines):
        refuse("FIELD_INVALID", field=f"{prefix}contact", reason=_("it is on this lead already"))
    if len(lines) >= MOST:
        refuse("FIELD_INVALID", field=f"{prefix}contact", reason=_("at most {number}").format(number=MOST))
    place = max((line.position for line in lines), default=-1) + 1
    forget_lines(lead)
    return Party.objects.create(lead=lead, position=place, **names, **roles)


def _named(
    data: Mapping[str, Any], faults: list[FieldError], *, by: User, at: datetime, prefix: str
) -> dict[str, Contact | None]:
    """Return the company and the person of a line; a person brings the company that he works for.

    One who is entered here works for the company of the line, unless something else is said of him.
    """
    given = {name: data.get(name) for name in ("contact", "company", "person")}
    result = {name: value for name, value in given.items() if value not in (None, "", {})}
    rows: dict[str, Contact | None] = {}
    for name, value in result.items():
        employer = rows.get("company") if name == "person" and _is_new(value) else None
        somebody = {"company": employer, **value} if employer else value
        rows[name] = tried(faults, partial(_somebody, somebody, name, by=by, at=at, prefix=prefix))
    if not result:
        faults.append(field_error(f"{prefix}contact", "FIELD_REQUIRED"))
    names: dict[str, Contact | None] = {"company": None, "person": None}
    for contact in filter(None, rows.values()):
        names |= {name: item for name, item in names_of(contact).items() if item is not None}
    if rows.get("company") is not None:
        names["company"] = rows["company"]
    return names


def _is_new(given: Any) -> bool:
    return isinstance(given, Mapping) and given.get("id") in (None, "")


def _somebody(given: Any, name: str, *, by: User, at: datetime, prefix: str) -> Contact:
    kind = {"company": Kind.COMPANY, "person": Kind.PERSON}.get(name)
    field = f"{prefix}{name}"
    if _is_new(given):
        new = {"kind": kind.value, **given} if kind else given
        contact = linkable(enter(new, by=by, at=at, prefix=f"{field}.").pk, by=by, field=field)
    else:
        contact = linkable(key_in(given) or 0, by=by, field=field)
    if kind is not None and contact.kind != kind:
        wrong = _("choose a company") if kind is Kind.COMPANY else _("choose a person")
        refuse("FIELD_INVALID", field=field, reason=wrong)
    return contact


@action
def change_party(number: int, pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Party:
    """Give a line other roles, or make it the main one: its contact is the lead's from then on."""
    named = Party.objects.filter(lead=number, pk=pk).first()
    lead = locked_with(number, named and named.contact_id, by=by)
    check(lead, Verb.EDIT, by=by)
    line = _line(lead, pk)
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - CHANGEABLE)]
    roles = chosen_roles(data, faults, line=line)
    to_main = data.get("main")
    if to_main not in (None, True, line.is_main) or not isinstance(to_main, bool | None):
        faults.append(field_error("main", "FIELD_INVALID", reason=_("make another one the main one instead")))
    refuse_fields(faults)
    if to_main and not line.is_main:
        linkable(line.contact_id or 0, by=by)
        make_main(lead, line)
    for name, role in roles.items():
        setattr(line, name, role)
    line.save(update_fields=[*roles, "is_main"])
    forget_lines(lead)
    _followed(lead, PartyChanged, line, by=by, at=at)
    return line


@action
def remove_party(number: int, pk: int, *, by: User, at: datetime) -> Lead:
    """Take a line away; of several, the next one becomes the main one, and the last one stays."""
    named = Party.objects.filter(lead=number)
    lead = locked_with(number, *(line.contact_id for line in named), by=by)
    check(lead, Verb.EDIT, by=by)
    line = _line(lead, pk)
    others = [row for row in lines_of(lead) if row.pk != line.pk]
    if not others:
        refuse("LAST_CONTACT")
    Party.objects.filter(pk=line.pk).delete()
    forget_lines(lead)
    if line.is_main:
        make_main(lead, _next_main(others))
    _followed(lead, PartyRemoved, line, by=by, at=at)
    return lead


def _next_main(lines: list[Party]) -> Party:
    """Return the first line whose contact is not blocked: no other becomes the contact of a lead."""
    free = [line for line in lines if line.contact is not None and not line.contact.is_blocked]
    if not free:
        refuse("CONTACT_BLOCKED", name=lines[0].contact.name if lines[0].contact else "")
    return free[0]


def _line(lead: Lead, pk: int) -> Party:
    line: Party | None = lead.parties.select_related(*WHO).filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line


def _followed(lead: Lead, fact: type[PartyFact], line: Party, *, by: User, at: datetime) -> None:
    """Let the lead follow its main line, raise its version and record what happened."""
    former, channels, contact = lead.contact_id, lead.own_channels, _main_contact(lead)
    columns: dict[str, Any] = {} if contact is None or contact.pk == former else {"contact": contact}
    lead.store(**columns, **filled(lead, columns), at=at)
    index(lead)
    record(
        fact(
            lead=lead,
            party=line,
            former_contact_id=former,
            former_channels=channels,
            by=by.party(),
            at=at,
        )
    )


def _main_contact(lead: Lead) -> Contact | None:
    main = lead.parties.select_related(*WHO).filter(is_main=True).first()
    return main.contact if main else None
