"""A list of leads as a sheet: what its reader sees, all pages of it, on the page and through the API."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.leads import exporting
from leadwright.people.models import SecurityEvent
from tests.api.conftest import talk
from tests.fields.test_fields_api import CHOICES
from tests.fields.test_lists import make
from tests.fields.test_pages import signed_in
from tests.makers import House, change_rights, make_contact, make_lead
from tests.sheets import rows_of, table_of

__all__ = ["talk"]
EXPORT = "/leads/export.csv"
PAGE = "/export/leads.csv"


@pytest.fixture
def house(db) -> House:
    house = House()
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return house


def exported(talk, user, query: str = "") -> list[dict[str, str]]:
    return rows_of(talk(user).get(f"{EXPORT}?{query}"))


def test_the_sheet_says_what_the_list_says(house: House, talk) -> None:
    contact = make_contact(house.dina, name="Acme, Sons")
    lead = make_lead(
        house.dina, contact=contact, description="=1+1", target_amount={"amount": "50", "currency": "USD"}
    )
    (row,) = exported(talk, house.dina)
    assert (row["number"], row["description"], row["contact_name"]) == (str(lead.pk), "=1+1", "Acme, Sons")
    assert (row["status"], row["target_amount"], row["target_currency"]) == ("new", "50.00", "USD")
    assert datetime.fromisoformat(row["started_at"]) == lead.started_at


def test_the_raw_file_holds_no_formula_and_no_cache_keeps_it(house: House, talk) -> None:
    make_lead(house.dina, description="=1+1")
    answer = talk(house.dina).get(EXPORT)
    assert b",'=1+1," in b"".join(answer.streaming_content)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="leads-20')


def test_each_filter_and_order_of_the_list_holds(house: House, talk) -> None:
    leads = [make_lead(house.dina, priority=level) for level in (3, 9, 6)]
    rows = exported(talk, house.dina, "priority=6,9&ordering=-number")
    assert [row["number"] for row in rows] == [str(leads[2].pk), str(leads[1].pk)]
    assert talk(house.dina).get(f"{EXPORT}?priorities=6").status_code == 400
    assert talk(house.dina).get(f"{EXPORT}?limit=6").status_code == 400


@pytest.mark.parametrize("order", ["clock", "-contact", "field.size", "-field.size"])
def test_all_pages_come_each_once_in_the_order_of_the_list(house: House, talk, monkeypatch, order) -> None:
    make(talk, house.dina, "size", "integer")
    for size in (5, None, 1, 3, None, 2, 5):
        make_lead(house.dina, fields={"size": size})
    listed = talk(house.dina).get(f"/leads?ordering={order}").json()["items"]
    monkeypatch.setattr(exporting, "CHUNK", 2)
    rows = exported(talk, house.dina, f"ordering={order}")
    assert [row["number"] for row in rows] == [str(item["number"]) for item in listed]


def test_each_part_asks_the_same_number_of_questions(house: House, talk, monkeypatch) -> None:
    make(talk, house.dina, "who", "user")
    for _time in range(6):
        make_lead(house.dina, fields={"who": house.dina.email})
    monkeypatch.setattr(exporting, "CHUNK", 2)
    parts = iter(talk(house.dina).get(EXPORT).streaming_content)
    asked = []
    for _part in range(4):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            next(parts)
        asked.append(len(caught))
    assert list(parts) == []
    assert (asked[0], SecurityEvent.objects.filter(code="LIST_EXPORTED").count()) == (3, 1)
    assert asked[2] == asked[3] <= asked[1] <= asked[2] + 3 <= 4, asked


KINDS = {
    "text": ("-5 boxes", "-5 boxes"),
    "long_text": ('one\n"two"', 'one\n"two"'),
    "integer": (-12, "-12"),
    "decimal": ("-1.50", "-1.5"),
    "date": ("2026-03-09", "2026-03-09"),
    "datetime": ("2026-03-09T10:30:00+01:00", "2026-03-09T09:30:00+00:00"),
    "boolean": (False, "false"),
    "choice": ("reverse", "reverse"),
    "choices": (["normal", "reverse"], "normal,reverse"),
    "url": ("https://example.com/a,b", "https://example.com/a,b"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_own_field_of_each_kind_is_a_column(house: House, talk, kind: str) -> None:
    given, cell = KINDS[kind]
    more = {"choices": CHOICES} if kind.startswith("choice") else {}
    make(talk, house.dina, "mine", kind, filterable=False, **more)
    make_lead(house.dina, fields={"mine": given})
    (row,) = exported(talk, house.dina)
    assert row["fields.mine"] == cell


def test_an_amount_stands_beside_its_currency_and_a_contact_beside_its_name(house: House, talk) -> None:
    make(talk, house.dina, "budget", "money")
    make(talk, house.dina, "broker", "contact")
    broker = make_contact(house.dina, name="Broker")
    money = {"amount": "-9.5", "currency": "USD"}
    make_lead(house.dina, fields={"budget": money, "broker": broker.pk})
    (row,) = exported(talk, house.dina)
    assert (row["fields.budget"], row["fields.budget.currency"]) == ("-9.50", "USD")
    assert (row["fields.broker"], row["fields.broker.name"]) == (str(broker.pk), "Broker")


def test_nobody_reads_what_he_does_not_know(house: House, talk) -> None:
    make(talk, house.dina, "margin", "integer", sees="sender")
    make(talk, house.adm, "own_note", "text")
    make(talk, house.dina, "price", "money")
    money = {"amount": "7", "currency": "EUR"}
    house.accepted(fields={"margin": 3, "price": money})
    assert exported(talk, house.dina)[0]["fields.margin"] == "3"
    assert "fields.own_note" not in exported(talk, house.dina)[0]
    assert exported(talk, house.ann, "owner=any")[0]["fields.margin"] == ""
    change_rights(house.ann, lead_see_deal="none")
    row = exported(talk, house.ann, "owner=any")[0]
    assert not row.keys() & {"fields.price", "fields.price.currency", "target_amount", "target_currency"}


def test_a_contact_that_the_handler_added_is_not_handed_to_the_sender(house: House, talk) -> None:
    lead = house.accepted()
    own = make_contact(house.ann, name="Added by the partner")
    answer = talk(house.ann).patch(f"/leads/{lead.pk}", {"contact": own.pk}, If_Match=str(lead.version))
    assert answer.status_code == 200, answer.content
    (row,) = exported(talk, house.dina)
    assert (row["contact"], row["contact_name"], row["contact_kind"]) == ("", "", "")


def test_a_retired_field_is_there_where_a_lead_of_the_list_has_a_value(house: House, talk) -> None:
    make(talk, house.dina, "former", "integer")
    lead = make_lead(house.dina, fields={"former": 4}, priority=9)
    field = talk(house.dina).get("/fields").json()["items"][0]["id"]
    talk(house.dina).post(f"/fields/{field}/retire")
    assert exported(talk, house.dina)[0]["fields.former"] == "4"
    make_lead(house.dina, priority=2)
    assert "fields.former" not in exported(talk, house.dina, "priority=2")[0]
    assert lead.pk


def test_who_may_not_export_is_refused_and_who_does_stands_in_the_security_log(house: House, talk) -> None:
    house.accepted()
    answer = talk(house.nina).get(EXPORT)
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")
    assert "export leads" in answer.json()["detail"]
    assert signed_in(house.nina).post(PAGE).status_code == 403
    exported(talk, house.ann)
    rows_of(signed_in(house.ann).post(PAGE))
    events = SecurityEvent.objects.filter(code="LIST_EXPORTED", user=house.ann)
    assert sorted(events.values_list("kind", "path")) == [("api", f"/api/v1{EXPORT}"), ("page", PAGE)]


def test_the_page_hands_out_the_list_as_it_is_narrowed_in_words(house: House, talk) -> None:
    make(talk, house.dina, "scheme", "choices", choices=CHOICES, label={"en": "Scheme", "nl": "Stelsel"})
    make_lead(house.dina, fields={"scheme": ["normal", "reverse"]}, priority=9)
    make_lead(house.dina, priority=2)
    page = signed_in(house.dina)
    assert f'action="{PAGE}?priority=9"' in page.get("/leads/?priority=9").content.decode()
    answer = page.post(f"{PAGE}?priority=9")
    (row,) = rows_of(answer)
    assert (row["Status"], row["Scheme"]) == ("New", "Normal\nReverse")
    assert row["Start date"].endswith(("+01:00", "+02:00"))


def test_a_sheet_for_a_dutch_reader_has_dutch_headings_a_mark_semicolons_and_decimal_commas(
    house: House, talk
) -> None:
    house.dina.language = "nl"
    house.dina.save()
    make(talk, house.dina, "height", "decimal")
    make_lead(house.dina, target_amount={"amount": "1234.5"}, fields={"height": "0.125"})
    content = b"".join(signed_in(house.dina).post(PAGE).streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b";Omschrijving;" in content.splitlines()[0]
    assert b';"1234,50";' in content
    assert b';"0,125"' in content
    assert b",1234.50," in b"".join(talk(house.dina).get(EXPORT).streaming_content)


def test_a_byte_order_mark_comes_when_it_is_asked_for(house: House, talk) -> None:
    assert not b"".join(talk(house.dina).get(EXPORT).streaming_content).startswith(b"\xef")
    answer = talk(house.dina).get(f"{EXPORT}?bom=true")
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbfnumber,")
    assert talk(house.dina).get(f"{EXPORT}?bom=perhaps").status_code == 400


def test_an_empty_list_is_a_sheet_of_headings(house: House, talk) -> None:
    table = table_of(talk(house.dina).get(EXPORT))
    assert table.lines == []
    assert table.headers[:3] == ["number", "type", "status"]


def test_head_hands_out_nothing(house: House, talk) -> None:
    make_lead(house.dina)
    answer = talk(house.dina).ask("HEAD", EXPORT)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"")
