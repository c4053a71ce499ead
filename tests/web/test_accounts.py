"""Customers on the pages: the form that wins and converts, the account on the lead, the list and the account's page."""

import re

from leadwright.accounts.models import Account
from leadwright.web.customers import views as accounts
from tests.accounts.converting import let_convert, make_customer, win
from tests.makers import House, fresh, make_contact, make_lead


def shown(page: str, name: str) -> str:
    """Return what a field of a form holds."""
    result = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert result, name
    value = re.search(r'value="([^"]*)"', result[0])
    return value[1] if value else ""


def test_winning_asks_for_what_is_missing_and_fills_in_what_is_known(house: House, enter) -> None:
    let_convert()
    lead = make_lead(house.ann, contact=make_contact(house.ann, name="Bolt", email="b@bolt.example"))
    client = enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/win/").text
    assert (shown(page, "account_name"), shown(page, "account_email")) == ("Bolt", "b@bolt.example")
    typed = {name: shown(page, name) for name in ("account_name", "account_email", "account_currency")}
    answer = client.post(f"/leads/{lead.pk}/win/", typed | {"status_code": "closed-won"})
    assert answer.status_code == 422
    assert "country of the invoice address" in answer.text
    answer = client.post(
        f"/leads/{lead.pk}/win/", typed | {"status_code": "closed-won", "account_country": "BE"}
    )
    assert answer.status_code == 303
    assert fresh(lead).account.name == "Bolt"


def test_the_lead_shows_the_account_of_its_customer(house: House, enter) -> None:
    lead = make_lead(house.ann, contact=make_customer(house.ann))
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert "Account information" in page
    assert f'href="/customers/{Account.objects.get().pk}/"' in page
    page = enter(house.ann).get(f"/leads/{lead.pk}/win/").text
    assert f"{Account.objects.get()} stays its account" in page
    assert "account_name" not in page


def test_a_lead_that_was_won_without_account_is_converted_by_a_button(house: House, enter) -> None:
    lead = win(make_lead(house.ann), house.ann, None)
    client = enter(house.ann)
    assert f'href="/leads/{lead.pk}/convert/"' in client.get(f"/leads/{lead.pk}/").text
    typed = {"account_name": "Acme", "account_email": "a@acme.example", "account_country": "BE"}
    answer = client.post(f"/leads/{lead.pk}/convert/", typed | {"account_currency": "EUR"})
    assert answer.status_code == 303
    page = client.get(f"/leads/{lead.pk}/?history=all").text
    assert "The contact became a customer" in page
    assert f'href="/leads/{lead.pk}/convert/"' not in page
    assert client.get(f"/leads/{lead.pk}/convert/").status_code == 409


def test_customers_are_listed_by_name_and_found_by_name_and_number(house: House, enter) -> None:
    make_customer(house.ann)
    account = Account.objects.get()
    client = enter(house.ann)
    for asked in ("", "?customer=ac", f"?customer=A-{account.pk}"):
        assert f'href="/customers/{account.pk}/"' in client.get(f"/customers/{asked}").text
    assert "No customer fits" in client.get("/customers/?customer=zz").text
    assert f'href="/customers/{account.pk}/"' not in enter(house.cas).get("/customers/").text


def test_the_list_of_customers_goes_on_where_it_stopped(house: House, enter, monkeypatch) -> None:
    monkeypatch.setattr("leadwright.web.customers.views.PAGE", 2)
    for _ in range(3):
        make_customer(house.ann)
    client = enter(house.ann)
    first = client.get("/customers/").text
    after = re.search(r'href="(/customers/\?cursor=[^"]+)"', first)
    assert after
    matches = [set(re.findall(r"/customers/(\d+)/", page)) for page in (first, client.get(after[1]).text)]
    assert [len(row) for row in matches] == [2, 1]
    assert not matches[0] & matches[1]


def test_the_page_of_an_account_tells_and_changes_it(house: House, enter) -> None:
    make_customer(house.ann)
    account = Account.objects.get()
    client, page = enter(house.ann), f"/customers/{account.pk}/"
    assert "invoices@acme.example" in client.get(page).text
    typed = {"version": "1", "account_name": "Acme NV", "account_email": "a@acme.example"}
    typed |= {"account_country": "NL", "account_currency": "EUR", "credit_rating": "a"}
    assert client.post(f"{page}edit/", typed).status_code == 303
    assert client.post(f"{page}edit/", typed).status_code == 409
    text = client.get(page).text
    assert "Account changed" in text
    assert "Acme NV" in text
    assert "<del>B</del> → <ins>A</ins>" in text
    assert "<ins>Netherlands</ins>" in text
    assert client.post(f"{page}edit/", typed | {"version": "2", "account_name": ""}).status_code == 422


def test_contacts_that_are_customers_are_marked_and_can_be_listed_alone(house: House, enter) -> None:
    customer, other = make_customer(house.ann, name="Acme"), make_contact(house.ann, name="Bolt")
    client = enter(house.ann)
    page = client.get("/contacts/?customer=yes").text
    assert f"/contacts/{customer.pk}/" in page
    assert f"/contacts/{other.pk}/" not in page
    assert f"Customer · {Account.objects.get()}" in client.get(f"/contacts/{customer.pk}/").text


def test_more_customers_cost_no_more_queries(house: House, enter, count_queries) -> None:
    client = enter(house.ann)
    make_customer(house.ann)
    for address in ("/customers/", "/contacts/?customer=yes"):
        few = [count_queries(lambda a=address: client.get(a)) for _ in range(2)][-1]
        make_customer(house.ann)
        assert count_queries(lambda a=address: client.get(a)) == few


def test_an_account_leads_to_all_its_leads_when_it_cannot_show_them(house: House, enter, monkeypatch) -> None:
    customer, ann = make_customer(house.ann), enter(house.ann)
    page = f"/customers/{Account.objects.get().pk}/"
    assert "Show all leads" not in ann.get(page).text
    monkeypatch.setattr(accounts, "LEADS", 1)
    newest = make_lead(house.ann, contact=customer)
    other = make_lead(house.ann)
    text = ann.get(page).text
    listed = ann.get(re.search(r'href="(/leads/\?[^"]+)">Show all leads', text)[1].replace("&amp;", "&")).text
    assert [f'href="/leads/{row}/"' in listed for row in (newest.pk, newest.pk - 1, other.pk)] == [
        True,
        True,
        False,
    ]


def test_the_history_of_a_contact_tells_that_it_became_a_customer(house: House, enter) -> None:
    contact, client = make_contact(house.ann), enter(house.ann)
    assert "Account opened" not in client.get(f"/contacts/{contact.pk}/").text
    let_convert()
    win(make_lead(house.ann, contact=contact), house.ann)
    assert client.get(f"/contacts/{contact.pk}/").text.count("Account opened") == 1
