"""Parts of the product that are switched off: gone from pages and API at the next request, and back again."""

import pytest

from leadwright.leads import actions
from leadwright.leads.actions import listing
from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.features import PLACES, WORDS, Features
from leadwright.leads.models import LeadDefinition, SwitchedOff
from leadwright.leads.states import Feature
from leadwright.people.models import User
from tests.access.routes import routes
from tests.makers import NOON, House, make_contact, make_lead, make_user, refused, token_of

PAGE = "/company/settings/features/"
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
    listing.switch_off(names, by=by, at=NOON)


@pytest.mark.parametrize("name", GONE)
def test_a_part_that_is_switched_off_is_gone_and_comes_back(enter, vera, name):
    client, (address, home, words) = enter(vera), GONE[name]
    assert (client.get(address).status_code, words in client.get(home).text) == (200, True)
    client.post(PAGE, {"on": [one.value for one in Feature if one != name]})
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


def test_a_request_asks_at_most_once_and_an_address_of_no_part_does_not(house, count_queries):
    features = Features()
    assert count_queries(lambda: features.has_place("leads/<lead:number>/")) == 0
    assert count_queries(lambda: [features.has(one) for one in Feature]) == 1


def test_each_word_belongs_to_an_address_that_there_is():
    paths = [route.path for route in routes()]
    known = {word for path in paths for word in path.split("/")}
    assert set(WORDS) <= known
    assert any(path.startswith("company/consent/") for path in paths)
    assert set(WORDS.values()) | set(PLACES.values()) == set(Feature)


@pytest.mark.parametrize(
    ("name", "mark"),
    [("products", 'id="products"'), ("team", 'id="team"'), ("notes", 'id="notes"')],
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
