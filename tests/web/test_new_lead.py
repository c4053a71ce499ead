"""The way to a new lead through the pages: search, pick or enter, roles, existing leads, what is wanted."""

import re
from html import unescape

import pytest

from leadwright.consent.models import Event
from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from tests.makers import NOON, change_rights, make_contact, make_lead

WANTED = {
    "type": "partner-lead",
    "description": "wants electric van",
    "source": "showroom",
    "amount": "1 234,50",
}
COMPANY = {"title": "company", "name": "Peeters NV", "email_0": "info@peeters.example", "country": "BE"}


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


def test_an_added_contact_is_linked_to_the_lead_being_made(house, enter):
    client = enter(house.ann)
    answer = client.post("/leads/new/contact/", COMPANY)
    contact = Contact.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/leads/new/role/?contact={contact.pk}")
    assert "Peeters NV" in client.get(answer["Location"]).text


@pytest.mark.parametrize("lacking", [{}, {"email_0": " "}])
def test_a_contact_needs_a_channel_and_what_was_typed_stays(house, enter, lacking):
    typed = {"title": "person", "family_name": "Peeters", "birth_date": "2000-06-15", **lacking}
    answer = enter(house.ann).post("/leads/new/contact/", typed)
    assert answer.status_code == 422
    assert "Give at least one e-mail address or telephone number." in answer.text
    assert 'value="Peeters"' in answer.text
    assert 'value="2000-06-15"' in answer.text
    assert not Contact.objects.exists()


def test_a_contact_that_is_blocked_at_once_is_not_entered_for_a_lead(house, enter):
    answer = enter(house.ann).post("/leads/new/contact/", COMPANY | {"blocked": "on"})
    assert answer.status_code == 409
    assert not Contact.objects.exists()


def test_all_blocks_of_a_contact_are_asked_and_kept(house, enter):
    page = enter(house.ann).get("/leads/new/contact/").text
    for words in ("Financial", "Categories and groups", "Marketing opt-ins", "Remarks", "Is blocked"):
        assert words in page
    typed = {
        "title": "mr",
        "family_name": "Peeters",
        "email_0": "p@peeters.example",
        "region": "Antwerp",
        "vat_rate": "21",
        "groups": "brand-group",
        "segment": "B2B",
        "access_group": str(house.group.pk),
        "remarks": "calls back",
    }
    assert enter(house.ann).post("/leads/new/contact/", typed).status_code == 303
    kept = Contact.objects.get()
    assert (kept.region, kept.vat_rate, kept.segment) == ("Antwerp", 21, "B2B")
    assert (kept.access_group, kept.remarks) == (house.group, "calls back")


def test_several_addresses_and_numbers_are_kept_the_main_one_first(house, enter):
    typed = COMPANY | {"email_1": "office@peeters.example", "email_label_1": "office", "email_main": "1"}
    typed |= {"phone_0": "02 555 01 01", "phone_2": "0470 12 34 56", "phone_label_2": "mobile"}
    assert enter(house.ann).post("/leads/new/contact/", typed).status_code == 303
    contact = Contact.objects.get()
    emails, phones = contact.emails.values_list, contact.phones.values_list
    kept = [("office@peeters.example", "office", True), ("info@peeters.example", "", False)]
    assert list(emails("address", "label", "is_main")) == kept
    assert list(phones("number", "label")) == [("+3225550101", ""), ("+32470123456", "mobile")]


def test_a_fault_stands_at_its_row_and_all_rows_stay_as_typed(house, enter):
    typed = COMPANY | {"email_1": "nonsense", "email_label_1": "office", "phone_label_1": "no number yet"}
    answer = enter(house.ann).post("/leads/new/contact/", typed)
    assert answer.status_code == 422
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text) == ["email_1"]
    open_rows = re.sub(r'<details class="another">.*?</details>', "", answer.text, flags=re.S)
    for words in ("info@peeters.example", "nonsense", "office", "no number yet"):
        assert f'value="{words}"' in open_rows
    assert not Contact.objects.exists()


def test_a_likely_duplicate_is_seen_by_a_further_address(house, enter, peeters):
    typed = {"title": "company", "name": "Peeters & Co", "email_0": "co@peeters.example"}
    answer = enter(house.ann).post("/leads/new/contact/alike/", typed | {"email_1": peeters.email})
    assert "same e-mail address" in answer.text


def test_opt_ins_by_channel_and_sender_are_written_with_the_contact(house, enter):
    typed = COMPANY | {"opt_in_email_brand": "given", "opt_in_post_brand": "objected"}
    typed |= {"opt_in_purpose": "events"}
    client = enter(house.ann)
    answer = client.post("/leads/new/contact/", typed)
    assert (answer.status_code, Contact.objects.exists()) == (422, False)
    assert re.search(r'<details class="part" open>(?:(?!</details>).)*opt_in_source', answer.text, re.S)
    assert client.post("/leads/new/contact/", typed | {"opt_in_source": "a fair"}).status_code == 303
    rows = Event.objects.order_by("channel").values_list("channel", "sender__code", "purpose__code", "act")
    assert list(rows) == [("email", "brand", "events", "given"), ("post", "brand", "events", "objected")]


def test_who_keeps_no_consents_is_not_asked_for_opt_ins(house, enter):
    change_rights(house.ann, contact_consent="none")
    assert "opt_in_" not in enter(house.ann).get("/leads/new/contact/").text


def test_a_likely_duplicate_is_shown_before_it_is_stored(house, enter, peeters):
    client, typed = enter(house.ann), COMPANY | {"name": "Peeters & Co"}
    answer = client.post("/leads/new/contact/", typed)
    assert "Is it one of these?" in answer.text
    assert "same e-mail address" in answer.text
    assert f"/leads/new/role/?contact={peeters.pk}" in answer.text
    assert Contact.objects.count() == 1
    assert client.post("/leads/new/contact/", typed | {"another": "1"}).status_code == 303
    assert Contact.objects.count() == 2


def test_likely_ones_are_told_while_typing_and_nothing_is_stored(house, enter, peeters):
    answer = enter(house.ann).post("/leads/new/contact/alike/", COMPANY)
    assert "Is it one of these?" in answer.text
    assert Contact.objects.count() == 1


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
