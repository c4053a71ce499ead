"""Creating, editing, assigning and deleting leads."""

import pytest

from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb, allowed_actions
from leadwright.leads.models import Lead, LeadDefinition
from leadwright.leads.references import possible_owners
from leadwright.messages.models import Message
from tests.makers import NOON, House, fresh, make_contact, make_lead, moment, refused


def test_all_that_is_missing_on_a_new_lead_is_named_at_once(house: House) -> None:
    with refused("FIELD_REQUIRED", "contact", "type", "unit", "owner"):
        actions.create({}, by=house.ann, at=NOON)
    assert not Lead.objects.exists()


def test_a_distributor_may_leave_a_lead_unassigned_which_is_the_queue(house: House) -> None:
    lead = house.queued()
    assert (lead.sender, lead.organisation, lead.owner, lead.unit) == (house.vendor, None, None, None)


@pytest.mark.parametrize("name", ["state", "number", "deal_value", "accepted_at", "version", "organisation"])
def test_a_field_of_the_system_cannot_be_written(house: House, name: str) -> None:
    lead = make_lead(house.ann)
    with refused("FIELD_READ_ONLY", name):
        make_lead(house.ann, **{name: "WON"})
    with refused("FIELD_READ_ONLY", name):
        actions.edit(lead.pk, {name: "WON"}, by=house.ann, at=NOON, version=lead.version)


@pytest.mark.parametrize(("rate", "fits"), [(-1, False), (0, True), (100, True), (101, False), ("50", True)])
def test_a_success_rate_is_a_percentage(house: House, rate: object, fits: bool) -> None:
    if fits:
        assert make_lead(house.ann, success_rate=rate).success_rate == int(rate)
        return
    with refused("FIELD_INVALID", "success_rate"):
        make_lead(house.ann, success_rate=rate)


def test_defaults_come_from_the_type(house: House) -> None:
    lead = make_lead(house.ann, at=moment("2026-03-02 09:00"))
    assert (lead.status.code, lead.priority, lead.importance) == ("new", 5, 3)
    assert lead.expected_completion_at == moment("2026-06-02 09:00")


def test_without_an_active_definition_nothing_is_possible(house: House) -> None:
    lead = make_lead(house.ann)
    LeadDefinition.objects.update(is_active=False)
    with refused("NO_ACTIVE_DEFINITION"):
        make_lead(house.ann)
    with refused("NO_ACTIVE_DEFINITION"):
        actions.win(lead.pk, by=house.ann, at=NOON)
    assert {state.code for state in allowed_actions(lead, house.ann)} == {"NO_ACTIVE_DEFINITION"}


def test_an_edit_needs_the_version_that_was_seen(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("VERSION_REQUIRED"):
        actions.edit(lead.pk, {"description": "new"}, by=house.ann, at=NOON, version=None)
    actions.edit(lead.pk, {"description": "first"}, by=house.ann, at=NOON, version=lead.version)
    with refused("VERSION_STALE"):
        actions.edit(lead.pk, {"description": "second"}, by=house.bob, at=NOON, version=lead.version)
    assert fresh(lead).description == "first"


@pytest.mark.parametrize("field", ["description", "contact", "owner"])
def test_an_empty_mandatory_field_is_refused_on_an_edit(house: House, field: str) -> None:
    lead = make_lead(house.ann)
    with refused("FIELD_REQUIRED", field):
        actions.edit(lead.pk, {field: None}, by=house.ann, at=NOON, version=lead.version)


def test_only_users_of_the_handling_organisation_can_own_a_lead(house: House) -> None:
    lead = make_lead(house.ann)
    assert set(possible_owners(lead.organisation_id)) == {house.ann, house.bob, house.adm}
    with refused("FIELD_INVALID", "owner"):
        actions.assign(lead.pk, by=house.ann, at=NOON, owner=house.cas.email)


def test_a_new_owner_is_told_and_the_lead_follows_him(house: House) -> None:
    lead = make_lead(house.ann)
    given = actions.edit(lead.pk, {"owner": house.bob.email}, by=house.ann, at=NOON, version=lead.version)
    assert (given.owner, given.unit) == (house.bob, house.u2)
    assert Message.objects.get(kind="new_owner").recipient_user == house.bob


def test_an_awaiting_lead_can_be_edited_except_its_owner(house: House) -> None:
    lead = house.offered()
    edited = actions.edit(lead.pk, {"success_rate": 30}, by=house.ann, at=NOON, version=lead.version)
    with refused("FIELD_READ_ONLY", "owner"):
        actions.edit(lead.pk, {"owner": house.ann.email}, by=house.ann, at=NOON, version=edited.version)


def test_only_a_pending_lead_is_deleted_and_its_number_is_not_used_again(house: House) -> None:
    lead, working = make_lead(house.ann), house.qualified()
    actions.delete(lead.pk, by=house.ann, at=NOON, version=lead.version)
    assert not Lead.objects.within_reach(house.ann, "lead.view").filter(pk=lead.pk).exists()
    with refused("STATE_NOT_ALLOWED"):
        actions.delete(working.pk, by=house.ann, at=NOON, version=working.version)
    assert make_lead(house.ann).pk > working.pk


def test_a_status_changes_by_edit_only_within_its_state_and_the_table(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("STATUS_NOT_ALLOWED", "status"):
        actions.edit(lead.pk, {"status": "in-contact"}, by=house.ann, at=NOON, version=lead.version)
    started = actions.start(lead.pk, by=house.ann, at=NOON)
    assert started.status.code == "in-contact"
    with refused("STATE_NOT_ALLOWED"):
        actions.start(lead.pk, by=house.ann, at=NOON)


def test_a_foreign_contact_cannot_be_linked(house: House) -> None:
    foreign = make_contact(house.cas)
    with refused("FIELD_INVALID", "contact"):
        make_lead(house.ann, contact=foreign)


def test_what_can_be_done_follows_state_and_reader(house: House) -> None:
    lead = house.offered()
    open_to_ann = {state.action for state in allowed_actions(fresh(lead), house.ann) if state.allowed}
    said = {Verb.EDIT, Verb.EXTEND, Verb.DELETE, Verb.NOTE, Verb.ATTACH}
    assert open_to_ann == {Verb.ACCEPT, Verb.REJECT} | said
    closed = {state.code for state in allowed_actions(fresh(lead), house.nina)}
    assert closed == {"PERMISSION_DENIED"}


def test_a_lead_is_found_by_number_contact_and_description(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, name="Brouwerij De Élan"))
    rows = Lead.objects.within_reach(house.ann, "lead.view")
    for text in (str(lead.pk), f"L-{lead.pk}", "brouw elan", "twenty"):
        assert rows.matching(text).get() == lead
    assert not rows.matching("nobody").exists()
