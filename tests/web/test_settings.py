"""The settings: lists, lead types with their machine, definitions."""

import re
from decimal import Decimal

import pytest

from leadwright.leads.configuration import blueprint
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import LeadDefinition, LeadType, MinimumDealValue, Source, Status
from leadwright.people.models import User
from tests.makers import House, make_lead, make_user

HOME = "/company/settings/"
TYPE = f"{HOME}types/partner-lead/"
LISTS = (*blueprint.LISTS, "types", "definitions")
PAGES = (HOME, f"{HOME}minimums/", f"{HOME}task-notices/", *(f"{HOME}{kind}/" for kind in LISTS))
ROWS = (
    TYPE,
    f"{HOME}definitions/standard/",
    f"{HOME}statuses/new/",
    f"{HOME}lost_reasons/price/",
    f"{TYPE}new/in-contact/",
)


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def machine(**changes: object) -> dict[str, object]:
    """Return what the page of the shipped type sends, with some changes."""
    plan = stored().type("partner-lead")
    sent: dict[str, object] = {
        "part": "save",
        "label_en": plan.labels["en"],
        "label_nl": plan.labels["nl"],
        "priority": plan.priority,
        "importance": plan.importance,
        "estimate_amount": plan.estimate_amount,
        "estimate_unit": plan.estimate_unit,
        "allowed": list(plan.statuses),
        "default": list(plan.defaults),
        "closing_data_when_lost": "on",
        "initial": plan.initial[0],
        "qualified": "on",
        "move": [f"{transition.start}>{transition.end}" for transition in plan.transitions],
    }
    sent |= {name: list(getattr(plan, name)) for name in ("categories", "goods", "services")}
    sent |= {f"outcome_{name}": code for name, code in plan.outcomes.items()}
    sent |= {f"deadline_{name}": days for name, days in plan.deadlines.items()}
    return sent | changes


@pytest.mark.parametrize("page", [*PAGES, *ROWS])
def test_the_settings_are_for_those_who_may_configure(house, enter, vera, page):
    assert enter(vera).get(page).status_code == 200
    assert enter(house.adm).get(page).status_code == 403


def test_a_row_is_added_moved_renamed_and_retired(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}sources/", {"label_en": "Radio Spot", "label_nl": ""})
    client.post(f"{HOME}sources/RS/", {"part": "up"})
    client.post(f"{HOME}sources/RS/", {"part": "save", "label_en": "Radio", "label_nl": "Radio"})
    client.post(f"{HOME}sources/RS/", {"part": "retire"})
    row = Source.objects.get(code="RS")
    assert (row.labels["en"], row.position, row.is_retired) == ("Radio", 7, True)


def test_a_name_that_is_taken_is_refused_on_the_form(enter, vera):
    page = enter(vera).post(f"{HOME}sources/", {"label_en": "Website"})
    assert page.status_code == 422
    assert "is given twice" in page.text


def test_a_list_says_what_uses_each_row_and_why_it_cannot_be_deleted(house, enter, vera):
    make_lead(house.ann)
    client = enter(vera)
    assert "1 open lead" in client.get(f"{HOME}statuses/").text
    assert client.post(f"{HOME}statuses/new/", {"part": "retire"}).status_code == 409
    assert not Status.objects.get(code="new").is_retired


def test_saving_a_type_unchanged_changes_nothing(enter, vera):
    before = stored()
    assert enter(vera).post(TYPE, machine()).status_code == 303
    assert stored() == before


def test_a_type_is_saved_with_a_new_status_and_its_ways_at_once(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}statuses/", {"label_en": "On Hold", "label_nl": "", "state": "IN_PROGRESS"})
    sent = machine(priority="7")
    sent["allowed"], sent["move"] = (
        [*sent["allowed"], "OH"],
        [*sent["move"], "in-contact>OH", "OH>in-contact"],
    )
    assert client.post(TYPE, sent).status_code == 303
    kind = LeadType.objects.get()
    assert (kind.priority, kind.transitions.filter(to_status__code="OH").count()) == (7, 1)


def test_each_fault_of_a_type_is_shown_and_nothing_is_stored(enter, vera):
    before = stored()
    sent = machine(priority="11", move=["new>in-contact", "closed-won>new"])
    sent["allowed"] = [*sent["allowed"], "ghost"]
    page = enter(vera).post(TYPE, sent)
    assert page.status_code == 422
    for words in (
        "whole number from 1 to 10",
        "is final; remove",
        "can never be closed",
        "no status “ghost”",
    ):
        assert words in page.text
    assert stored() == before


def test_the_picture_has_a_box_for_each_status_and_an_arrow_for_each_transition(enter, vera):
    page, plan = enter(vera).get(TYPE).text, stored().type("partner-lead")
    assert len(re.findall(r'<g class="box', page)) == len(plan.statuses)
    assert len(re.findall(r'<path class="way', page)) == len(plan.transitions)


def test_a_type_and_a_definition_begin_as_copies(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}types/", {"label_en": "Software Demo", "label_nl": "", "code": ""})
    client.post(f"{HOME}definitions/", {"label_en": "Next Year", "label_nl": "", "code": ""})
    assert LeadType.objects.get(code="SD").transitions.count() == 30
    client.post(f"{HOME}definitions/NY/", {"part": "activate"})
    assert LeadDefinition.objects.get(is_active=True).code == "NY"
    assert client.post(f"{HOME}definitions/NY/", {"part": "retire"}).status_code == 409


def test_a_definition_without_types_is_refused(enter, vera):
    sent = {"part": "save", "label_en": "D", "default_currency": "EUR", "lost_reasons": ["price"]}
    page = enter(vera).post(f"{HOME}definitions/standard/", sent)
    assert page.status_code == 422
    assert "allows no lead type" in page.text


def test_the_notices_of_tasks_are_set_and_what_is_no_number_is_named(enter, vera):
    client = enter(vera)
    sent = {"in_charge": "50, 100", "unit_admin": "", "company_admin": "200 %"}
    assert client.post(f"{HOME}task-notices/", sent | {"unit_admin": "soon"}).status_code == 422
    assert client.post(f"{HOME}task-notices/", sent | {"unit_admin": "0"}).status_code == 422
    assert client.post(f"{HOME}task-notices/", sent).status_code == 303
    assert stored().task_notices == {"in_charge": (50, 100), "unit_admin": (), "company_admin": (200,)}
    page = client.get(f"{HOME}task-notices/").text
    assert 'value="50, 100"' in page
    assert "The company admins" in page


def test_a_minimum_is_set(enter, vera):
    client = enter(vera)
    assert client.post(f"{HOME}minimums/", {"currency": "EURO", "amount": "1"}).status_code == 422
    client.post(f"{HOME}minimums/", {"currency": "EUR", "amount": "250"})
    assert MinimumDealValue.objects.get().amount == 250
    client.post(f"{HOME}minimums/", {"currency": "eur", "amount": "1 250,50"})
    assert MinimumDealValue.objects.get().amount == Decimal("1250.50")
    for amount in ("much", "-1", "1.234"):
        wrong = client.post(f"{HOME}minimums/", {"currency": "EUR", "amount": amount})
        assert (wrong.status_code, 'id="id_amount_error"' in wrong.text) == (422, True)


def test_a_number_that_is_none_stands_as_it_was_typed_beside_its_fault(enter, vera):
    page = enter(vera).post(TYPE, machine(deadline_qualification_days="ten", estimate_amount="1.5"))
    assert page.status_code == 422
    assert re.findall(
        r'name="(?:deadline_qualification_days|estimate_amount)"[^>]*value="([^"]*)"', page.text
    ) == ["1.5", "ten"]


@pytest.mark.parametrize("bad", ["\0", "x" * 100_000, "\u202e", "999999999999999999999"])
def test_strange_input_is_refused_and_breaks_nothing(enter, vera, bad):
    client = enter(vera)
    assert client.post(f"{HOME}sources/", {"label_en": bad, "code": f"{bad} "}).status_code in (303, 422)
    assert Source.objects.count() <= 9
    sent = machine(priority=bad, estimate_unit=bad, initial=bad, move=[bad, f"{bad}>new"])
    assert client.post(TYPE, sent).status_code == 422
    assert client.post(f"{HOME}minimums/", {"currency": bad, "amount": bad}).status_code == 422


def test_what_is_typed_is_kept_when_another_button_is_pressed_beside_it(enter, vera):
    client, page = enter(vera), f"{HOME}sources/RS/"
    client.post(f"{HOME}sources/", {"label_en": "Radio Spot"})
    deleted = client.post(page, {"part": "retire", "label_en": "Radio"}, follow=True)
    again = client.post(page, {"part": "restore", "label_en": "Wireless"}, follow=True)
    row = Source.objects.get(code="RS")
    assert (row.labels["en"], row.is_retired) == ("Wireless", False)
    assert ("Deleted." in deleted.text, "Offered again." in again.text) == (True, True)
    faulty = client.post(page, {"part": "retire", "label_en": "", "label_nl": "Draadloos"})
    assert (faulty.status_code, "Draadloos" in faulty.text) == (422, True)
    assert not Source.objects.get(code="RS").is_retired


def test_a_type_is_saved_before_it_is_deleted_and_what_was_typed_stays_when_it_cannot_be(enter, vera):
    client, page = enter(vera), f"{HOME}types/SD/"
    client.post(f"{HOME}types/", {"label_en": "Software Demo"})
    client.post(page, machine(part="retire", label_en="Demo"))
    row = LeadType.objects.get(code="SD")
    assert (row.is_retired, row.labels["en"]) == (True, "Demo")
    held = client.post(TYPE, machine(part="retire", label_en="Other words"))
    assert (held.status_code, "Other words" in held.text, "standard" in held.text.lower()) == (
        409,
        True,
        True,
    )
    assert "Other words" not in str(LeadType.objects.get(code="partner-lead").labels)
