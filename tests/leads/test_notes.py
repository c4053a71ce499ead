"""Notes about a lead: added, never changed, and told to the other side only if they are shared."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadDefinition, Note
from leadwright.people.models import User
from tests.makers import NOON, House, fresh, make_lead, moment, refused


def write(lead: Lead, by: User, text: str = "called back", **more: object) -> Note:
    return actions.write_note(lead.pk, {"text": text, **more}, by=by, at=NOON)


def read(lead: Lead, user: User) -> list[str]:
    return [note.text for note in lead.notes.open_to(user).newest_first()]


def test_a_note_has_its_time_and_author_and_the_newest_is_first(house: House) -> None:
    lead = make_lead(house.ann)
    write(lead, house.ann, "first")
    note = actions.write_note(lead.pk, {"text": " second "}, by=house.bob, at=moment("2026-03-03 10:00"))
    assert (note.by, note.at, note.text) == (house.bob, moment("2026-03-03 10:00"), "second")
    assert read(lead, house.ann) == ["second", "first"]


def test_the_sender_reads_a_note_only_if_it_is_shared(house: House) -> None:
    lead = house.accepted()
    write(lead, house.ann, "between us")
    write(lead, house.ann, "for you too", shared=True)
    assert read(lead, house.bob) == ["for you too", "between us"]
    assert read(lead, house.dina) == ["for you too"]


def test_what_the_sender_noted_for_itself_is_not_told_to_the_partner(house: House) -> None:
    lead = house.queued()
    write(lead, house.dina, "pays late")
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    write(lead, house.dina, "call before ten", shared=True)
    assert read(lead, house.ann) == ["call before ten"]
    concerned = {
        row.details["shared"]: row.organisations for row in Entry.objects.filter(fact="lead.note_written")
    }
    assert concerned[False] == [house.vendor.pk]
    assert set(concerned[True]) == {house.vendor.pk, house.partner.pk}


def test_a_note_makes_no_edit_stale_and_fits_a_closed_lead(house: House) -> None:
    lead = make_lead(house.ann)
    write(lead, house.ann)
    assert fresh(lead).version == lead.version
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    assert write(lead, house.ann, "was a mistake").pk


def test_a_note_needs_permission_reach_and_rules(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("PERMISSION_DENIED"):
        write(lead, house.nina)
    with refused("NOT_FOUND"):
        write(lead, house.cas)
    LeadDefinition.objects.update(is_active=False)
    with refused("NO_ACTIVE_DEFINITION"):
        write(lead, house.ann)


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({}, "FIELD_REQUIRED", "text"),
        ({"text": "  "}, "FIELD_REQUIRED", "text"),
        ({"text": "a\x00b"}, "FIELD_INVALID", "text"),
        ({"text": "\ud800"}, "FIELD_INVALID", "text"),
        ({"text": ["a"]}, "FIELD_INVALID", "text"),
        ({"text": "x" * 100_000}, "FIELD_INVALID", "text"),
        ({"text": "a", "shared": "yes"}, "FIELD_INVALID", "shared"),
        ({"text": "a", "at": "now"}, "FIELD_UNKNOWN", "at"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused(house: House, data: dict, code: str, field: str) -> None:
    with refused(code, field):
        actions.write_note(make_lead(house.ann).pk, data, by=house.ann, at=NOON)
    assert not Note.objects.exists()
