"""The pages of leads, contacts and customers have a control for each own field that the API narrows by."""

import re

import pytest

from leadwright.fields import filtering
from tests.fields.test_columns import row_of
from tests.fields.test_other_subjects import make
from tests.fields.test_pages import signed_in
from tests.makers import House, make_user

PAGES = {"lead": "/leads/?state=any&owner=any&", "contact": "/contacts/?", "account": "/customers/?"}
CONTROLS = {
    "integer": r'<input type="text" name="field.mine.from"',
    "decimal": r'<input type="text" name="field.mine.to"',
    "money": r'<input type="text" name="field.mine.from"',
    "date": r'<input type="date" name="field.mine.to"',
    "datetime": r'<input type="date" name="field.mine.from"',
    "boolean": r'<select name="field.mine"[^>]*>\s*<option value=""[^>]*>—</option>\s*<option value="yes"',
    "choice": r'<select name="field.mine"[^>]*>.*?<option value="a">',
    "choices": r'<select name="field.mine"[^>]*>.*?<option value="a">',
    "user": r'<input type="text" name="field.mine"[^>]*list="([^"]+)"[^>]*>'
    r'<datalist id="\1">.*?<option value="[^"]+@[^"]+">Dina</option>',
    "text": r'<input type="text" name="field.mine"',
}


def keys(text: str) -> list[int]:
    return [int(key) for key in dict.fromkeys(re.findall(r'class="cover strong"\s+href="/\w+/(\d+)/"', text))]


@pytest.mark.parametrize("subject", PAGES)
def test_each_kind_has_its_control(house: House, talk, subject: str) -> None:
    for kind in CONTROLS:
        choices = {"choices": [{"code": "a", "label": "A"}]} if kind.startswith("choice") else {}
        make(talk, house.dina, subject, f"mine_{kind}", kind, **choices)
    text = signed_in(house.dina).get(PAGES[subject]).content.decode()
    for kind, control in CONTROLS.items():
        assert re.search(control.replace("field.mine", rf"field\.mine_{kind}"), text, re.DOTALL), kind


@pytest.mark.parametrize("subject", PAGES)
def test_a_page_is_narrowed_to_a_span_as_it_is_typed(house: House, talk, subject: str) -> None:
    make(talk, house.dina, subject, "mine", "decimal")
    rows = [row_of(house, subject, mine=value) for value in ("1.4", "1.6", "2.5")]
    page = signed_in(house.dina)
    text = page.get(f"{PAGES[subject]}field.mine.from=1,5&field.mine.to=2").content.decode()
    assert keys(text) == rows[1:2]


@pytest.mark.parametrize("subject", PAGES)
def test_own_numbers_are_typed_in_the_language_of_the_page(house: House, talk, subject: str) -> None:
    make(talk, house.dina, subject, "mine", "decimal")
    make(talk, house.dina, subject, "sum", "money")
    row = row_of(house, subject, mine="1234.5", sum={"amount": "1234.50", "currency": "EUR"})
    house.dina.language = "nl"
    house.dina.save()
    page = signed_in(house.dina)
    typed = f"{PAGES[subject]}decimals=,&field.mine.from=1.234,5&field.sum.from=1.234,50 EUR"
    assert keys(page.get(typed).content.decode()) == [row]
    assert keys(page.get(f"{typed}&field.mine.to=1.234,4").content.decode()) == []
    refused = page.get(f"{PAGES[subject]}decimals=,&field.sum.from=1.234").content.decode()
    assert "“1.234” kan 1234 of 1,234 zijn" in refused


@pytest.mark.parametrize("typed", ["Dina", "dina", "{}"])
@pytest.mark.parametrize("subject", PAGES)
def test_everybody_can_be_typed_by_name_or_address(house: House, talk, subject, typed, monkeypatch) -> None:
    monkeypatch.setattr(filtering, "MOST_USERS", 0)
    make(talk, house.dina, subject, "mine", "user")
    _other, mine = row_of(house, subject), row_of(house, subject, mine=house.dina.email)
    query = f"{PAGES[subject]}field.mine={typed.format(house.dina.email)}"
    text = signed_in(house.dina).get(query).content.decode()
    assert keys(text) == [mine]
    assert f'value="{typed.format(house.dina.email)}"' in text


@pytest.mark.parametrize(("typed", "why"), [("Dina", "several users"), ("Cas", "full name of a user")])
def test_a_name_of_several_or_of_nobody_is_refused_at_its_filter(house: House, talk, typed, why) -> None:
    make(talk, house.dina, "contact", "mine", "user")
    make_user("dina", unit=house.dina.unit)
    answer = signed_in(house.dina).get(f"/contacts/?field.mine={typed}")
    text = answer.content.decode()
    assert (answer.status_code, why in text, f'value="{typed}"' in text) == (400, True, True)


def test_a_wrong_filter_of_customers_is_said_at_its_place_and_stays_typed(house: House, talk) -> None:
    make(talk, house.dina, "account", "mine", "integer")
    answer = signed_in(house.dina).get("/customers/?field.mine.from=many")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "write a plain number" in text
    assert 'value="many"' in text
