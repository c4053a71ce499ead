"""The personal data of activities: what was said with a person stays as kind, time and direction alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from leadwright.activities.models import Activity, Participant
from leadwright.fields.erasing import (
    OWN_TEXT,
    answered_to,
    as_text,
    impersonal_keys,
    without_marks,
    without_personal,
)
from leadwright.fields.subjects import Subject
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import Mention, Person, Place, masked
from leadwright.history.facts import Party
from leadwright.leads.erasing import joined

TEXTS = ("subject", "details", "notes", "next_step", "place", "cancel_reason")
SEARCHED = (*TEXTS, OWN_TEXT)


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    return [
        Place(
            code="activities",
            columns=frozenset(f"activities_activity.{name}" for name in (*TEXTS, "own_fields"))
            | {"activities_activityfacet.value"},
            count=lambda person: own(person).count() + shared(person).count(),
            show=_show,
            erase=_erase,
            hold=hold,
            mentions=_mentions,
        )
    ]


def own(person: Person) -> Any:
    """Return the activities that are about the person alone: nobody else takes part, and no lead of another."""
    others = Participant.objects.filter(activity=OuterRef("pk"), contact__isnull=False).exclude(
        contact__in=person.contacts
    )
    of_a_lead = Q(lead__contact__in=person.contacts)
    return Activity.objects.filter(of_a_lead | Q(_with(person)) & ~Exists(others) & Q(lead=None))


def shared(person: Person) -> Any:
    """Return the activities in which others take part too, or that name the person: their texts are masked."""
    named = holders(_likely(person), SEARCHED, person).values("pk")
    rows = Activity.objects.filter(_with(person) | Q(pk__in=named))
    return rows.exclude(pk__in=own(person).values("pk"))


def subjects_of_person(person: Person) -> Mapping[str, set[int]]:
    """Return the activities of which history tells the person alone."""
    return {"activity": set(own(person).values_list("pk", flat=True))}


def subjects_joined_by(person: Person) -> Mapping[str, Any]:
    """Return the activities in which the person takes part, and those of leads in which the person does."""
    lines = Participant.objects.filter(contact__in=person.contacts).order_by().values("activity")
    return {
        "activity": lines.union(Activity.objects.filter(lead__in=joined(person).values("pk")).values("pk"))
    }


def _with(person: Person) -> Q:
    lines = Participant.objects.filter(activity=OuterRef("pk"), contact__in=person.contacts)
    return Q(Exists(lines))


def _others(person: Person) -> Any:
    rows = Activity.objects.alias(own_text=as_text()).filter(organisation=person.organisation)
    return rows.exclude(lead__contact__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), SEARCHED, person)


def _mentions(person: Person) -> list[Mention]:
    """Return the texts on leads of others that name the person."""
    rows = _likely(person)
    of_leads = rows if rows.query.is_empty() else rows.filter(lead__contact__isnull=False, deleted_at=None)
    return mentions(of_leads, TEXTS, person, of="lead__contact", lead="lead")


def hold(person: Person) -> None:
    """Lock what an erasure changes, after the leads that it belongs to."""
    rows = Q(pk__in=own(person).values("pk")) | Q(pk__in=shared(person).values("pk"))
    held = Activity.objects.filter(rows).order_by("pk").select_for_update(of=("self",))
    list(held.values_list("pk"))


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = Activity.objects.filter(_with(person) | Q(lead__contact__in=person.contacts))
    if person.organisation is not None:
        rows = rows.filter(organisation=person.organisation)
    return [
        {
            "kind": row.kind.code,
            "state": row.state,
            "at": row.starts_at.isoformat(),
            "lead": row.lead_id,
            "direction": row.direction,
            **{name: getattr(row, name) for name in TEXTS},
            "fields": answered_to(row.own_fields, Subject.ACTIVITY, row.organisation_id),
        }
        for row in rows.select_related("kind").order_by("pk")
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Empty what was said with the person, and mask the person in what others have a part in."""
    del by, at
    _empty_chosen(person)
    about = list(own(person).values_list("pk", "own_fields"))
    others = list(shared(person).values_list("pk", flat=True))
    impersonal = impersonal_keys(Subject.ACTIVITY)
    _put(
        (pk, dict.fromkeys(TEXTS, "") | {"own_fields": without_personal(values, impersonal)})
        for pk, values in about
    )
    marks = person.marks()
    for row in Activity.objects.filter(pk__in=others):
        texts = {name: masked(getattr(row, name), marks) for name in TEXTS}
        _put([(row.pk, texts | {"own_fields": without_marks(row.own_fields, marks)})])
    return len(about) + len(others)


def _empty_chosen(person: Person) -> None:
    for name, lead in person.also_in("activities_activity"):
        rows = speaking(_others(person).filter(lead=lead), [name], person)
        _put((pk, {name: ""}) for pk in list(rows.values_list("pk", flat=True)))


def _put(texts: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Store what is left of texts, of closed activities too: only erasing a person may change these."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('leadwright.erasing', 'on', true)")
        for pk, values in texts:
            Activity.objects.filter(pk=pk).update(**values)
        cursor.execute("SELECT set_config('leadwright.erasing', '', true)")
