"""Entering a lead: every fault in one answer, and afterwards its page."""

import re

from leadwright.leads.models import Lead

WHOLE = {
    "type": "partner-lead",
    "description": "wants electric van",
    "source": "showroom",
    "kind": "company",
    "name": "Peeters NV",
    "email": "info@peeters.example",
    "country": "BE",
    "amount": "1 234,50",
}


def test_a_new_lead_lands_on_its_own_page(house, enter):
    client = enter(house.ann)
    answer = client.post("/leads/new/", WHOLE | {"owner": house.ann.email}, follow=True)
    lead = Lead.objects.get()
    assert answer.redirect_chain == [(f"/leads/{lead.pk}/", 303)]
    for words in ("wants electric van", "Showroom", "Peeters NV", "€1,234.50"):
        assert words in answer.text


def test_all_that_is_missing_is_named_at_once(house, enter):
    answer = enter(house.ann).post("/leads/new/", {"type": "partner-lead", "country": "BE"})
    assert answer.status_code == 422
    assert set(re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text)) == {"name", "unit", "owner"}


def test_a_distributor_may_leave_a_lead_in_the_queue(house, enter):
    assert enter(house.dina).post("/leads/new/", WHOLE).status_code == 303
    assert Lead.objects.get().organisation is None


def test_a_contact_without_channel_is_refused_and_what_was_typed_stays(house, enter):
    answer = enter(house.dina).post("/leads/new/", WHOLE | {"email": ""})
    assert answer.status_code == 422
    assert "Give at least one e-mail address or telephone number." in answer.text
    assert 'value="Peeters NV"' in answer.text


def test_a_reader_is_not_offered_a_new_lead(house, enter):
    client = enter(house.nina)
    assert "/leads/new/" not in client.get("/").text
    assert client.get("/leads/new/").status_code == 403
    assert client.post("/leads/new/", WHOLE).status_code == 403


def test_the_plus_button_offers_an_opportunity(house, enter):
    page = enter(house.ann).get("/").text
    assert re.search(r'href="/leads/new/"[^>]*>.*?Opportunity</a>', page, re.S)


def test_what_cannot_be_stored_is_a_fault_of_its_field(house, enter):
    for odd in ("a\x00b", "a\u202eb", "x" * 30_000):
        answer = enter(house.dina).post("/leads/new/", WHOLE | {"description": odd})
        assert answer.status_code == 422
    assert not Lead.objects.exists()
