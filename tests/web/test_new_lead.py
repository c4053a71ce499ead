"""The way to a new lead through the pages: search, pick or enter, roles, existing leads, what is wanted."""

import re
from html import unescape

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from tests.makers import NOON, make_contact, make_lead

WANTED = {
    "type": "partner-lead",
    "description": "wants electric van",
    "source": "showroom",
    "amount": "1 234,50",
}


@pytest.fixture
def peeters(house) -> Contact:
    """Return a known customer of Ann's company."""
    return make_contact(house.ann, name="Peeters NV", email="info@peeters.example", city="Ghent")


def details(contact: Contact, **more: str) -> str:
    chosen = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/leads/new/details/?contact={contact.pk}{chosen}"


def test_a_known_contact_is_offered_and_a_click_picks_it(house, enter, peeters):
    page = enter(house.ann).get("/leads/new/?q=peeters").text
    assert re.search(rf'href="/leads/new/role/\?contact={peeters.pk}">Peeters NV</a>', page)
    assert "Ghent" in page
    assert "info@peeters.example" in page


def test_while_somebody_types_the_list_alone_is_answered(house, enter, peeters):
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#found"}
    answer = enter(house.ann).get("/leads/new/?q=peet", **headers).text
    assert "Peeters NV" in answer
    assert "<html" not in answer


def test_a_contact_of_another_company_is_neither_found_nor_reached(house, enter):
    foreign = make_contact(house.cas, name="Foreign NV")
    client = enter(house.ann)
    assert "Foreign NV" not in client.get("/leads/new/?q=foreign").text
    for step in ("role", "existing", "details"):
        assert client.get(f"/leads/new/{step}/?contact={foreign.pk}").status_code == 404


def test_a_blocked_contact_is_shown_and_cannot_be_picked(house, enter, peeters):
    contacts.edit(peeters.pk, by=house.ann, at=NOON, version=peeters.version, blocked=True)
    client = enter(house.ann)
    page = client.get("/leads/new/?q=peeters").text
    assert "Blocked" in page
    assert f"contact={peeters.pk}" not in page
    answer = client.post(details(peeters), WANTED | {"owner": house.ann.email})
    assert answer.status_code == 409
    assert "This contact is blocked" in answer.text
    assert not Lead.objects.exists()


def test_what_nobody_knows_leads_to_a_form_that_has_the_name(house, enter):
    page = enter(house.ann).get("/leads/new/?q=Nobody+%26+Sons").text
    address = unescape(re.search(r'href="(/leads/new/contact/[^"]*)"', page)[1])
    assert 'value="Nobody &amp; Sons"' in enter(house.ann).get(address).text


def test_the_existing_leads_come_first_and_the_same_source_is_marked(house, enter, peeters):
    lead = make_lead(house.ann, contact=peeters, source="showroom")
    address = f"/leads/new/existing/?contact={peeters.pk}"
    client = enter(house.ann)
    assert "Same source" not in client.get(address).text
    page = client.get(f"{address}&source=showroom").text
    assert "Same source: Showroom" in page
    assert f"/leads/{lead.pk}/extend/?source=showroom" in page
    assert "confirm=1" in page


def test_a_contact_without_leads_goes_straight_on(house, enter, peeters):
    answer = enter(house.ann).get(f"/leads/new/existing/?contact={peeters.pk}&role=customer")
    assert answer["Location"] == f"/leads/new/details/?contact={peeters.pk}&role=customer"


def test_another_lead_is_made_only_when_that_is_confirmed(house, enter, peeters):
    make_lead(house.ann, contact=peeters)
    client, typed = enter(house.ann), WANTED | {"owner": house.ann.email}
    answer = client.post(details(peeters), typed)
    assert answer.status_code == 409
    assert "Make a new one anyway" in answer.text
    assert "wants electric van" in answer.text
    assert client.post(details(peeters), typed | {"confirm": "1"}).status_code == 303
    assert client.post(details(peeters, confirm="1"), typed).status_code == 303
    assert Lead.objects.count() == 3


def test_a_new_lead_lands_on_its_own_page(house, enter, peeters):
    client = enter(house.ann)
    answer = client.post(details(peeters), WANTED | {"owner": house.ann.email}, follow=True)
    lead = Lead.objects.get()
    assert answer.redirect_chain == [(f"/leads/{lead.pk}/", 303)]
    for words in ("wants electric van", "Showroom", "Peeters NV", "€1,234.50"):
        assert words in answer.text


def test_roles_and_further_contacts_come_along(house, enter, peeters):
    jan, an = (
        make_contact(house.ann, kind="person", name=name, company=peeters.pk) for name in ("Jan", "An")
    )
    chosen = {
        "role": "customer",
        "others": f"{jan.pk},{an.pk}",
        f"person_role_{jan.pk}": "decision-maker",
        f"role_{an.pk}": "customer",
    }
    answer = enter(house.ann).post(details(peeters, **chosen), WANTED | {"owner": house.ann.email})
    assert answer.status_code == 303
    lines = [
        (p.contact.name, p.role and p.role.code, p.person_role and p.person_role.code) for p in parties()
    ]
    assert lines == [
        ("Peeters NV", "customer", None),
        ("Jan", None, "decision-maker"),
        ("An", "customer", None),
    ]


def test_further_contacts_are_added_and_removed_without_script(house, enter, peeters):
    jan, an = (make_contact(house.ann, kind="person", name=name) for name in ("Jan", "An"))
    client, role = enter(house.ann), f"/leads/new/role/?contact={peeters.pk}"
    assert f'name="add" value="{jan.pk}"' in client.get(f"{role}&others_q=jan").text
    page = client.get(f"{role}&others={jan.pk}&add={an.pk}").text
    assert f'name="others" value="{jan.pk},{an.pk}"' in page
    assert f'name="remove" value="{jan.pk}"' in page
    page = client.get(
        f"{role}&others={jan.pk},{an.pk}&remove={jan.pk}&person_role_{an.pk}=decision-maker"
    ).text
    assert f'name="others" value="{an.pk}"' in page
    assert re.search(r'<option value="decision-maker" selected', page)


def test_a_new_further_contact_comes_back_to_the_others(house, enter, peeters):
    jan = make_contact(house.ann, kind="person", name="Jan")
    client = enter(house.ann)
    address = f"/leads/new/contact/?contact={peeters.pk}&others={jan.pk}&role=customer&for={peeters.pk}"
    assert f"Peeters NV · {peeters.pk}" in client.get(address).text
    new = {"title": "person", "family_name": "Maes", "email_0": "maes@peeters.example"}
    answer = client.post(address, new | {"company": f"Peeters NV · {peeters.pk}"})
    maes = Contact.objects.get(family_name="Maes")
    assert answer["Location"].startswith("/leads/new/role/?")
    assert maes.company == peeters
    page = client.get(answer["Location"]).text
    assert f'name="others" value="{jan.pk},{maes.pk}"' in page
    assert re.search(r'<option value="customer" selected', page)


def parties():
    return Lead.objects.get().parties.all()


def test_all_that_is_missing_is_named_at_once(house, enter, peeters):
    answer = enter(house.ann).post(details(peeters), {"type": "partner-lead"})
    assert answer.status_code == 422
    assert set(re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text)) == {"unit", "owner"}


def test_a_distributor_may_leave_a_lead_in_the_queue(house, enter):
    contact = make_contact(house.dina)
    assert enter(house.dina).post(details(contact), WANTED).status_code == 303
    assert Lead.objects.get().organisation is None


def test_a_reader_is_not_offered_a_new_lead(house, enter, peeters):
    client = enter(house.nina)
    assert "/leads/new/" not in client.get("/").text
    for address in ("/leads/new/", "/leads/new/contact/", details(peeters)):
        assert client.get(address).status_code == 403
    assert client.post(details(peeters), WANTED).status_code == 403


def test_the_plus_button_offers_an_opportunity_first_then_what_else_one_may_enter(house, enter):
    offered = r'<a href="(/[a-z/]+/new/)"[^>]*>(?:(?!</a>).)*?(?:Opportunity|Contact|Colleague)</a>'
    pages = {name: enter(getattr(house, name)).get("/").text for name in ("ann", "adm", "nina")}
    entries = {name: re.findall(offered, page, re.S) for name, page in pages.items()}
    assert entries["ann"] == ["/leads/new/", "/contacts/new/"]
    assert entries["adm"][-1] == "/company/users/new/"
    assert entries["nina"] == []


def test_what_cannot_be_stored_is_a_fault_of_its_field(house, enter):
    contact = make_contact(house.dina)
    for odd in ("a\x00b", "a\u202eb", "x" * 30_000):
        answer = enter(house.dina).post(details(contact), WANTED | {"description": odd})
        assert answer.status_code == 422
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    "odd", ["a%00b", "%F0%9F%A6%84" * 40, "x" * 5000, "%ED%A0%80", "99999999999999999999"]
)
def test_no_address_breaks_a_step(house, enter, peeters, odd):
    client = enter(house.ann)
    assert client.get(f"/leads/new/?q={odd}").status_code == 200
    assert client.get(f"/leads/new/contact/?name={odd}&for={odd}").status_code == 200
    for step in ("role", "existing", "details"):
        assert client.get(f"/leads/new/{step}/?contact={odd}").status_code == 404
        query = f"contact={peeters.pk}&others={odd},{odd}&source={odd}&role={odd}&others_q={odd}&add={odd}"
        query += f"&role_{odd}={odd}&remove={odd}"
        assert client.get(f"/leads/new/{step}/?{query}").status_code in (200, 303)
