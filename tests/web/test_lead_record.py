"""What a lead's page, its form and the list tell about category, levels and key dates."""

import re

from django.utils import timezone

from leadwright.leads.models import Category, LeadType, Level
from leadwright.people.models import User
from leadwright.web.leads.edit_views import as_typed
from leadwright.web.leads.new_lead_forms import NewLeadForm
from tests.makers import House, fresh, make_lead, moment

START = moment("2026-03-02 09:00")


def category() -> Category:
    return Category.objects.all()[0]


def as_sent(lead) -> dict[str, str]:
    """Return the edit form of a lead as a browser would send it unchanged."""
    confirmed = {
        "contact": lead.contact_id,
        "owner": lead.owner.email,
        "description": lead.description,
    }
    with timezone.override("Europe/Brussels"):
        return {name: str(value) for name, value in (as_typed(lead, lead.owner) | confirmed).items()}


def test_the_page_shows_category_and_levels_by_their_labels(house: House, enter) -> None:
    lead = make_lead(house.ann, category=category().code, importance=5, at=START)
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    for words in (category().label, "Very high (5)", "3 months"):
        assert f"<dd>{words}</dd>" in page


def test_a_form_offers_supported_levels_and_the_one_there_is(house: House, enter) -> None:
    lead = make_lead(house.ann, importance=2)
    Level.objects.filter(scale="importance", level__in=(2, 3)).update(is_default=False, is_supported=False)
    page = enter(house.ann).get(f"/leads/{lead.pk}/edit/").text
    offered = re.search(r'<select name="importance".*?</select>', page, re.S)
    assert offered
    assert re.findall(r'value="(\d)"', offered[0]) == ["1", "2", "4", "5"]


def test_a_new_day_keeps_the_time_of_day_and_moves_the_estimate(house: House, enter) -> None:
    lead = make_lead(house.ann, at=START, estimate={"amount": 5, "unit": "days"})
    ann = enter(house.ann)
    sent = as_sent(lead) | {"expected": "2026-03-12"}
    assert ann.post(f"/leads/{lead.pk}/edit/", sent).status_code == 303
    assert (fresh(lead).expected_completion_at, fresh(lead).estimate) == (
        moment("2026-03-12 09:00"),
        "10 days",
    )
    history = ann.get(f"/leads/{lead.pk}/?history=all").text
    assert "<del>5 days</del> → <ins>10 days</ins>" in history


def test_a_new_estimate_moves_the_day_and_both_at_once_have_to_agree(house: House, enter) -> None:
    lead = make_lead(house.ann, at=START)
    ann = enter(house.ann)
    sent = as_sent(lead) | {"estimate_amount": "2", "estimate_unit": "weeks"}
    both = ann.post(f"/leads/{lead.pk}/edit/", sent | {"expected": "2026-03-12"})
    assert both.status_code == 422
    assert 'id="id_expected_error"' in both.text
    assert ann.post(f"/leads/{lead.pk}/edit/", sent).status_code == 303
    assert fresh(lead).expected_completion_at == moment("2026-03-16 09:00")


def test_the_list_is_narrowed_to_a_category(house: House, enter) -> None:
    chosen, other = make_lead(house.ann, category=category().code), make_lead(house.ann)
    page = enter(house.ann).get(f"/leads/?category={category().code}").text
    assert f'href="/leads/{chosen.pk}/"' in page
    assert f'href="/leads/{other.pk}/"' not in page


def test_a_new_lead_is_offered_the_types_of_ones_own_unit(house: House) -> None:
    assert offered(house.bob) == [("partner-lead", "Partner lead")]
    LeadType.objects.update(units=[house.u1.pk])
    assert offered(house.bob) == []
    assert offered(house.ann) == [("partner-lead", "Partner lead")]


def offered(user: User) -> list[tuple[str, str]]:
    return NewLeadForm(by=user, may_offer=False).fields["type"].choices
