"""A lead is made of an interaction, which is part of its history from then on."""

import pytest

from leadwright.activities.actions import make_lead
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.activities.making import anew, log, plan
from tests.makers import NOON, House, change_rights, fresh, make_contact

SENT = {"type": "partner-lead"}


def test_a_lead_of_an_interaction_has_its_contact_its_words_and_its_history(house: House) -> None:
    eva = make_contact(house.ann, name="Eva")
    call = log(
        None,
        house.ann,
        subject="Third site",
        details="asks for ink",
        notes="hurry",
        participants=[{"contact": eva.pk}],
    )
    lead = make_lead(call.pk, SENT | {"owner": house.ann.email}, by=house.ann, at=NOON)
    assert (anew(call).lead_id, anew(call).version) == (lead.pk, call.version)
    assert (lead.contact_id, lead.description) == (eva.pk, "Third site\n\nasks for ink")
    assert (fresh(lead).latest_notes, fresh(lead).last_activity_at) == ("hurry", NOON)
    assert Entry.objects.about("lead", lead.pk).filter(fact="activity.led").count() == 1


def test_what_is_still_planned_is_the_next_step_of_its_lead(house: House) -> None:
    eva = make_contact(house.ann, name="Eva")
    call = plan(None, house.ann, participants=[{"contact": eva.pk}])
    lead = make_lead(call.pk, SENT | {"owner": house.ann.email}, by=house.ann, at=NOON)
    assert (fresh(lead).next_activity, fresh(lead).open_activities) == (call.pk, 1)


def test_a_lead_is_made_once_of_an_interaction(house: House) -> None:
    eva = make_contact(house.ann, name="Eva")
    call = log(None, house.ann, participants=[{"contact": eva.pk}])
    lead = make_lead(call.pk, SENT | {"owner": house.ann.email}, by=house.ann, at=NOON)
    with pytest.raises(Refused) as no:
        make_lead(call.pk, SENT | {"confirm_new": True}, by=house.ann, at=NOON)
    assert (no.value.status, Lead.objects.get()) == (409, lead)


def test_a_faulty_lead_leaves_the_interaction_alone(house: House) -> None:
    call = log(None, house.ann, subject="Third site")
    with pytest.raises(Refused) as no:
        make_lead(call.pk, {"type": "never", "owner": house.ann.email}, by=house.ann, at=NOON)
    assert {fault.field for fault in no.value.errors} == {"type", "contact"}
    assert (anew(call).lead_id, Lead.objects.exists()) == (None, False)


def test_who_may_enter_no_leads_makes_none_of_an_interaction(house: House) -> None:
    call = log(None, house.ann)
    change_rights(house.ann, lead_create="none")
    with pytest.raises(Refused) as no:
        make_lead(call.pk, SENT, by=User.objects.get(pk=house.ann.pk), at=NOON)
    assert no.value.status == 403
