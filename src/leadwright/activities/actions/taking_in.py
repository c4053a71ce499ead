"""Take in rows of activities and notes, many at once: what was done, what is planned, and what was noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from leadwright.activities.actions.entering import AHEAD
from leadwright.activities.cleaning import LONGEST_LINE, LONGEST_TEXT, People
from leadwright.activities.facts_of_imports import ActivityAdopted
from leadwright.activities.lifecycle import WITHOUT_LEAD
from leadwright.activities.models import Activity, Participant
from leadwright.activities.rows import NOTE, ActivityRow, Directory
from leadwright.activities.states import OPEN, ActivityState
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import copy, reserve
from leadwright.foundation.naming import field_label
from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.foundation.taking_in import Taken, Thing, Verdict, refused
from leadwright.history.facts import Party
from leadwright.history.record import record_each
from leadwright.leads.actions.noting import adopt_notes
from leadwright.leads.models import Lead, Note
from leadwright.leads.states import FINAL
from leadwright.people.access import require
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission

ON_LEADS: Permission = "lead.schedule"
NOTING: Permission = "lead.edit"
# Of held leads: the open activity that comes first, how many there are, and when somebody was last in contact.
KEEP_LEADS = """
UPDATE leads_lead l SET next_activity = o.id, next_activity_at = o.starts_at, next_activity_kind_id = o.kind_id,
  open_activities = COALESCE(o.many, 0), activity_mark = l.activity_mark + 1,
  last_activity_at = GREATEST(l.last_activity_at, d.latest)
FROM unnest(%(leads)s::bigint[]) w(lead)
LEFT JOIN LATERAL (SELECT id, starts_at, kind_id, count(*) OVER () AS many FROM activities_activity a
  WHERE a.lead_id = w.lead AND a.state = ANY(%(open)s) AND a.deleted_at IS NULL
  ORDER BY starts_at, id LIMIT 1) o ON TRUE
LEFT JOIN LATERAL (SELECT max(starts_at) AS latest FROM activities_activity a
  WHERE a.lead_id = w.lead AND a.state = %(done)s AND a.deleted_at IS NULL) d ON TRUE
WHERE l.number = w.lead
"""
ACTIVITY = "activity"
Item = Activity | Note


@transaction.atomic
def take_in(
    rows: Sequence[ActivityRow], *, organisation: Organisation, by: User | Party, at: datetime
) -> list[Taken]:
    """Enter the activities and notes of a company that are not there: of a lead or a contact by its key, or of none.

    One of the same kind, moment, subject and text on the same lead is the same. Nobody is written to.
    """
    reader = by if isinstance(by, User) else None
    directory = Directory(rows, organisation, reader)
    writer = _Writer(directory=directory, organisation=organisation, reader=reader, at=at)
    items = [writer.item(row) for row in rows]
    return writer.store(rows, items, by=by.party() if isinstance(by, User) else by)


@dataclass(kw_only=True)
class _Writer:
    directory: Directory
    organisation: Organisation
    reader: User | None
    at: datetime
    people: dict[int, People] = field(default_factory=dict)

    def item(self, row: ActivityRow) -> Item | str:
        """Return what a row makes, unless it is there already, or why it makes nothing."""
        try:
            return self._note(row) if self._is_note(row) else self._activity(row)
        except Refused as no:
            return no.sentence
        except _Unfit as no:
            return str(no)

    def _is_note(self, row: ActivityRow) -> bool:
        return row.kind.casefold() == NOTE and NOTE not in self.directory.kinds

    def _note(self, row: ActivityRow) -> Note:
        self._require(NOTING)
        lead, author = self._lead(row), self._owner(row)
        if lead is None:
            raise _Unfit(_("a note needs the key of a lead"))
        text = "\n".join(filter(None, (row.subject, row.text, *self._extras(row, author))))
        if not text:
            raise _Unfit(_("it says nothing"))
        if len(text) > LONGEST_TEXT:
            raise _Unfit(_("at most {number} characters").format(number=LONGEST_TEXT))
        return Note(lead=lead, at=row.at or self.at, by=author, organisation=self.organisation, text=text)

    def _activity(self, row: ActivityRow) -> Activity:
        lead = self._lead(row)
        self._require(ON_LEADS if lead else WITHOUT_LEAD)
        kind = self.directory.kinds.get(row.kind.casefold())
        if kind is None:
            raise _Unfit(_("there is no kind of activity “{name}”").format(name=row.kind))
        if row.at is None:
            raise _Unfit(_("it has no date"))
        is_done = row.at <= self.at if row.is_done is None else row.is_done
        self._refuse_moments(row, row.at, lead, is_done=is_done)
        owner, who = self._owner(row), self._people(row, lead)
        subject, details = _parted(row.subject, (row.text, *self._extras(row, owner)))
        activity = Activity(
            kind=kind,
            lead=lead,
            state=ActivityState.COMPLETED if is_done else ActivityState.PENDING,
            completed_at=min(row.at, self.at) if is_done else None,
            completed_by=owner if is_done else None,
            subject=subject,
            details=details,
            starts_at=row.at,
            ends_at=row.end,
            place=row.place,
            organisation=self.organisation,
            owner=owner,
            unit=owner.unit,
            group=owner.unit.group,
            created_by=self.reader or owner,
            team=sorted({owner.pk, *(user.pk for user in who.users)}),
            created_at=self.at,
            updated_at=self.at,
        )
        self.people[id(activity)] = who
        return activity

    def _require(self, permission: Permission) -> None:
        if self.reader is not None:
            require(self.reader, permission)

    def _lead(self, row: ActivityRow) -> Lead | None:
        lead = self.directory.leads.get(row.lead) if row.lead else None
        if row.lead and lead is None:
            raise _Unfit(_("no lead was brought in under the key “{key}”").format(key=row.lead))
        if lead is not None and lead.organisation_id != self.organisation.pk:
            raise _Unfit(_("the lead is in the hands of another company"))
        return lead

    def _owner(self, row: ActivityRow) -> User:
        owner = self.directory.user(row.owner_email, row.owner_name) or self.reader
        if owner is None:
            raise _Unfit(_("nobody of the company did it; name a user as its owner"))
        return owner

    def _refuse_moments(self, row: ActivityRow, start: datetime, lead: Lead | None, *, is_done: bool) -> None:
        if is_done and start > self.at + AHEAD:
            raise _Unfit(_("it is said to be done, but lies ahead; plan it instead"))
        if row.end is not None and row.end < start:
            raise _Unfit(sentence_of("ACTIVITY_ENDS_FIRST", {}))
        if not is_done and lead is not None and lead.state in FINAL:
            raise _Unfit(_("the lead is closed; only what was done can be entered"))

    def _people(self, row: ActivityRow, lead: Lead | None) -> People:
        """Return who takes part: the contact that the row names, else that of the lead, and whoever else is known."""
        contact = self.directory.contact(row)
        if row.contact and contact is None:
            text = _("no contact of “{source}” was brought in under the key “{key}”; say which system it is")
            none = text if row.source else _("no contact was brought in under the key “{key}”")
            raise _Unfit(none.format(key=row.contact, source=row.source))
        if contact is not None and contact.pk in self.directory.blocked:
            raise _Unfit(sentence_of("CONTACT_BLOCKED", {"name": contact.name}))
        usual = lead.contact if lead else None
        contacts = [contact or usual, *map(self._guest, row.participants)]
        users = (self.directory.user(word, word) for word in row.participants)
        return People(
            _each_once(item for item in contacts if item and item.pk not in self.directory.blocked),
            _each_once(user for user in users if user),
        )

    def _guest(self, word: str) -> Contact | None:
        return self.directory.by_address.get(word.lower())

    def _extras(self, row: ActivityRow, owner: User) -> Iterable[str]:
        """Return what a row says of people who are none here, under the names of their columns."""
        strange = [
            word
            for word in row.participants
            if self._guest(word) is None and self.directory.user(word, word) is None
        ]
        if strange:
            yield f"{_name(row, 'participants')}: {', '.join(strange)}"
        if (row.owner_email or row.owner_name) and self.directory.user(
            row.owner_email, row.owner_name
        ) != owner:
            yield f"{_name(row, 'owner')}: {row.owner_name or row.owner_email}"

    def store(self, rows: Sequence[ActivityRow], items: Sequence[Item | str], *, by: Party) -> list[Taken]:
        """Store what is new, each with one entry in history, and let the leads know what comes next."""
        known = _ids_of_known([item for item in items if not isinstance(item, str)], self.organisation)
        keys = [None if isinstance(item, str) else self._key(item) for item in items]
        new: dict[Any, Item] = {}
        for key, item in zip(keys, items, strict=True):
            if not isinstance(item, str) and key not in known:
                new.setdefault(key, item)
        adopt_notes([item for item in new.values() if isinstance(item, Note)], by=by, at=self.at)
        self._store_activities([item for item in new.values() if isinstance(item, Activity)], by=by)
        ids = known | {key: item.pk for key, item in new.items()}
        triples = zip(rows, items, keys, strict=True)
        return [_taken(row, item, ids.get(key), is_new=new.get(key) is item) for row, item, key in triples]

    def _key(self, item: Item) -> Any:
        people = self.people.get(id(item), People())
        return _key_of(item, (contact.pk for contact in people.contacts))

    def _store_activities(self, activities: Sequence[Activity], *, by: Party) -> None:
        for activity, pk in zip(activities, reserve(Activity, len(activities)), strict=True):
            activity.pk = pk
        copy(Activity, activities)
        copy(Participant, (line for item in activities for line in self.people[id(item)].lines(item)))
        leads = sorted({item.lead_id for item in activities if item.lead_id})
        states: dict[str, Any] = {
            "open": [state.value for state in OPEN],
            "done": ActivityState.COMPLETED.value,
        }
        with connection.cursor() as cursor:
            cursor.execute(KEEP_LEADS, states | {"leads": leads})
        record_each(ActivityAdopted(activity=item, by=by, at=self.at) for item in activities)


class _Unfit(ValueError):
    """A row that makes nothing; the message says why."""


def _ids_of_known(items: Sequence[Item], organisation: Organisation) -> dict[Any, int]:
    """Return the activities and notes that some new ones may repeat, by what they say."""
    moments = {item.starts_at for item in items if isinstance(item, Activity)}
    leads = {item.lead_id for item in items if isinstance(item, Note)}
    rows = Activity.objects.filter(organisation=organisation, deleted_at=None, starts_at__in=moments)
    notes = Note.objects.filter(organisation=organisation, lead__in=leads)
    data = {_key_of(note, ()): note.pk for note in notes}
    for row in rows.prefetch_related("participants"):
        data[_key_of(row, (line.contact_id for line in row.participants.all()))] = row.pk
    return data


def _key_of(item: Item, contacts: Iterable[int | None]) -> Any:
    """Return by what two activities or notes are the same."""
    if isinstance(item, Note):
        return (NOTE, item.lead_id, item.text)
    people = frozenset(filter(None, contacts))
    return (item.lead_id, item.kind_id, item.starts_at, item.subject, item.details, people)


def _taken(row: ActivityRow, item: Item | str, pk: int | None, *, is_new: bool) -> Taken:
    if isinstance(item, str) or pk is None:
        return refused(row.number, str(item))
    thing = Thing(kind=NOTE if isinstance(item, Note) else ACTIVITY, id=pk)
    if not is_new:
        return Taken(number=row.number, verdict=Verdict.KNOWN, about=thing)
    return Taken(number=row.number, verdict=Verdict.MADE, about=thing, made=(thing,))


def _parted(subject: str, texts: Iterable[str]) -> tuple[str, str]:
    """Return a subject of one line that fits, and the details; what is too long stands in full in the details."""
    line = " ".join(subject.split())
    fits = len(line) <= LONGEST_LINE and "\n" not in subject.strip()
    details = "\n".join(filter(None, texts if fits else (subject, *texts)))
    if len(details) > LONGEST_TEXT:
        raise _Unfit(_("at most {number} characters").format(number=LONGEST_TEXT))
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…", details


def _each_once(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({row.pk: row for row in rows}.values())


def _name(row: ActivityRow, name: str) -> str:
    return row.called.get(name) or field_label(name)
