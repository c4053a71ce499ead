"""Transitions that are open to some only, or that require fields; and what is retired."""

import pytest

from leadwright.foundation.refusals import Refused
from leadwright.leads import actions
from leadwright.leads.lifecycle import allowed_actions
from leadwright.leads.models import LeadDefinition, Source, Transition
from tests.makers import NOON, House, fresh, make_lead, refused

TO_CONTACT = {"from_status__code": "new", "to_status__code": "in-contact"}


def limit(start: str = "new", end: str = "in-contact", **limits: object) -> None:
    Transition.objects.filter(from_status__code=start, to_status__code=end).update(**limits)


def test_a_move_that_is_open_to_one_unit_is_refused_to_another(house: House) -> None:
    limit(units=[house.u1.pk])
    lead = make_lead(house.ann)
    with refused("TRANSITION_NOT_ALLOWED"):
        actions.start(lead.pk, by=house.bob, at=NOON, status="in-contact")
    assert fresh(lead).state == "PENDING"
    assert actions.start(lead.pk, by=house.ann, at=NOON, status="in-contact").state == "IN_PROGRESS"


def test_a_move_is_open_to_the_groups_users_and_profiles_it_names(house: House) -> None:
    for limits in (
        {"groups": [house.group.pk]},
        {"users": [house.ann.pk]},
        {"profiles": [house.ann.held[0].pk]},
    ):
        Transition.objects.filter(**TO_CONTACT).update(units=[], groups=[], users=[], profiles=[])
        limit(**limits)
        lead = make_lead(house.ann)
        assert actions.start(lead.pk, by=house.ann, at=NOON).status.code == "in-contact"


def test_an_action_without_an_open_way_is_shown_closed(house: House) -> None:
    lead = make_lead(house.ann)
    Transition.objects.filter(from_status__code="new", to_status__state="IN_PROGRESS").update(
        units=[house.u2.pk]
    )
    states = {str(action.action): action for action in allowed_actions(lead, house.ann)}
    assert (states["start"].allowed, states["start"].code) == (False, "TRANSITION_NOT_ALLOWED")


TOO_LITTLE = {"deal_value": {"amount": "10", "currency": "EUR"}}


@pytest.mark.parametrize(
    ("verb", "state", "told"),
    [
        ("start", "IN_PROGRESS", {"status": "nonsense"}),
        ("win", "WON", TOO_LITTLE),
        ("lose", "LOST", TOO_LITTLE | {"reason": "price"}),
        ("cancel", "CANCELLED", {"status": "nonsense"}),
    ],
)
def test_what_leads_nowhere_is_told_before_what_comes_with_it_is_looked_at(
    house: House, verb: str, state: str, told: dict[str, object]
) -> None:
    lead = make_lead(house.ann)
    rows = Transition.objects.filter(from_status=lead.status, to_status__state=state)
    rows.update(units=[house.u2.pk])
    with pytest.raises(Refused) as others_only:
        getattr(actions, verb)(lead.pk, by=house.ann, at=NOON, **told)
    rows.delete()
    with pytest.raises(Refused) as nowhere:
        getattr(actions, verb)(lead.pk, by=house.ann, at=NOON, **told)
    assert others_only.value.code == nowhere.value.code == "TRANSITION_NOT_ALLOWED"
    assert "Only others can let" in others_only.value.sentence
    assert "change the status first" in nowhere.value.sentence


def test_a_qualification_takes_only_a_way_that_is_open(house: House) -> None:
    limit(end="working-with-customer", units=[house.u2.pk])
    lead = make_lead(house.ann)
    with refused("TRANSITION_NOT_ALLOWED"):
        actions.qualify(
            lead.pk,
            by=house.ann,
            at=NOON,
            outcome="opportunity",
            description="ready",
            contact=lead.contact_id,
            owner=house.ann.email,
        )


def test_a_move_names_the_fields_that_it_requires(house: House) -> None:
    limit(required=["source", "target_amount"])
    lead = make_lead(house.ann, source="showroom")
    with refused("FIELD_REQUIRED", "target_amount"):
        actions.start(lead.pk, by=house.ann, at=NOON)
    assert fresh(lead).state == "PENDING"
    actions.edit(lead.pk, {"target_amount": {"amount": "0"}}, by=house.ann, at=NOON, version=lead.version)
    assert actions.start(lead.pk, by=house.ann, at=NOON).state == "IN_PROGRESS"


def test_what_is_given_along_with_a_move_counts(house: House) -> None:
    limit(start="in-contact", end="nurture-in-progress", required=["source"])
    lead = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    given = {"status": "nurture-in-progress", "source": "showroom"}
    stored = actions.edit(lead.pk, given, by=house.ann, at=NOON, version=lead.version)
    assert stored.status.code == "nurture-in-progress"


def test_a_pending_lead_without_what_is_mandatory_is_not_started(house: House) -> None:
    lead = make_lead(house.ann, description="")
    with refused("FIELD_REQUIRED", "description"):
        actions.start(lead.pk, by=house.ann, at=NOON)
    assert fresh(lead).state == "PENDING"


def test_work_that_has_begun_is_not_begun_again(house: House) -> None:
    lead = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        actions.start(lead.pk, by=house.ann, at=NOON)


def test_a_retired_source_is_offered_no_longer_and_stays_where_it_is(house: House) -> None:
    lead = make_lead(house.ann, source="showroom")
    Source.objects.filter(code="showroom").update(is_retired=True)
    with refused("FIELD_INVALID", "source"):
        make_lead(house.ann, source="showroom")
    kept = actions.edit(
        lead.pk, {"source": "showroom", "comment": "x"}, by=house.ann, at=NOON, version=lead.version
    )
    assert kept.source.code == "showroom"


def test_a_definition_without_sources_offers_all_and_one_with_sources_those(house: House) -> None:
    assert make_lead(house.ann, source="website").source.code == "website"
    LeadDefinition.objects.get(is_active=True).sources.set(Source.objects.filter(code="showroom"))
    with refused("FIELD_INVALID", "source"):
        make_lead(house.ann, source="website")
