"""What another company may read of a lead, and what history keeps of a lead's own channels."""

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Note
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused


def texts_for(user) -> list[str]:
    return [note.text for note in Note.objects.all().open_to(user)]


def test_a_note_is_shared_with_who_had_the_lead_then_and_not_with_the_next(house: House) -> None:
    lead = house.accepted()
    actions.write_note(lead.pk, {"text": "from Ann", "shared": True}, by=house.ann, at=NOON)
    actions.write_note(lead.pk, {"text": "for Ann", "shared": True}, by=house.dina, at=NOON)
    assert texts_for(house.ann) == ["for Ann", "from Ann"]
    assert texts_for(house.dina) == ["for Ann", "from Ann"]
    assert texts_for(house.cas) == []


def test_a_note_that_was_shared_in_the_queue_is_for_who_gets_the_lead(house: House) -> None:
    queued = house.queued()
    actions.write_note(queued.pk, {"text": "for anybody", "shared": True}, by=house.dina, at=NOON)
    assert texts_for(house.ann) == ["for anybody"]


def test_history_keeps_the_own_address_that_went_with_the_former_contact(house: House) -> None:
    lead, other = make_lead(house.ann), make_contact(house.ann)
    actions.edit(lead.pk, {"contact_email": "own@lead.example"}, by=house.ann, at=NOON, version=lead.version)
    line = actions.add_party(lead.pk, {"contact": {"id": other.pk}}, by=house.ann, at=NOON)
    actions.change_party(lead.pk, line.pk, {"main": True}, by=house.ann, at=NOON)
    assert fresh(lead).contact_email == ""
    data = Entry.objects.filter(fact="lead.party_changed").get().texts()
    assert data["contact_email_from"] == "own@lead.example"


def test_of_estimate_and_date_what_is_said_again_changes_nothing(house: House) -> None:
    lead = make_lead(house.ann, estimate={"amount": 5, "unit": "days"})
    again = {"estimate": {"amount": 5, "unit": "days"}, "expected_completion_at": "2026-03-12T12:00:00+01:00"}
    changed = actions.edit(lead.pk, again, by=house.ann, at=NOON, version=lead.version)
    assert changed.estimate == "10 days"
    for name in ("estimate", "expected_completion_at"):
        with refused("FIELD_REQUIRED", name):
            actions.edit(lead.pk, {name: None}, by=house.ann, at=NOON, version=changed.version)
