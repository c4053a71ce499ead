"""Columns of a file that somebody tries out: given to own fields, or made one, without a script."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leadwright.fields.actions import make
from leadwright.fields.models import OwnField
from leadwright.intake.models import Import
from leadwright.leads.models import Lead
from tests.intake.bringing import worked_off
from tests.makers import NOON, change_rights

HEAD = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
LINES = (
    "A1,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,12,red,03/04/2026",
    "A2,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,many,blue,04/04/2026",
    "A3,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,7,red,05/04/2026",
    "A4,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,7,blue,05/04/2026",
)
FILE = "\n".join((f"{HEAD},Size,Colour | shade,Built on", *LINES)) + "\n"
APPLIED = {"days": "day", "decimals": "point", "column_0": "", "column_1": "", "column_2": ""}


def put_up(client: Client) -> str:
    file = SimpleUploadedFile("deals.csv", FILE.encode(), "text/csv")
    return worked_off(client.post("/leads/import/", {"file": file, "currency": "EUR"})).headers["Location"]


@pytest.fixture
def desk(house, enter) -> Client:
    """Return the browser of a distributor who makes fields for all and for the own company."""
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return enter(house.dina)


def size_of(house: Any, **more: Any) -> OwnField:
    data = {"subject": "lead", "key": "own_size", "kind": "integer", "label": "Size of it"} | more
    return make(data, by=house.dina, at=NOON)


def test_a_column_is_given_to_a_field_and_the_file_is_tried_out_anew(house, desk) -> None:
    field, address = size_of(house), put_up(desk)
    assert "Size of it" in desk.get(address).text
    answer = worked_off(desk.post(f"{address}columns/", APPLIED | {"column_0": str(field.pk)}))
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    page = desk.get(address).text
    assert "many" in page
    assert "is not a number" in page
    assert f'<option value="{field.pk}" selected>' in page
    worked_off(desk.post(f"{address}bring-in/"))
    assert sorted(lead.own_fields.get(str(field.pk), 0) for lead in Lead.objects.all()) == [0, 7, 7, 12]
    assert "many" in desk.get(address).text
    assert "columns/" not in desk.get(address).text


def test_two_columns_cannot_be_one_field_and_what_was_chosen_stays(house, desk) -> None:
    field, address = size_of(house), put_up(desk)
    twice = {"column_0": str(field.pk), "column_1": str(field.pk)}
    answer = desk.post(f"{address}columns/", APPLIED | twice)
    assert answer.status_code == 422
    assert "two columns cannot be the same field" in answer.text
    assert answer.text.count(f'<option value="{field.pk}" selected>') == 2
    assert desk.post(f"{address}columns/", APPLIED | {"column_0": "999"}).status_code == 422


def link(page: str, column: int) -> str:
    (address,) = re.findall(rf'href="(/company/fields/new/[^"]*column={column})"', page)
    return address.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("column", "kind", "words"),
    [
        (0, "text", "nothing else in common"),
        (1, "choice", "again and again"),
        (2, "date", "each value is a date"),
    ],
)
def test_the_kind_of_a_column_is_guessed_with_what_speaks_for_it(desk, column, kind, words) -> None:
    page = desk.get(link(desk.get(put_up(desk)).text, column)).text
    assert f'<option value="{kind}" selected>' in page
    assert words in page
    assert "(4 lines, such as" in page


def sent(page: str, **more: str) -> dict[str, str]:
    """Return what the form sends as it stands, but for what is changed."""
    (choices,) = re.findall(r'<textarea name="choices"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    (kind,) = re.findall(r'<option value="(\w+)" selected>', page.partition('name="kind"')[2])[:1]
    (label,) = re.findall(r'name="label_en" value="([^"]*)"', page)
    usual = {"subject": "lead", "owner": "own", "sees": "both", "personal": "on"}
    return usual | {"label_en": label, "kind": kind, "choices": choices} | more


def test_a_column_becomes_a_choice_with_its_values(house, desk) -> None:
    address = put_up(desk)
    form = link(desk.get(address).text, 1)
    answer = worked_off(desk.post(form, sent(desk.get(form).text)))
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    field = OwnField.objects.get()
    assert (field.key, field.kind, field.organisation) == ("own_colour_shade", "choice", house.vendor)
    assert [(row.code, row.label) for row in field.choices] == [("blue", "blue"), ("red", "red")]
    worked_off(desk.post(f"{address}bring-in/"))
    assert {len(lead.own_fields) for lead in Lead.objects.all()} == {1}


def test_the_guess_can_be_changed_before_the_field_is_made(desk) -> None:
    form = link(desk.get(put_up(desk)).text, 0)
    changed = sent(
        desk.get(form).text, kind="long_text", label_en="How large", subject="contact", owner="all"
    )
    assert worked_off(desk.post(form, changed)).status_code == 303
    field = OwnField.objects.get()
    assert (field.key, field.kind, field.subject) == ("how_large", "long_text", "contact")
    assert list(Import.objects.get().columns["fields"].values()) == [field.pk]


def test_a_fault_makes_no_field_and_keeps_what_was_typed(desk) -> None:
    form = link(desk.get(put_up(desk)).text, 0)
    answer = worked_off(desk.post(form, sent(desk.get(form).text, key="No key!")))
    assert answer.status_code == 422
    assert "Guessed from the column" in answer.text
    assert not OwnField.objects.exists()
    assert Import.objects.get().columns["fields"] == {}


def test_who_may_not_make_fields_is_not_offered_it(house, enter) -> None:
    desk = enter(house.dina)
    address = put_up(desk)
    page = desk.get(address).text
    assert "Make this column a field" not in page
    assert desk.get(f"/company/fields/new/?upload={Import.objects.get().pk}&column=0").status_code == 403


def test_the_file_of_somebody_else_is_not_there(house, enter, desk) -> None:
    put_up(desk)
    path = f"/company/fields/new/?upload={Import.objects.get().pk}&column="
    assert desk.get(f"{path}3").status_code == 404
    assert desk.get(f"{path}x").status_code == 404
    assert enter(house.adm).get(f"{path}0").status_code == 403
    change_rights(house.adm, lead_import="organisation")
    assert enter(house.adm).get(f"{path}0").status_code == 404
