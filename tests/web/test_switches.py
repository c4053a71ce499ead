"""Parts of the product that are switched off: gone from pages and API at the next request, and back again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from leadwright.api.main import api
from leadwright.foundation.asked import asked_once
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.configuration.rows import stored
from leadwright.leads.features import Features
from leadwright.leads.models import LeadDefinition, SwitchedOff
from leadwright.leads.states import Feature
from leadwright.people.models import User
from leadwright.web.urls import SUBJECTS
from tests.accounts.converting import make_customer
from tests.makers import NOON, House, make_contact, make_lead, make_user, refused, token_of
from tests.web.test_settings import machine
from tests.web.test_settings_parts import definition

PAGE = "/company/settings/features/"
WORDS = {
    "import": Feature.IMPORT,
    "imports": Feature.IMPORT,
    "mappings": Feature.IMPORT,
    "vcards": Feature.VCARDS,
    "vcf": Feature.VCARDS,
    "vcard": Feature.VCARDS,
    "consents": Feature.CONSENTS,
    "consent-lists": Feature.CONSENTS,
    "products": Feature.PRODUCTS,
    "competitors": Feature.COMPETITORS,
    "team": Feature.TEAM,
    "notes": Feature.NOTES,
    "customers": Feature.CONVERSION,
    "convert": Feature.CONVERSION,
}
GONE = {
    "import": ("/leads/import/", "/leads/", 'href="/leads/import/"'),
    "vcards": ("/contacts/vcards/new/", "/contacts/", "Bring in vCards"),
    "consents": ("/company/consent/", "/company/administration/", "Senders, purposes"),
    "products": ("/company/settings/products/", "/company/settings/", "Goods and services"),
    "competitors": ("/company/settings/competitors/", "/company/settings/", "Who else can win"),
    "conversion": ("/company/settings/credit_ratings/", "/company/settings/", "How much credit"),
}


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def switch_off(*names: str, by: User) -> None:
    configuration_lists.switch_off(names, by=by, at=NOON)


@pytest.mark.parametrize("name", GONE)
def test_a_part_that_is_switched_off_is_gone_and_comes_back(enter, vera, name):
    client, (address, home, words) = enter(vera), GONE[name]
    assert (client.get(address).status_code, words in client.get(home).text) == (200, True)
    client.post(PAGE, {"on": [feature.value for feature in Feature if feature != name]})
    gone = client.get(address)
    assert (gone.status_code, "switched off in this installation" in gone.text) == (404, True)
    assert words not in client.get(home).text
    client.post(PAGE, {"on": Feature.values})
    assert client.get(address).status_code == 200


def test_the_api_says_that_a_part_is_switched_off(house, client, vera):
    contact = make_contact(house.ann)
    switch_off("consents", by=vera)
    asked = client.get(
        f"/api/v1/contacts/{contact.pk}/consents", headers={"Authorization": f"Bearer {token_of(house.ann)}"}
    )
    assert (asked.status_code, asked.json()["code"]) == (404, "FEATURE_OFF")


def test_links_in_mails_always_work(client, vera):
    switch_off(*Feature.values, by=vera)
    page = client.get("/consent/withdraw/nonsense/")
    assert "switched off" not in page.text


def test_only_who_may_configure_switches(house, enter):
    assert enter(house.adm).get(PAGE).status_code == 403
    assert enter(house.adm).post(PAGE, {"on": []}).status_code == 403
    assert not SwitchedOff.objects.exists()


def test_what_is_switched_off_stands_in_the_file(house, vera):
    switch_off("import", "vcards", by=vera)
    text = handed_out()
    assert "switched_off: [import, vcards]" in text
    brought_in(text.replace("[import, vcards]", "[vcards]"), at=NOON, dry_run=False)
    assert list(SwitchedOff.objects.values_list("feature", flat=True)) == ["vcards"]


def test_a_request_asks_at_most_once(house, count_queries):
    features = Features()
    assert features.has(Feature.TEAM)
    with asked_once():
        assert count_queries(lambda: [features.has(feature) for feature in Feature]) == 1


def test_each_address_that_names_a_part_belongs_to_it():
    """The links in mails by which people withdraw a consent always work; a list of the settings knows its part."""
    views = {path: view for path, view in _views() if not path.startswith(("consent/", "company/settings/"))}
    named = {path: WORDS[word] for path in views for word in re.split("[/ .]", path) if word in WORDS}
    marked = {path: view.feature for path, view in views.items() if hasattr(view, "feature")}
    assert marked == named | {"company/consent/": Feature.CONSENTS} | {
        path: Feature.CONVERSION
        for path in views
        if path.startswith(("/account", "/credit-ratings", "/export/account"))
    }
    assert set(marked.values()) == set(Feature)


def _views() -> Iterator[tuple[str, Any]]:
    """Return each view with its address; that of the API with its method before it."""
    for subject in SUBJECTS:
        yield from ((str(pattern.pattern), pattern.callback) for pattern in subject.urlpatterns)
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{prefix}{path} {operation.methods[0]}", operation.view_func


@pytest.mark.parametrize(
    ("name", "mark"),
    [("products", 'id="products"'), ("team", 'id="team"'), ("notes", 'id="note-text"')],
)
def test_a_panel_of_a_lead_goes_with_its_part(house, enter, vera, name, mark):
    lead, product = make_lead(house.ann), {"label_en": "Van", "kind": "goods"}
    enter(vera).post("/company/settings/products/", product)
    ann = enter(house.ann)
    assert mark in ann.get(f"/leads/{lead.pk}/").text
    switch_off(name, by=vera)
    assert mark not in ann.get(f"/leads/{lead.pk}/").text


def test_without_customers_a_lead_is_won_without_an_account(house, vera):
    switch_off("conversion", by=vera)
    LeadDefinition.objects.filter(is_active=True).update(converts=True)
    won = actions.win(make_lead(house.ann).pk, by=house.ann, at=NOON)
    assert (won.state, won.account) == ("WON", None)
    with refused("FEATURE_OFF"):
        actions.convert(won.pk, by=house.ann, at=NOON)


def test_without_customers_a_client_is_not_told_of_them_either(house, client, vera):
    lead, token = make_lead(house.ann, contact=make_customer(house.ann)), token_of(house.ann)
    asked = f"/api/v1/leads/{lead.pk}", {"Authorization": f"Bearer {token}"}
    before = client.get(asked[0], headers=asked[1]).json()
    assert (before["account"]["number"], before["contact"]["customer"]) == (lead.account_id, True)
    switch_off("conversion", by=vera)
    after = client.get(asked[0], headers=asked[1]).json()
    assert (after["account"], after["contact"]["account"], after["contact"]["customer"]) == (
        None,
        None,
        False,
    )


def test_without_customers_nothing_tells_of_them(house, enter, vera):
    lead, ann = make_lead(house.ann, contact=make_customer(house.ann)), enter(house.ann)
    pages = {
        "/contacts/": ("only customers", "?customer=yes", '<span class="tag won">'),
        f"/contacts/{lead.contact_id}/": ('href="/customers/',),
        f"/leads/{lead.pk}/": ('href="/customers/', "Convert to customer"),
    }
    assert [word for page, words in pages.items() for word in words if word not in ann.get(page).text] == []
    switch_off("conversion", by=vera)
    assert [word for page, words in pages.items() for word in words if word in ann.get(page).text] == []
    assert ann.get("/contacts/?customer=yes").status_code == 400


def test_without_teams_no_list_is_narrowed_to_them(house, enter, vera):
    ann = enter(house.ann)
    assert "me or my teams" in ann.get("/leads/").text
    switch_off("team", by=vera)
    assert "me or my teams" not in ann.get("/leads/").text


def test_without_consents_a_contact_asks_for_none(house, enter, vera, count_queries):
    page, ann = f"/contacts/{make_contact(house.ann).pk}/", enter(house.ann)
    ann.get(page)
    before = count_queries(lambda: ann.get(page))
    switch_off("consents", by=vera)
    ann.get(page)
    assert count_queries(lambda: ann.get(page)) < before


def test_a_definition_keeps_what_belongs_to_parts_that_are_switched_off(enter, vera):
    client, page = enter(vera), "/company/settings/definitions/standard/"
    for kind in ("competitors", "account_classes", "credit_ratings"):
        client.post(f"/company/settings/{kind}/", {"label_en": "Rival"})
    kept = {"account_class": "R", "credit_rating": "R"}
    client.post(page, definition(competitors=["R"], converts="on", **kept))
    switch_off("conversion", "competitors", by=vera)
    text = client.get(page).text
    assert [
        name
        for name in ("competitors", "converts", "account_class", "credit_rating")
        if f'name="{name}"' in text
    ] == []
    assert client.post(page, definition()).status_code == 303
    plan = stored().definition("standard")
    assert (plan.competitors, plan.converts, plan.account_class) == (("R",), True, "R")


def test_a_type_keeps_the_products_of_a_part_that_is_switched_off(enter, vera):
    client, page = enter(vera), "/company/settings/types/partner-lead/"
    client.post("/company/settings/products/", {"label_en": "Van", "kind": "goods"})
    client.post(page, machine(goods=["V"]))
    assert "Physical goods" in client.get(page).text
    switch_off("products", by=vera)
    text = client.get(page).text.split('id="trail-title"')[0]
    assert ("Physical goods" in text, '<input type="hidden" name="goods" value="V">' in text) == (
        False,
        True,
    )
