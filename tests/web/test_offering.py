"""Where a row of a list can be chosen: on its page and where it is added, no trap is left."""

import pytest

from leadwright.leads.actions import configuration_lists
from leadwright.leads.models import LeadDefinition, LeadType
from leadwright.leads.rules import rules_in_force
from leadwright.people.models import User
from tests.makers import NOON, House, make_user
from tests.web.test_settings import HOME


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def reasons() -> list[str]:
    return [row.code for row in rules_in_force().offered_reasons()]


def test_a_new_lost_reason_is_ticked_where_others_are_and_can_be_chosen_at_once(enter, vera):
    client, data = enter(vera), {"label_en": "Too Slow", "kind": "closing"}
    page = client.get(f"{HOME}lost_reasons/").text
    assert 'name="offered_in" value="definitions.standard" id="id_offered_in_0" checked' in page
    client.post(f"{HOME}lost_reasons/", data | {"offered_in": ["definitions.standard"]})
    assert "TS" in reasons()


def test_what_cannot_be_chosen_yet_says_so_and_is_offered_with_one_press(enter, vera):
    client, data = enter(vera), {"label_en": "Too Slow", "kind": "closing"}
    page = client.post(f"{HOME}lost_reasons/", data, follow=True).text
    assert "cannot be chosen yet: open it to offer it" in page
    assert page.count(">Cannot be chosen yet<") == 1
    assert "Offer it in “Standard definition”" in client.get(f"{HOME}lost_reasons/TS/").text
    client.post(f"{HOME}lost_reasons/TS/", {"part": "offer", "in": "definitions.standard"})
    assert "TS" in reasons()
    assert "Not offered in" not in client.get(f"{HOME}lost_reasons/TS/").text


def test_where_nothing_is_named_nothing_is_asked(enter, vera):
    client = enter(vera)
    assert "offered_in" not in client.get(f"{HOME}sources/").text
    client.post(f"{HOME}sources/", {"label_en": "Radio Spot"})
    assert LeadDefinition.objects.get().sources.count() == 0
    assert "RS" in [row.code for row in rules_in_force().offered_sources()]


def test_a_new_type_is_put_in_force_from_its_page(enter, vera):
    client = enter(vera)
    client.post(f"{HOME}types/", {"label_en": "Software Demo"})
    assert "Offer it in “Standard definition”" in client.get(f"{HOME}types/SD/").text
    client.post(f"{HOME}types/SD/", {"part": "offer", "in": "definitions.standard"})
    assert "SD" in [row.code for row in rules_in_force().offered_types(vera.unit)]


def test_a_new_status_says_that_a_type_must_allow_it(enter, vera):
    data = {"label_en": "On Hold", "state": "IN_PROGRESS"}
    page = enter(vera).post(f"{HOME}statuses/", data, follow=True).text
    assert "once a lead type allows it and has a transition to it" in page


def test_a_service_is_not_added_to_a_type_that_lists_goods_alone(vera):
    good = {"kind": "goods", "code": "van"}
    configuration_lists.add_entry("products", {"en": "Van"}, by=vera, at=NOON, **good)
    kind = LeadType.objects.get()
    kind.products.set(kind.products.model.objects.filter(code="van"))
    data = {"kind": "service", "offered_in": ["types.partner-lead"], "code": "lease"}
    configuration_lists.add_entry("products", {"en": "Lease"}, by=vera, at=NOON, **data)
    assert [row.code for row in rules_in_force().offered_products(kind.pk)] == ["van", "lease"]
    assert list(kind.products.values_list("code", flat=True)) == ["van"]


def test_the_settings_say_which_minimum_holds(enter, vera):
    client = enter(vera)
    assert '<span class="muted push small">200</span>' in " ".join(client.get(HOME).text.split())
    client.post(f"{HOME}minimums/", {"currency": "EUR", "amount": "250"})
    assert "€" in client.get(HOME).text or "EUR" in client.get(HOME).text
    assert "holds in every other currency" in client.get(f"{HOME}minimums/").text
