"""Who works on a lead beside its owner: they see it and can work it."""

import pytest

from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.people.access import reaches
from leadwright.people.models import User
from tests.leads.recording import reaching
from tests.makers import NOON, House, fresh, make_group, make_lead, make_unit, make_user, refused


def sees(user: User, lead: Lead) -> bool:
    """Tell whether somebody sees a lead, by the list and by the row alike."""
    somebody = User.objects.get(pk=user.pk)
    by_list = Lead.objects.within_reach(somebody, "lead.view").filter(pk=lead.pk).exists()
    assert by_list == reaches(somebody, "lead.view", fresh(lead))
    return by_list


def elsewhere(house: House, reach: str) -> User:
    """Return somebody of another group of P with a light profile."""
    return make_user(unit=make_unit(make_group(house.partner)), profile=reaching(reach))


@pytest.mark.parametrize("reach", ["team", "unit", "group", "organisation"])
def test_a_member_sees_and_works_the_lead(house: House, reach: str) -> None:
    lead, member = make_lead(house.ann), elsewhere(house, reach)
    assert sees(member, lead) is (reach == "organisation")
    actions.add_member(lead.pk, member.email, by=house.ann, at=NOON)
    assert sees(member, lead)
    assert actions.start(lead.pk, by=User.objects.get(pk=member.pk), at=NOON).state == "IN_PROGRESS"


def test_who_sees_only_what_is_his_own_is_not_helped_by_a_team(house: House) -> None:
    lead, member = make_lead(house.ann), elsewhere(house, "own")
    actions.add_member(lead.pk, member.email, by=house.ann, at=NOON)
    assert not sees(member, lead)


def test_who_is_taken_off_sees_it_no_longer(house: House) -> None:
    lead, member = make_lead(house.ann), elsewhere(house, "team")
    actions.add_member(lead.pk, member.email, by=house.ann, at=NOON)
    actions.remove_member(lead.pk, member.pk, by=house.ann, at=NOON)
    assert not sees(member, lead)
    with pytest.raises(NotFound):
        actions.remove_member(lead.pk, house.bob.pk, by=house.ann, at=NOON)
    facts = Entry.objects.about("lead", lead.pk).filter(fact__startswith="lead.member").order_by("pk")
    assert [(fact.fact, fact.details["member"]) for fact in facts] == [
        ("lead.member_added", member.pk),
        ("lead.member_removed", member.pk),
    ]


def test_only_active_users_of_the_handling_organisation_are_members(house: House) -> None:
    lead, gone = house.accepted(), make_user(unit=house.u1, is_active=False)
    for email in (house.cas.email, house.dina.email, gone.email, "x" * 100_000, 7, ["a"]):
        with refused("FIELD_INVALID", "user"):
            actions.add_member(lead.pk, email, by=house.ann, at=NOON)
    with refused("FIELD_REQUIRED", "user"):
        actions.add_member(lead.pk, "", by=house.ann, at=NOON)
    assert fresh(lead).team == []


def test_a_member_is_on_the_team_once(house: House) -> None:
    lead = make_lead(house.ann)
    actions.add_member(lead.pk, house.bob.email.upper(), by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "user"):
        actions.add_member(lead.pk, house.bob.email, by=house.ann, at=NOON)
    assert fresh(lead).team == [house.bob.pk]


def test_a_lead_that_waits_or_lies_in_the_queue_has_no_team(house: House) -> None:
    with refused("ACCEPTANCE_PENDING"):
        actions.add_member(house.offered().pk, house.bob.email, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        actions.add_member(house.queued().pk, house.dina.email, by=house.dina, at=NOON)


def test_a_lead_that_goes_back_to_its_sender_leaves_its_team_behind(house: House) -> None:
    lead, member = house.accepted(), elsewhere(house, "team")
    actions.add_member(lead.pk, member.email, by=house.ann, at=NOON)
    Lead.objects.filter(pk=lead.pk).update(acceptance="AWAITING", owner=None, accepted_by=None)
    lead.offers.update(answer="")
    actions.reject(lead.pk, by=house.ann, at=NOON)
    assert (fresh(lead).team, sees(member, lead)) == ([], False)


def test_a_lead_of_another_organisation_is_never_reached_by_a_team(house: House) -> None:
    lead = make_lead(house.ann)
    for reach in ("team", "unit", "group"):
        stranger = make_user(unit=house.cas.unit, profile=reaching(reach))
        Lead.objects.filter(pk=lead.pk).update(team=[stranger.pk])
        assert not sees(stranger, lead)
