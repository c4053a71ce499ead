"""A list of customers as a sheet."""

from leadwright.accounts import exporting
from leadwright.accounts.actions import open_account
from leadwright.people.models import SecurityEvent
from tests.accounts.converting import DATA
from tests.api.conftest import talk
from tests.fields.test_pages import signed_in
from tests.makers import NOON, House, change_rights, make_contact
from tests.sheets import rows_of

__all__ = ["talk"]
EXPORT = "/accounts/export.csv"
PAGE = "/export/customers.csv"


def customers(house: House, *names: str) -> list[int]:
    return [
        open_account(make_contact(house.ann).pk, DATA | {"name": name}, by=house.ann, at=NOON).pk
        for name in names
    ]


def test_the_sheet_says_what_the_list_says_in_its_order(house: House, talk, monkeypatch) -> None:
    numbers = customers(house, "Beta", "=Alpha", "Gamma")
    monkeypatch.setattr(exporting, "CHUNK", 1)
    rows = rows_of(talk(house.ann).get(f"{EXPORT}?ordering=-name"))
    assert [row["name"] for row in rows] == ["Gamma", "Beta", "=Alpha"]
    assert (rows[0]["number"], rows[0]["currency"]) == (str(numbers[2]), DATA["currency"])


def test_own_fields_are_columns_and_a_filter_holds(house: House, talk) -> None:
    body = {"subject": "account", "key": "own_rank", "kind": "integer", "label": "Rank", "filterable": True}
    assert talk(house.adm).post("/fields", body).status_code == 201
    first, _second = customers(house, "Alpha", "Beta")
    ann = talk(house.ann)
    ann.patch(f"/accounts/{first}", {"fields": {"own_rank": 5}}, If_Match="1")
    assert [row["fields.own_rank"] for row in rows_of(ann.get(EXPORT))] == ["5", ""]
    (row,) = rows_of(ann.get(f"{EXPORT}?field.own_rank=5"))
    assert row["number"] == str(first)


def test_the_right_to_export_contacts_is_needed_and_it_is_noted(house: House, talk) -> None:
    customers(house, "Alpha")
    assert talk(house.nina).get(EXPORT).status_code == 403
    (row,) = rows_of(signed_in(house.ann).post(PAGE))
    assert row["Name"] == "Alpha"
    assert PAGE in signed_in(house.ann).get("/customers/").content.decode()
    assert SecurityEvent.objects.filter(code="LIST_EXPORTED", path=PAGE).count() == 1


def test_nobody_reads_the_customers_of_others(house: House, talk) -> None:
    customers(house, "Alpha")
    assert rows_of(talk(house.cas).get(EXPORT)) == []
    change_rights(house.cas, contact_view="none")
    assert talk(house.cas).get(EXPORT).status_code == 403
