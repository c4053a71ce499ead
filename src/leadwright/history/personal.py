"""The personal data in history: values about a person, and those of others that name the person."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.foundation.mentioning import holding, speaking
from leadwright.foundation.personal import Person, Place
from leadwright.history.erasure import erase_values
from leadwright.history.facts import Party, Subject
from leadwright.history.models import WHO, Entry, Value

OTHERS = ("actor_name",)
# What a company says in fields of its own begins so; nobody else reads it.
OWN_FIELDS = "own."


def place(subjects_of: Any, *, private: frozenset[str] = frozenset()) -> Place:
    """Return the place; `subjects_of(person)` gives the kinds and ids of all that is about the person alone.

    `private` names the texts that only the company reads whose user wrote them.
    """
    return Place(
        code="history",
        columns=frozenset({"history_value.value"}),
        count=lambda person: len(_entries(person, subjects_of(person))),
        show=lambda person: _show(person, _entries(person, subjects_of(person)), private),
        erase=lambda person, *, by, at: _erase(person, subjects_of(person), by=by, at=at),
    )


def _about(subjects: Mapping[str, set[int]]) -> Q:
    parts = (Q(subject_kind=kind, subject_id__in=ids) for kind, ids in subjects.items() if ids)
    return reduce(or_, parts, Q(pk__in=[]))


def _entries(person: Person, subjects: Mapping[str, set[int]]) -> list[int]:
    about = Entry.objects.filter(_about(subjects)).values_list("pk", flat=True)
    with_values = (
        Value.objects.filter(entry__in=about).exclude(field__in=OTHERS).values_list("entry", flat=True)
    )
    return sorted({*with_values, *_mentioning(person), *_of_chosen(person)})


def _of_chosen(person: Person) -> set[int]:
    """Return the entries about those of whom a text is erased along, as far as these name the person."""
    if not person.also:
        return set()
    leads = {row.lead for row in person.also if row.lead}
    contacts = {row.contact for row in person.also if not row.lead}
    entries = Entry.objects.filter(_about({"contact": contacts, "lead": leads})).values("pk")
    rows = Value.objects.filter(entry__in=entries).exclude(field__in=WHO)
    return set(speaking(rows, ["value"], person).values_list("entry", flat=True))


def _mentioning(person: Person) -> set[int]:
    """Return the company's entries about others whose values name the person by an address or a number."""
    rows = Value.objects.filter(holding(["value"], person.keys())).exclude(field__in=OTHERS)
    if person.organisation is not None:
        rows = rows.filter(entry__organisations__contains=[person.organisation])
    return set(rows.values_list("entry", flat=True))


def _show(person: Person, entries: list[int], private: frozenset[str]) -> list[Mapping[str, Any]]:
    """Return what the company that answers may read of the entries."""
    rows = Entry.objects.filter(pk__in=entries).newest_first()
    if person.organisation is not None:
        rows = rows.filter(organisations__contains=[person.organisation])
    return [
        {"at": row.at.isoformat(), "fact": row.fact, "about": f"{row.subject_kind} {row.subject_id}"}
        | {"texts": _texts(row, person.organisation, private)}
        for row in rows
    ]


def _texts(entry: Entry, organisation: int | None, private: frozenset[str]) -> dict[str, str]:
    foreign = organisation is not None and entry.organisation_id not in (None, organisation)
    hidden = {*OTHERS, *private} if foreign else set(OTHERS)
    return {
        name: text
        for name, text in entry.texts().items()
        if name not in hidden and not (foreign and name.startswith(OWN_FIELDS))
    }


def _erase(person: Person, subjects: Mapping[str, set[int]], *, by: Party, at: datetime) -> int:
    entries = _entries(person, subjects)
    about = Subject(kind="contact", id=min(person.contacts))
    erase_values(entries, about=about, by=by, at=at, kept=OTHERS)
    return len(entries)
