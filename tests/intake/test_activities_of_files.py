"""Activities and notes of a file: on a lead or a contact by its key, planned or done, once, and unannounced."""

from datetime import UTC, datetime, timedelta

import pytest

from leadwright.activities.models import Activity
from leadwright.history.models import Entry
from leadwright.leads.models import Note
from leadwright.messages.models import Message
from tests.intake.bringing import brought
from tests.intake.named_columns import bring_columns
from tests.intake.row_kinds import bring_rows, verdicts
from tests.intake.test_row_kinds import statements
from tests.makers import NOON, make_contact

BEFORE, AHEAD = NOON - timedelta(days=3), NOON + timedelta(days=3)
CALL = {"activity.kind": "call", "activity.subject": "First call", "activity.lead": "1"}


def on(moment: datetime) -> dict[str, str]:
    return {"activity.at": moment.isoformat()}


@pytest.fixture
def lead(house, english):
    """Return a lead that was brought in with its contact."""
    person = {"person.key": "7", "person.name": "Ana Sample", "person.email": "ana@alpha.example"}
    bring_columns(english, person)
    return brought("1")


def test_what_was_done_stands_on_its_lead_with_its_date(house, lead):
    Message.objects.all().delete()
    _rows, [taken] = bring_rows("activities", CALL | on(BEFORE) | {"activity.text": "long"}, by=house.dina)
    activity = Activity.objects.get(pk=taken.about.id)
    assert (activity.state, activity.completed_at, activity.starts_at) == ("COMPLETED", BEFORE, BEFORE)
    assert (activity.lead, activity.owner, activity.details) == (lead, house.dina, "long")
    assert [line.contact for line in activity.participants.all()] == [lead.contact]
    assert brought("1").last_activity_at == BEFORE
    assert not Message.objects.exists()
    assert Entry.objects.filter(fact="activity.adopted").count() == 1


def test_what_is_planned_is_the_next_activity_of_its_lead(house, lead):
    later = CALL | on(AHEAD + timedelta(days=1))
    _rows, taken = bring_rows("activities", later, CALL | on(AHEAD), by=house.dina)
    after = brought("1")
    assert (after.next_activity, after.next_activity_at) == (taken[1].about.id, AHEAD)
    assert after.open_activities == 2


def test_a_file_that_comes_again_makes_nothing_anew(house, lead):
    rows = (CALL | on(BEFORE), {**CALL, "activity.kind": "note"} | on(BEFORE))
    bring_rows("activities", *rows, by=house.dina)
    _rows, taken = bring_rows("activities", *rows, by=house.dina)
    assert verdicts(taken) == ["known", "known"]
    assert (Activity.objects.count(), Note.objects.count()) == (1, 1)


def test_two_calls_at_the_same_moment_with_two_people_are_two(house, lead):
    people = ({"person.key": key, "person.name": name} for key, name in (("7", "Ana"), ("8", "Ben")))
    bring_rows("contacts", *people, by=house.dina)
    rows = ({"activity.kind": "call", "activity.contact": key} | on(BEFORE) for key in ("7", "8"))
    _rows, taken = bring_rows("activities", *rows, by=house.dina)
    assert verdicts(taken) == ["made", "made"]


def test_a_note_stands_on_its_lead_and_stays_with_its_side(house, lead):
    _rows, [taken] = bring_rows(
        "activities",
        {"activity.kind": "Note", "activity.text": "likes tea", "activity.lead": "1"},
        by=house.dina,
    )
    note = Note.objects.get(pk=taken.about.id)
    assert (taken.made[0].kind, note.text, note.is_shared, note.lead) == ("note", "likes tea", False, lead)


def test_participants_and_owners_are_found_and_strangers_stand_in_the_text(house, lead):
    known = make_contact(house.dina, email="known@x.example")
    words = f"{house.dina.email}; known@x.example; who@x.example"
    row = CALL | on(BEFORE) | {"activity.participants": words, "owner.name": "Mia Stone"}
    _rows, [taken] = bring_rows("activities", row, by=house.dina)
    activity = Activity.objects.get(pk=taken.about.id)
    assert {line.contact for line in activity.participants.exclude(contact=None)} == {lead.contact, known}
    assert activity.details.splitlines() == ["activity.participants: who@x.example", "owner.name: Mia Stone"]


def test_a_subject_that_is_too_long_stands_in_full_in_the_text(house, lead):
    long = "word " * 80
    bring_rows("activities", CALL | on(BEFORE) | {"activity.subject": long}, by=house.dina)
    activity = Activity.objects.get()
    assert (len(activity.subject), activity.details) == (250, long.strip())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"activity.kind": "séance"}, "séance"),
        ({"activity.at": ""}, "date"),
        ({"activity.lead": "99"}, "99"),
        ({"activity.contact": "99"}, "99"),
        ({"activity.done": "yes"} | on(AHEAD), "ahead"),
        ({"activity.end": (BEFORE - timedelta(days=1)).isoformat()}, "end before"),
        ({"activity.kind": "note", "activity.lead": ""}, "lead"),
        ({"activity.text": "x" * 20_001}, "20000"),
    ],
    ids=["kind", "date", "lead", "contact", "done ahead", "end", "note", "length"],
)
def test_what_cannot_be_entered_is_refused_with_the_reason(house, lead, change, reason):
    _rows, taken = bring_rows("activities", CALL | on(BEFORE) | change, CALL | on(BEFORE), by=house.dina)
    assert verdicts(taken) == ["refused", "made"]
    assert reason in taken[0].reason


def test_nothing_is_planned_on_a_closed_lead_and_what_was_done_comes_in(house, english):
    bring_columns(english, {"person.name": "Ana"}, status="closed-won")
    _rows, taken = bring_rows("activities", CALL | on(AHEAD), CALL | on(BEFORE), by=house.dina)
    assert verdicts(taken) == ["refused", "made"]
    assert brought("1").next_activity is None


def test_the_lead_of_another_company_is_as_if_it_were_not_there(house, lead):
    _rows, [taken] = bring_rows("activities", CALL | on(BEFORE), by=house.ann)
    assert taken.verdict == "refused"


def test_whoever_may_enter_no_activities_is_told_so_on_each_row(house, lead):
    _rows, [taken] = bring_rows("activities", {"activity.kind": "call"} | on(BEFORE), by=house.nina)
    assert taken.verdict == "refused"
    assert taken.reason


def test_many_activities_take_as_many_statements_as_few(house, lead):
    rows = [CALL | on(datetime(2026, 1, 1, day, tzinfo=UTC)) for day in range(24)]
    few = statements("activities", *rows[:2], by=house.dina)
    assert statements("activities", *rows[2:], by=house.dina) <= few
