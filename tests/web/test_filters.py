"""The parameters of pages: a list takes what it knows; a page that mails lead to is broken by nothing."""

import re

import pytest

from leadwright.leads.models import Lead
from tests.makers import make_contact, make_lead

LISTS = (
    *(
        "/leads/",
        "/opportunities/",
        "/contacts/",
        "/customers/",
        "/company/",
        "/company/users/",
        "/company/rights/",
    ),
    *("/company/units/areas/", "/company/units/collaboration/", "/company/privacy/receipts/"),
)
TRACKED = "utm_source=mail&utm_campaign=x&fbclid=1&gclid=2&mc_cid=3"


@pytest.mark.parametrize("page", LISTS)
def test_a_list_refuses_what_it_does_not_know_and_what_is_given_twice(house, enter, page):
    client = enter(house.adm)
    assert client.get(page).status_code == 200
    strange = client.get(f"{page}?strange=1")
    assert (strange.status_code, "strange" in strange.text) == (400, True)
    assert client.get(f"{page}?cursor=a&cursor=b").status_code == 400


@pytest.mark.parametrize("page", LISTS)
def test_a_list_passes_over_what_counts_clicks(house, enter, page):
    assert enter(house.adm).get(f"{page}?{TRACKED}").status_code == 200


def test_no_page_that_a_mail_leads_to_breaks_on_strange_parameters(house, enter, client):
    lead, inside = house.accepted(), enter(house.ann)
    strange = f"{TRACKED}&strange=1&strange=2&x=%00"
    assert inside.get(f"/?{strange}").status_code == 200
    assert inside.get(f"/leads/{lead.pk}/?{strange}").status_code == 200
    assert client.get(f"/accounts/login/?{strange}").status_code == 200
    plain = client.get("/consent/confirm/none/").status_code
    assert client.get(f"/consent/confirm/none/?{strange}").status_code == plain != 400


def test_the_overview_tells_of_a_wrong_filter_and_stands(house, enter):
    make_lead(house.ann)
    page = enter(house.ann).get("/?status=no-such")
    assert page.status_code == 200
    assert "there is no “no-such” to choose" in page.text
    assert "cover strong" not in page.text


def test_a_filter_that_only_links_set_is_told_of_too(house, enter):
    page = enter(house.ann).get("/leads/?contact=999999&owner=any")
    assert page.status_code == 400
    assert "Check “Contact”: choose one that exists and that you can see." in page.text


def test_several_values_stay_chosen_in_the_form(house, enter):
    lead = make_lead(house.ann)
    page = enter(house.ann).get("/leads/?state=PENDING,WON&priority=1,2,3,4,5,6,7,8,9,10").text
    assert f'href="/leads/{lead.pk}/"' in page
    assert '<option value="PENDING,WON" selected>pending, won</option>' in page


def test_an_amount_is_typed_as_people_write_it(house, enter):
    lead = make_lead(house.ann, target_amount={"amount": "1250.50"})
    make_lead(house.ann, target_amount={"amount": "100"})
    page = enter(house.ann).get("/leads/?amount_from=1250,50").text
    assert re.findall(r'class="cover strong" href="/leads/(\d+)/"', page) == [str(lead.pk)]


def test_all_that_fit_can_be_taken_to_one_act(house, enter):
    ours = [make_lead(house.ann, source="showroom") for _number in range(3)]
    make_lead(house.ann)
    client = enter(house.ann)
    picking = client.get("/leads/?source=showroom&select=1").text
    assert '<button class="btn" type="submit" name="fit" value="1">' in picking
    hidden = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', picking.split("data-pick")[1])
    )
    assert (hidden["source"], hidden["owner"], hidden["state"]) == ("showroom", "me", "open")
    page = client.get("/leads/bulk/", hidden | {"verb": "cancel", "fit": "1"}).text
    assert re.findall(r'name="lead" value="(\d+)\.', page) == [str(lead.pk) for lead in ours]


def test_more_than_can_be_done_together_lead_back_with_their_number(house, enter, monkeypatch):
    monkeypatch.setattr("leadwright.leads.actions.together.MOST", 2)
    for _number in range(3):
        make_lead(house.ann)
    client = enter(house.ann)
    answer = client.get("/leads/bulk/", {"verb": "cancel", "fit": "1", "state": "open"}, follow=True)
    assert "3 leads fit; at most 2 at a time" in answer.text
    assert Lead.objects.filter(state="PENDING").count() == 3


def test_the_list_of_contacts_tells_a_wrong_filter_at_its_field(house, enter):
    make_contact(house.ann, name="Acme")
    page = enter(house.ann).get("/contacts/?country=ZZ")
    assert (page.status_code, "Acme" in page.text) == (400, False)
    assert 'id="id_country_error"' in page.text
