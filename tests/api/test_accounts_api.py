"""Accounts over the API: opened by winning, read within reach, changed on their version."""

from leadwright.accounts.models import Account
from tests.accounts.converting import DATA, let_convert, make_customer
from tests.makers import House, make_contact, make_lead


def test_winning_takes_the_account_and_the_lead_shows_it(house: House, talk) -> None:
    let_convert()
    ann, lead = talk(house.ann), make_lead(house.ann)
    answer = ann.post(f"/leads/{lead.pk}/win")
    assert (answer.status_code, answer.json()["code"]) == (422, "ACCOUNT_DATA_REQUIRED")
    known = {row["pointer"] if "pointer" in row else row["field"] for row in answer.json()["errors"]}
    assert any("country" in name for name in known)
    assert ann.get(f"/leads/{lead.pk}").json()["state"] == "PENDING"
    won = ann.post(f"/leads/{lead.pk}/win", {"account": DATA}).json()
    assert (won["state"], won["contact"]["customer"]) == ("WON", True)
    assert (won["account"]["account_class"], won["account"]["credit_rating"]) == ("retail", "b")
    assert won["contact"]["account"] == won["account"]["number"]


def test_a_won_lead_is_converted_once(house: House, talk) -> None:
    ann, lead = talk(house.ann), make_lead(house.ann)
    assert ann.post(f"/leads/{lead.pk}/win").json()["account"] is None
    assert ann.post(f"/leads/{lead.pk}/convert", {"account": "x"}).status_code == 422
    assert ann.post(f"/leads/{lead.pk}/convert", {"account": DATA}).status_code == 200
    again = ann.post(f"/leads/{lead.pk}/convert", {"account": DATA})
    assert (again.status_code, again.json()["code"]) == (409, "STATE_NOT_ALLOWED")


def test_accounts_are_listed_and_read_within_reach(house: House, talk) -> None:
    make_customer(house.ann)
    number = Account.objects.get().pk
    for asked in ("", "?q=acm", f"?q=A-{number}", "?limit=1"):
        assert [row["number"] for row in talk(house.ann).get(f"/accounts{asked}").json()["items"]] == [number]
    assert talk(house.ann).get(f"/accounts/A-{number}").json()["code"] == f"A-{number}"
    assert talk(house.cas).get("/accounts").json()["items"] == []
    assert talk(house.cas).get(f"/accounts/{number}").status_code == 404
    assert talk(house.ann).get("/accounts?cursor=nonsense").status_code == 400


def test_the_list_goes_on_where_it_stopped(house: House, talk) -> None:
    for _ in range(3):
        make_customer(house.ann)
    first = talk(house.ann).get("/accounts?limit=2").json()
    rest = talk(house.ann).get(f"/accounts?limit=2&cursor={first['next']}").json()
    numbers = [row["number"] for row in first["items"] + rest["items"]]
    assert (len(set(numbers)), rest["next"]) == (3, None)


def test_an_account_is_changed_on_its_version(house: House, talk) -> None:
    make_customer(house.ann)
    ann, path = talk(house.ann), f"/accounts/{Account.objects.get().pk}"
    assert ann.patch(path, {"credit_rating": "c"}).status_code == 428
    changed = ann.patch(path, {"credit_rating": "c"}, If_Match='"1"')
    assert (changed.json()["credit_rating"], changed.headers["ETag"]) == ("c", '"2"')
    assert ann.patch(path, {"number": 5}, If_Match='"2"').status_code == 422
    for value in (None, [], {}, 10**40, "a\u202eb", "x" * 100_000):
        assert ann.patch(path, {"name": value}, If_Match='"2"').status_code == 422


def test_contacts_tell_whether_they_are_customers(house: House, talk) -> None:
    customer, other = make_customer(house.ann), make_contact(house.ann)
    listed = {row["id"]: row["customer"] for row in talk(house.ann).get("/contacts").json()["items"]}
    assert (listed[customer.pk], listed[other.pk]) == (True, False)
    alone = talk(house.ann).get("/contacts?customer=true").json()["items"]
    assert [row["id"] for row in alone] == [customer.pk]
    assert talk(house.ann).get("/contacts?customer=perhaps").status_code == 400


def test_an_account_says_what_its_reader_may_do_with_it(house: House, talk) -> None:
    account = Account.objects.get(contact=make_customer(house.ann))
    path = f"/accounts/{account.pk}"
    assert talk(house.ann).get(path).json()["allowed_actions"] == [{"action": "edit", "allowed": True}]
    (edit,) = talk(house.nina).get(path).json()["allowed_actions"]
    assert (edit["allowed"], edit["code"]) == (False, "PERMISSION_DENIED")
