"""The lines of a lead: the main one always names the lead's contact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from leadwright.contacts.actions import hold
from leadwright.contacts.blocked_keys import equals_blocked
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.batches import forget, known, note
from leadwright.foundation.compiled import Compiled
from leadwright.foundation.copying import copy
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError
from leadwright.foundation.subqueries import among
from leadwright.leads import references
from leadwright.leads.cleaning import tried
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, Party, RoleKind
from leadwright.people.models import User

WHO = ("company__company", "person__company")
UNUSED = tuple(f"{whom}__search" for whom in ("company", "company__company", "person", "person__company"))
ROLES = {"role": RoleKind.PARTNER, "person_role": RoleKind.PERSON}


def _lines(leads: list[int]) -> "QuerySet[Party]":
    rows = Party.objects.select_related(*WHO).defer(*UNUSED).filter(among("lead", leads))
    return rows.annotate(
        company_like_blocked=equals_blocked("company", "company__organisation"),
        person_like_blocked=equals_blocked("person", "person__organisation"),
    )


_LINES = Compiled(_lines, leads=list)


def numbers_naming(contact_ids: Collection[int]) -> "QuerySet[Lead, tuple[int, ...]]":
    """Return the numbers of the leads that name one of some contacts, as their own or on any line."""
    on_lines = Party.objects.filter(Q(company__in=contact_ids) | Q(person__in=contact_ids))
    own: QuerySet[Lead, tuple[int, ...]] = Lead.objects.filter(contact__in=contact_ids).values_list("pk")
    return own.union(on_lines.values_list("lead"))


def names_of(contact: Contact) -> dict[str, Contact | None]:
    """Return the legal entity and the person that a line about a contact names."""
    if contact.kind == Kind.COMPANY:
        return {"company": contact, "person": None}
    return {"company": contact.company, "person": contact}


def lines_of(lead: Lead) -> list[Party]:
    """Return the lines of a lead, the main one first, with everybody whom they name; an action asks for them once."""
    return known(_name(lead), lambda: _asked(lead))


def _asked(lead: Lead) -> list[Party]:
    lines = list(_LINES.rows(leads=[lead.pk]))
    for line in lines:
        line.lead = lead
    return lines


def know_lines(leads: Sequence[Lead]) -> None:
    """Ask for the lines of several leads at once, for the rest of the action."""
    lines: dict[int, list[Party]] = {lead.pk: [] for lead in leads}
    for line in _LINES.rows(leads=list(lines)):
        lines[line.lead_id].append(line)
    for lead in leads:
        note(_name(lead), lines[lead.pk])


def forget_lines(lead: Lead) -> None:
    """Let the lines of a lead be asked for again: they have changed."""
    forget(_name(lead))


def _name(lead: Lead) -> tuple[str, int]:
    return ("lines", lead.pk)


def copy_lines(leads: Iterable[Lead]) -> int:
    """Store the lines that new leads come with, many at once; the first of each is its main one."""
    lines = ((lead, place, line) for lead in leads for place, line in enumerate(lead.brought.lines))
    return copy(
        Party,
        (
            new_row(
                Party,
                lead=lead,
                company=line.company,
                person=line.person,
                role_id=line.role,
                person_role_id=line.person_role,
                is_main=place == 0,
                position=place,
            )
            for lead, place, line in lines
        ),
    )


def begin_main(lead: Lead, contact: Contact, **roles: Any) -> Party:
    """Store the main line of a new lead."""
    line = Party.objects.create(lead=lead, is_main=True, **names_of(contact), **roles)
    note(_name(lead), [line])
    return line


def keep_main(lead: Lead, **roles: Any) -> None:
    """Let the main line of a locked lead name its contact; a line that does so already becomes the main one."""
    if lead.contact is None:
        return
    lines = lines_of(lead)
    main = next((line for line in lines if line.is_main), None)
    same = next((line for line in lines if line.contact_id == lead.contact_id), None)
    if same is not None and same.is_main:
        return
    forget_lines(lead)
    if same is not None:
        make_main(lead, same)
    elif main is not None:
        Party.objects.filter(pk=main.pk).update(**names_of(lead.contact), role=None, person_role=None)
    else:
        Party.objects.create(lead=lead, is_main=True, **names_of(lead.contact), **roles)


def drop_main(lead: Lead) -> None:
    """Let a locked lead without a contact name nobody as the main one."""
    forget_lines(lead)
    lead.parties.filter(is_main=True).delete()


def make_main(lead: Lead, line: Party) -> None:
    """Make one line the main one, in place of the one that was."""
    forget_lines(lead)
    lead.parties.filter(is_main=True).exclude(pk=line.pk).update(is_main=False)
    line.is_main = True
    line.save(update_fields=["is_main"])


def locked_with(number: int, *given: object, by: User) -> Lead:
    """Lock a lead, and before it the contacts that are to be tied to it, if the lead is within reach at all."""
    contacts = {pk for pk in map(key_in, given) if pk is not None}
    if contacts:
        Lead.objects.within_reach(by, "lead.view").id_of(number)
        hold(contacts)
    return locked(number, by=by)


def key_in(given: object) -> int | None:
    """Return the id that a reference to a contact holds; none if it holds no possible one."""
    pk = given.get("id") if isinstance(given, Mapping) else given
    return number_in(pk)


def chosen_roles(
    data: Mapping[str, Any], faults: list[FieldError], *, prefix: str = "", line: Party | None = None
) -> dict[str, Any]:
    """Return the roles that are given by their codes; an empty one takes away the role that a line has."""
    kept = {name: getattr(line, name) if line else None for name in ROLES}
    return {
        name: tried(faults, partial(references.role, data[name], kind, f"{prefix}{name}", kept=kept[name]))
        for name, kind in ROLES.items()
        if name in data
    }


def everybody(lines: Iterable[Party]) -> list[Contact]:
    """Return whom the lines name, each once."""
    named = [row for line in lines for row in (line.company, line.person) if row is not None]
    return list({row.pk: row for row in named}.values())
