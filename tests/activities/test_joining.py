"""Another contact takes part in an activity: one that is known, or somebody new who is entered for that."""

from typing import Any

import pytest

from leadwright.activities import actions
from leadwright.activities.actions import add_participant, invite
from leadwright.activities.models import Activity
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.history.reading import lines_of
from leadwright.leads.entry_telling import entries_about, readable_entries
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.activities.making import anew, log, plan
from tests.makers import (
    NOON,
    House,
    change_rights,
    make_contact,
    make_group,
    make_lead,
    make_unit,
    make_user,
    refused,
)

EVA = {"kind": "person", "name": "Eva Peeters", "email": "eva@peeters.example", "job_title": "buyer"}


def add(activity: Activity, by: User, contact: Any) -> Activity:
    return add_participant(activity.pk, {"contact": contact}, by=by, at=NOON)


def who(activity: Activity) -> list[str]:
    return [line.name for line in activity.participants.all()]


def test_somebody_new_is_entered_and_takes_part_and_both_histories_say_so(house: House) -> None:
    acme, call = make_contact(house.ann, name="Acme"), plan(None, house.ann)
    add(call, house.ann, acme.pk)
    add(call, house.ann, EVA | {"company": acme.pk})
    eva = Contact.objects.get(name="Eva Peeters")
    assert (who(call), eva.company, eva.job_title) == (["Acme", "Eva Peeters"], acme, "buyer")
    assert Entry.objects.about("contact", eva.pk).get().fact == "contact.entered"
    added = Entry.objects.about("activity", call.pk).filter(fact="activity.participant_added")
    assert [entry.details["contacts"] for entry in added.order_by("pk")] == [[acme.pk], [eva.pk]]


def test_what_is_done_takes_another_participant_and_keeps_all_that_it_says(house: House) -> None:
    call = log(make_lead(house.ann), house.ann, details="as it was")
    add(call, house.ann, EVA)
    kept = anew(call)
    assert (kept.version, kept.updated_at, kept.details) == (call.version, call.updated_at, "as it was")
    assert "Eva Peeters" in who(call)


def test_an_open_one_gets_another_version_and_whoever_is_new_an_invitation(house: House) -> None:
    visit = plan(None, house.ann, "meeting", participants=[{"contact": make_contact(house.ann).pk}])
    version = invite(visit.pk, by=house.ann, at=NOON).version
    assert add(visit, house.ann, EVA).version == version + 1
    assert Message.objects.filter(address="eva@peeters.example").count() == 1


def test_nobody_took_part_in_what_was_cancelled(house: House) -> None:
    call = actions.cancel(plan(None, house.ann).pk, by=house.ann, at=NOON, reason="on holiday")
    with refused("ACTIVITY_CLOSED"):
        add(call, house.ann, EVA)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({}, "FIELD_REQUIRED", "contact"),
        ({"contact": 999_999}, "FIELD_INVALID", "contact"),
        ({"contact": True}, "FIELD_INVALID", "contact"),
        ({"contact": [1]}, "FIELD_INVALID", "contact"),
        ({"contact": EVA | {"colour": "red"}}, "FIELD_UNKNOWN", "contact.colour"),
        ({"contact": EVA, "colour": "red"}, "FIELD_UNKNOWN", "colour"),
        ({"contact": EVA | {"email": "nonsense"}}, "FIELD_INVALID", "contact.email"),
        ({"contact": {"name": "Eva"}}, "CONTACT_CHANNEL_REQUIRED", "contact.email"),
    ],
)
def test_what_is_wrong_is_named_and_nobody_is_entered(
    house: House, sent: dict[str, object], code: str, field: str
) -> None:
    call = plan(None, house.ann)
    with refused(code, field):
        add_participant(call.pk, sent, by=house.ann, at=NOON)
    assert (who(call), Contact.objects.exists(), anew(call).version) == ([], False, call.version)


def test_nobody_takes_part_twice(house: House) -> None:
    acme, call = make_contact(house.ann), plan(None, house.ann)
    add(call, house.ann, {"id": acme.pk})
    with refused("FIELD_INVALID", "contact"):
        add(call, house.ann, acme.pk)


def test_who_may_enter_no_contacts_adds_known_ones(house: House) -> None:
    acme, call = make_contact(house.ann, name="Acme"), plan(None, house.ann)
    change_rights(house.ann, contact_create="none")
    ann = User.objects.get(pk=house.ann.pk)
    with refused("PERMISSION_DENIED"):
        add(call, ann, EVA)
    assert who(add(call, ann, acme.pk)) == ["Acme"]


def test_only_its_own_company_adds_to_it(house: House) -> None:
    call = log(house.accepted(), house.ann)
    actions.share(call.pk, by=house.ann, at=NOON)
    with refused("PERMISSION_DENIED"):
        add(call, house.dina, EVA)
    with refused("NOT_FOUND"):
        add(call, house.cas, EVA)


def test_who_would_lose_sight_of_a_new_partner_is_asked(house: House) -> None:
    north, call = make_group(house.partner, "North"), log(None, house.ann)
    with refused("CONFIRM_HIDDEN_REQUIRED"):
        add(call, house.ann, EVA | {"access_group": north.pk})
    assert not Contact.objects.exists()
    add(call, house.ann, EVA | {"access_group": north.pk, "confirm_hidden": True})
    assert call.participants.get().contact.access_group == north


def test_history_of_a_lead_names_nobody_whom_an_access_group_keeps(house: House) -> None:
    finn = make_user("finn", unit=make_unit(make_group(house.partner)), profile="company-admin")
    lead = make_lead(house.ann)
    add(log(lead, house.ann), finn, EVA | {"access_group": finn.group_id})
    entries = list(entries_about(lead, by=finn).order_by("-pk").with_texts())
    said = [str(lines_of(readable_entries(entries, by=user, lead=lead))) for user in (finn, house.ann)]
    assert ["Eva Peeters" in text for text in said] == [True, False]
