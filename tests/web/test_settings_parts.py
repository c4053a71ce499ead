"""The settings of what leads are about: products, competitors, levels; whom types and transitions are for."""

from dataclasses import replace

import pytest

from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import Competitor, LeadDefinition, LeadType, Product, Source, Transition
from leadwright.people.models import User
from tests.makers import NOON, House, fresh, make_lead, make_user
from tests.web.test_settings import HOME, TYPE, machine

WAY = f"{TYPE}new/in-contact/"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def definition(**changes: object) -> dict[str, object]:
    """Return what the page of the shipped definition sends, with some changes."""
    plan = stored().definition("standard")
    sent: dict[str, object] = {"part": "save", "label_en": "Standard", "default_currency": "EUR"}
    sent |= {"types": list(plan.types), "lost_reasons": list(plan.lost_reasons), "block_win": "on"}
    sent |= {"important_from": str(plan.important_from)}
    for name in ("priorities", "importances"):
        for row in getattr(plan, name):
            sent |= {f"{name}-{row.level}-{tongue}": words for tongue, words in row.labels.items()}
            sent |= {f"{name}-{row.level}-supported": "on"} if row.is_supported else {}
            sent |= {f"{name}-default": str(row.level)} if row.is_default else {}
    return sent | changes


def test_a_competitor_has_a_website_that_opens_a_page(enter, vera):
    client = enter(vera)
    bad = client.post(f"{HOME}competitors/", {"label_en": "Rival", "website": "javascript:alert(1)"})
    assert (bad.status_code, 'id="id_website_error"' in bad.text) == (422, True)
    data = {"label_en": "Rival", "website": "https://rival.example", "description": "Cheaper, slower"}
    client.post(f"{HOME}competitors/", data)
    client.post(f"{HOME}competitors/R/", {**data, "part": "save", "description": "Cheaper"})
    row = Competitor.objects.get()
    assert (row.website, row.description) == ("https://rival.example", "Cheaper")


def test_a_product_keeps_its_kind_and_a_type_that_names_it_holds_it(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}products/", {"label_en": "Van", "kind": "goods"})
    client.post(f"{HOME}products/V/", {"part": "save", "label_en": "Electric van", "kind": "service"})
    assert Product.objects.get().kind == "goods"
    assert client.post(TYPE, machine(goods=["V"])).status_code == 303
    assert client.post(f"{HOME}products/V/", {"part": "retire"}).status_code == 409


def test_a_row_is_put_at_a_place(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}sources/import/", {"part": "place", "place": "0"})
    assert Source.objects.first().code == "import"
    client.post(f"{HOME}sources/import/", {"part": "place", "place": "9999"})
    assert Source.objects.last().code == "import"
    assert client.post(f"{HOME}sources/import/", {"part": "place", "place": "x"}).status_code == 400


def test_a_type_without_levels_has_those_of_the_definition(house, enter, vera):
    assert enter(vera).post(TYPE, machine(priority="", importance="")).status_code == 303
    assert LeadType.objects.get().priority is None
    assert make_lead(house.ann).priority == 5


def test_a_type_is_for_the_groups_and_units_that_are_ticked(house, enter, vera):
    name = f"{house.partner.name} / GP / U1"
    assert enter(vera).post(TYPE, machine(units=[name])).status_code == 303
    assert LeadType.objects.get().units == [house.u1.pk]
    page = enter(vera).post(TYPE, machine(units=["Nobody / At all / Here"]))
    assert (page.status_code, "There is no unit" in page.text) == (422, True)


def test_a_transition_is_limited_to_a_unit_and_asks_for_an_amount(house, enter, vera):
    client, name = enter(vera), f"{house.partner.name} / GP / U1"
    assert (
        client.post(WAY, {"rows": "1", "0-units": [name], "0-required": ["target_amount"]}).status_code == 303
    )
    row = Transition.objects.get(from_status__code="new", to_status__code="in-contact")
    assert (row.units, row.required) == ([house.u1.pk], ["target_amount"])
    assert ">limited</a>" in client.get(TYPE).text


def test_the_same_way_is_opened_to_two_units_under_different_conditions(house, enter, vera):
    client, home = enter(vera), f"{house.partner.name} / GP"
    client.post(WAY, {"rows": "1", "0-units": [f"{home} / U1"]})
    client.post(WAY, {"rows": "1", "0-units": [f"{home} / U1"], "1-users": "", "1-groups": [home]})
    rows = Transition.objects.filter(from_status__code="new", to_status__code="in-contact")
    assert [(row.units, row.groups) for row in rows] == [([house.u1.pk], []), ([], [house.group.pk])]
    client.post(WAY, {"rows": "2", "0-remove": "on", "1-groups": [home]})
    assert rows.get().groups == [house.group.pk]


def test_a_fault_of_a_transition_stands_at_its_row(enter, vera):
    before = stored()
    sent = {"rows": "1", "0-users": "ghost@example.org", "1-required": ["shoe_size"]}
    page = enter(vera).post(WAY, sent)
    assert (page.status_code, stored() == before) == (422, True)
    assert "There is no user “ghost@example.org”" in page.text
    assert "shoe_size" in page.text


def test_a_way_that_was_closed_is_opened(enter, vera):
    text = f"{TYPE}new/nurture-in-progress/"
    assert "Nobody can go this way now" in enter(vera).get(text).text
    assert enter(vera).post(text, {"rows": "0", "0-add": "yes"}).status_code == 303
    assert Transition.objects.filter(to_status__code="nurture-in-progress", from_status__code="new").exists()


@pytest.mark.parametrize("path", ["closed-won/new/", "new/new/", "ghost/new/", "new/ghost/"])
def test_a_way_that_cannot_be_is_not_found(enter, vera, path):
    assert enter(vera).get(f"{TYPE}{path}").status_code == 404


def test_saving_a_definition_unchanged_changes_nothing(enter, vera):
    before = stored()
    assert enter(vera).post(f"{HOME}definitions/standard/", definition(label_nl="")).status_code == 303
    after = stored()
    labels = before.definitions[0].labels
    assert replace(after.definitions[0], labels=labels) == before.definitions[0]


def test_levels_are_named_supported_and_one_is_usual(enter, vera):
    changes = {"priorities-default": "7", "importances-6-en": "Board", "importances-6-supported": "on"}
    assert enter(vera).post(f"{HOME}definitions/standard/", definition(**changes)).status_code == 303
    levels = LeadDefinition.objects.get().levels
    assert levels.get(scale="priority", is_default=True).level == 7
    assert levels.get(scale="importance", level=6).label == "Board"


def test_a_fault_of_a_level_stands_at_the_level(enter, vera):
    sent = definition(**{"priorities-3-en": ""})
    page = enter(vera).post(f"{HOME}definitions/standard/", sent)
    assert page.status_code == 422
    assert page.text.count("The level 3 is supported but has no name") == 2


def test_conversion_needs_a_classification_and_a_rating(enter, vera):
    address = f"{HOME}definitions/standard/"
    page = enter(vera).post(address, definition(converts="on"))
    assert (page.status_code, 'id="id_account_class_error"' in page.text) == (422, True)
    sent = definition(converts="on", account_class="retail", credit_rating="b")
    assert enter(vera).post(address, sent).status_code == 303
    row = LeadDefinition.objects.get()
    assert (row.converts, row.account_class.code, row.credit_rating.code) == (True, "retail", "b")


def test_a_type_and_a_definition_are_added_with_a_code_that_is_free(vera):
    configuration_lists.add_type({"en": "Second Type"}, by=vera, at=NOON)
    configuration_lists.add_type({"en": "Sales Talk"}, by=vera, at=NOON)
    assert list(LeadType.objects.values_list("code", flat=True)) == ["partner-lead", "ST", "ST2"]


def test_a_type_says_whether_the_deal_of_what_is_lost_is_asked_and_when_nurture_is_looked_at(enter, vera):
    sent = machine() | {"deadline_review_days": "60"}
    del sent["closing_data_when_lost"]
    assert enter(vera).post(TYPE, sent).status_code == 303
    kind = LeadType.objects.get()
    assert (kind.closing_data_when_lost, kind.review_days) == (False, 60)


def without_nurture() -> dict[str, object]:
    """Return the shipped type as its page sends it, without the status Nurture and without qualification."""
    sent = machine()
    del sent["qualified"]
    sent["allowed"] = [row for row in sent["allowed"] if row != "nurture"]
    sent["move"] = [row for row in sent["move"] if "nurture" not in row.split(">")]
    return sent | {"outcome_nurture": ""}


def test_a_status_that_open_leads_have_is_taken_away_only_with_a_place_for_them(house, enter, vera):
    client, lead = enter(vera), make_lead(house.ann, at=NOON)
    nurtured(lead, house)
    first = client.post(TYPE, without_nurture())
    assert (first.status_code, "Whom this touches" in first.text) == (200, True)
    assert 'name="leads:partner-lead:nurture"' in first.text
    agreed = {"part": "apply", "was": mark(first.text)}
    refused = client.post(TYPE, without_nurture() | agreed)
    assert (refused.status_code, "choose the status that they move to" in refused.text) == (422, True)
    moved = client.post(TYPE, without_nurture() | agreed | {"leads:partner-lead:nurture": "new"})
    assert moved.status_code == 303
    assert (fresh(lead).status.code, fresh(lead).version) == ("new", lead.version + 2)


def nurtured(lead, house: House) -> None:
    """Put a lead into the status Nurture."""
    actions.edit(lead.pk, {"status": "nurture"}, by=house.ann, at=NOON, version=lead.version)


def mark(page: str) -> str:
    """Return which leads a page has shown."""
    return page.split('name="was" value="')[1].split('"')[0].replace("&gt;", ">")


def test_fewer_ways_are_shown_before_they_are_taken_and_saved_when_agreed_to(house, enter, vera):
    client = enter(vera)
    make_lead(house.ann)
    sent = machine()
    sent["move"] = [row for row in sent["move"] if row != "new>working-with-customer"]
    first = client.post(TYPE, sent)
    assert "No longer to: Working with Customer" in first.text
    make_lead(house.ann)
    again = client.post(TYPE, sent | {"part": "apply", "was": mark(first.text)})
    assert (again.status_code, ">2 open leads</a>" in again.text) == (200, True)
    assert client.post(TYPE, sent | {"part": "apply", "was": mark(again.text)}).status_code == 303
    assert not Transition.objects.filter(
        from_status__code="new", to_status__code="working-with-customer"
    ).exists()


def test_a_definition_is_saved_before_it_is_put_in_force(enter, vera):
    client, page = enter(vera), f"{HOME}definitions/NY/"
    client.post(f"{HOME}definitions/", {"label_en": "Next Year"})
    assert client.post(page, definition(part="activate", types=[])).status_code == 422
    assert not LeadDefinition.objects.get(code="NY").is_active
    data = client.post(page, definition(part="activate", label_en="Year"), follow=True)
    row = LeadDefinition.objects.get(code="NY")
    assert (row.is_active, row.labels["en"], "put in force" in data.text) == (True, "Year", True)


def test_a_definition_is_deleted_whatever_is_typed_beside_the_button(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}definitions/", {"label_en": "Next Year"})
    data = client.post(f"{HOME}definitions/NY/", definition(part="retire", label_en=""), follow=True)
    assert ("Deleted." in data.text, LeadDefinition.objects.filter(code="NY").exists()) == (True, False)


def test_the_button_that_was_pressed_outlives_the_look_at_whom_it_touches(house, enter, vera):
    client = enter(vera)
    make_lead(house.ann)
    sent = machine(part="retire")
    sent["move"] = [row for row in sent["move"] if row != "new>working-with-customer"]
    first = client.post(TYPE, sent)
    assert '<input type="hidden" name="then" value="retire">' in first.text
    held = client.post(TYPE, sent | {"part": "apply", "then": "retire", "was": mark(first.text)})
    assert (held.status_code, "cannot be deleted: it is used by" in held.text) == (409, True)
    assert Transition.objects.filter(
        from_status__code="new", to_status__code="working-with-customer"
    ).exists()
