"""The brand in the words of the lists: that of the company which sent the lead."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.models import Organisation
from tests.api.conftest import Talk
from tests.makers import House, make_lead, make_organisation, make_user, qualify

BOUGHT = {"reason": "already-bought-brand"}


@pytest.fixture
def lumen(house: House) -> House:
    """Return a house whose vendor has a brand."""
    Organisation.objects.filter(pk=house.vendor.pk).update(brand_name="Lumen")
    return house


def invalid(lead: Lead, house: House) -> Lead:
    return qualify(lead, "invalid", by=house.ann, **BOUGHT)


def test_a_partner_reads_the_brand_of_the_sender(lumen, enter):
    client, lead = enter(lumen.ann), lumen.accepted()
    assert "Already bought Lumen" in client.get(f"/leads/{lead.pk}/update/").text
    invalid(lead, lumen)
    page = client.get(f"/leads/{lead.pk}/?history=all").text
    assert page.count("Already bought Lumen") == 2
    assert "{brand}" not in page


def test_on_an_own_lead_it_is_that_of_the_own_company(lumen, enter):
    client, lead = enter(lumen.ann), make_lead(lumen.ann)
    assert "Already bought Partner P" in client.get(f"/leads/{lead.pk}/update/").text
    Organisation.objects.filter(pk=lumen.partner.pk).update(brand_name="Pico")
    assert "Already bought Pico" in client.get(f"/leads/{lead.pk}/update/").text


def test_in_lists_it_is_that_of_the_only_vendor(lumen, enter):
    assert "Already bought Lumen" in enter(lumen.ann).get("/leads/").text
    rows = Talk(lumen.ann).get("/lost-reasons").json()["items"]
    assert [row["label"] for row in rows if row["code"] == "already-bought-brand"] == ["Already bought Lumen"]


def test_with_several_vendors_nobody_is_named_where_no_lead_is_meant(lumen, enter):
    other = make_organisation("Vendor 2")
    other.partnerships.create(partner=lumen.partner)
    rows = Talk(lumen.ann).get("/lost-reasons").json()["items"]
    assert "Already bought the brand" in [row["label"] for row in rows]


def test_the_sender_reads_it_in_the_mail_and_in_the_api(lumen):
    lead = invalid(lumen.accepted(), lumen)
    assert "Already bought Lumen" in Message.objects.get(kind="lead_invalid").text
    for user in (lumen.ann, lumen.dina):
        assert "Already bought Lumen" in Talk(user).get(f"/leads/{lead.pk}/history").content.decode()


def test_the_brand_is_set_under_my_company_and_kept_in_history(house, enter):
    adm = make_user("vad", unit=house.dina.unit, profile="company-admin")
    client = enter(adm)
    assert client.post("/company/brand/", {"brand_name": "Lumen\u202e"}).status_code == 422
    assert client.post("/company/brand/", {"brand_name": " Lumen "}).status_code == 303
    assert Organisation.objects.get(pk=house.vendor.pk).brand_name == "Lumen"
    assert "Lumen" in client.get("/company/").text
    assert Entry.objects.filter(fact="organisation.brand_changed").count() == 1
    assert enter(house.ann).get("/company/brand/").status_code == 403
    rows = Talk(house.ann).get("/organisations").json()["items"]
    assert {row["name"]: row["brand_name"] for row in rows} == {"Partner P": "", "Vendor": "Lumen"}


def test_the_settings_say_what_the_place_stands_for(lumen, enter):
    vera = make_user("vera", unit=lumen.dina.unit, profile="administrator")
    page = enter(vera).get("/company/settings/lost_reasons/already-bought-brand/").text
    assert 'value="Already bought {brand}"' in page
    assert "the brand name of the company that sent the lead" in page
