"""The personal data of files: their names, their bytes and their pictures."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.files.actions import let_go
from leadwright.files.models import File
from leadwright.foundation.mentioning import holding
from leadwright.foundation.personal import Person, Place, masked


def place(subjects_of: Any, joined: Any) -> Place:
    """Return the place; `subjects_of(person)` gives the kinds and ids of all that is about the person alone.

    `joined(person)` gives by kind the rows with the ids of what the person takes part in, about others or not.
    """

    def both(person: Person) -> tuple[Any, Any]:
        """Return the files about the person, and those of others that name the person."""
        subjects = subjects_of(person)
        return _own(subjects), _naming(person, joined(person)).exclude(_about(subjects))

    return Place(
        code="attachments",
        columns=frozenset({"files_file.name"}),
        count=lambda person: sum(rows.count() for rows in both(person)),
        show=lambda person: _show(person, _own(subjects_of(person))),
        erase=lambda person, *, by, at: _erase(person, *both(person)),
    )


def _about(subjects: Mapping[str, set[int]]) -> Q:
    parts = (Q(subject_kind=kind, subject_id__in=ids) for kind, ids in subjects.items() if ids)
    return reduce(or_, parts, Q(pk__in=[]))


def _own(subjects: Mapping[str, set[int]]) -> Any:
    """Return the files that hang on the person's contacts, leads and activities, whoever added them."""
    return File.objects.filter(_about(subjects))


def _naming(person: Person, joined: Mapping[str, Any]) -> Any:
    """Return the company's files whose names hold an address or a number of the person.

    On what the person takes part in the name of the person counts too.
    """
    parts = (Q(subject_kind=kind, subject_id__in=rows) for kind, rows in joined.items())
    named = holding(["name"], person.keys()) | (reduce(or_, parts) & holding(["name"], person.marks()))
    rows = File.objects.filter(named)
    return rows if person.organisation is None else rows.filter(organisation=person.organisation)


def _show(person: Person, rows: Any) -> list[Mapping[str, Any]]:
    """Return what the company that answers may read, each with the address where its bytes are handed out."""
    known = rows.select_related("organisation").order_by("pk")
    return [
        {
            "about": f"{row.subject_kind} {row.subject_id}",
            "name": row.name,
            "size": row.size,
            "media_type": row.media_type,
            "sha256": row.sha256,
            "at": row.at.isoformat(),
            "added_by": row.organisation.name,
            "content": f"/api/v1/files/{row.pk}/content",
        }
        for row in known
        if person.organisation is None or row.is_open_to(person.organisation)
    ]


def _erase(person: Person, own: Any, others: Any) -> int:
    """Take files about the person with bytes and pictures; in the names of others' files the person becomes a dash."""
    on_theirs = list(others.select_for_update(of=("self",)).order_by("pk"))
    number = let_go(own)
    for row in on_theirs:
        File.objects.filter(pk=row.pk).update(name=masked(row.name, person.marks()))
    return number + len(on_theirs)
