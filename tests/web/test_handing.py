"""The open leads of a type are handed to another one: seen first, done at once, recorded for each."""

import pytest

from leadwright.clocks.models import Clock
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions.handing import Move, foreseen_handing, hand_over_type
from leadwright.leads.models import Category, LeadType
from leadwright.people.models import User
from tests.leads.second_type import second_type
from tests.makers import NOON, House, fresh, make_lead, refused

PAGE = "/company/settings/types/partner-lead/leads/"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator, with a second type in force that has no status In contact."""
    return second_type(house)


def test_what_will_change_is_shown_before_anything_is_stored(house, enter, vera):
    make_lead(house.ann)
    actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    page = enter(vera).get(f"{PAGE}?to=S").text
    assert 'name="in-contact:lead"' in page
    assert "Choose the status that they get." in page
    assert set(LeadType.objects.get(code="partner-lead").leads.values_list("state", flat=True)) == {
        "PENDING",
        "IN_PROGRESS",
    }


def test_each_lead_gets_the_type_and_an_entry_and_what_is_refused_stays(house, enter, vera):
    pending, opportunity = make_lead(house.ann), house.qualified()
    started = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    answer = enter(vera).post(PAGE, {"to": "S"})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    types = [fresh(lead).type.code for lead in (pending, opportunity, started)]
    assert types == ["S", "S", "partner-lead"]
    entry = Entry.objects.get(fact="lead.retyped", subject_id=pending.pk)
    assert entry.details["changes"] == {"type": ["partner-lead", "S"]}
    page = enter(house.ann).get(f"/leads/{pending.pk}/?history=all").text
    assert "Lead given another type" in page


def test_pressing_without_a_choice_says_what_to_choose(house, enter, vera):
    started = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    answer = enter(vera).post(PAGE, {"to": "S"})
    assert answer.status_code == 422
    assert "No lead was handed over: choose the status that they get." in answer.text
    assert fresh(started).type.code == "partner-lead"


def test_how_many_stay_is_said(house, enter, vera):
    make_lead(house.ann)
    actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    page = enter(vera).post(PAGE, {"to": "S"}, follow=True).text
    assert "1 lead was handed over. 1 stays." in page


def test_no_status_is_offered_for_leads_that_cannot_go_over(house, enter, vera):
    LeadType.objects.filter(code="S").update(is_qualified=False)
    house.qualified()
    page = enter(vera).get(f"{PAGE}?to=S").text
    assert "Leads of that type are not qualified, and these are opportunities." in page
    assert "working-with-customer:opportunity" not in page


def test_a_status_that_is_chosen_is_given(house, vera):
    started = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    chosen = Move(status="in-contact", target="nurture-in-progress")
    assert hand_over_type("partner-lead", "S", [chosen], by=vera, at=NOON).number == 1
    assert (fresh(started).type.code, fresh(started).status.code) == ("S", "nurture-in-progress")


def test_the_status_of_opportunities_is_none_to_choose_for_others(house, vera):
    actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    (row,) = foreseen_handing("partner-lead", "S", {}, by=vera)
    assert [status.code for status in row.targets] == ["nurture-in-progress"]


def test_opportunities_stay_out_of_a_type_that_does_not_qualify(house, vera):
    lead, pending = house.qualified(), make_lead(house.ann)
    LeadType.objects.filter(code="S").update(is_qualified=False)
    assert hand_over_type("partner-lead", "S", (), by=vera, at=NOON).number == 1
    assert (fresh(lead).type.code, fresh(pending).type.code) == ("partner-lead", "S")
    kinds = Clock.objects.running().about("lead", [pending.pk]).values_list("kind", flat=True)
    assert (set(kinds), fresh(pending).next_due_kind) == ({"complete"}, "complete")


def test_what_does_not_fit_is_counted_and_kept(house, vera):
    first, other = Category.objects.all()[:2]
    LeadType.objects.get(code="S").categories.add(other)
    lead = make_lead(house.ann, category=first.code)
    (row,) = foreseen_handing("partner-lead", "S", {}, by=vera)
    assert row.unfit == 1
    hand_over_type("partner-lead", "S", (), by=vera, at=NOON)
    assert fresh(lead).category == first


@pytest.mark.parametrize("to", ["", "partner-lead", "nonsense"])
def test_only_another_type_in_force_takes_them(house, vera, to):
    with refused("FIELD_INVALID", "type"):
        hand_over_type("partner-lead", to, (), by=vera, at=NOON)


def test_only_who_may_configure_hands_over(house, enter, vera):
    with refused("PERMISSION_DENIED"):
        hand_over_type("partner-lead", "S", (), by=house.adm, at=NOON)
    assert enter(house.adm).get(PAGE).status_code == 403
