"""Own fields as columns of the lists on pages: chosen by each reader for each list, and only what he knows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.accounts.actions import edit, open_account
from leadwright.fields.models import OwnField
from leadwright.history.models import Entry
from tests.accounts.converting import DATA as ACCOUNT
from tests.fields.test_other_subjects import make as make_on
from tests.fields.test_pages import signed_in
from tests.makers import NOON, House, change_rights, make_contact, make_lead

LISTS = {"lead": "/leads/?state=any&owner=any", "contact": "/contacts/", "account": "/customers/"}


def choose(user, subject: str, *keys: str, back: str = "") -> Any:
    return signed_in(user).post("/columns/", {"subject": subject, "column": list(keys), "back": back})


def cells(user, subject: str = "lead", query: str = "") -> list[tuple[str, str]]:
    """Return the cells of own fields on a page: the label, and what they say."""
    text = signed_in(user).get(LISTS[subject] + query).content.decode()
    found = re.findall(r'<td class="own[^>]*data-label="([^"]*)">(.*?)</td>', text, re.DOTALL)
    return [(label, re.sub(r"<[^>]+>", "", words).strip()) for label, words in found]


def row_of(house: House, subject: str, **fields: Any) -> int:
    if subject == "lead":
        return make_lead(house.dina, fields=fields).pk
    contact = make_contact(house.dina, **({"fields": fields} if subject == "contact" else {}))
    if subject == "contact":
        return contact.pk
    account = open_account(contact.pk, ACCOUNT, by=house.dina, at=NOON)
    return edit(account.pk, {"fields": fields}, by=house.dina, at=NOON, version=1).pk


@pytest.mark.parametrize("subject", LISTS)
def test_a_reader_chooses_the_columns_of_each_list(house: House, talk, subject: str) -> None:
    make_on(talk, house.dina, subject, "floor", "integer", unit="m²")
    row_of(house, subject, floor=1200)
    assert cells(house.dina, subject) == []
    answer = choose(house.dina, subject, "floor", back=LISTS[subject])
    assert (answer.status_code, answer["Location"]) == (303, LISTS[subject])
    assert cells(house.dina, subject) == [("Floor", "1,200 m²")]
    choose(house.dina, subject)
    assert cells(house.dina, subject) == []


WORDS = {
    "money": ({"amount": "1234.5", "currency": "EUR"}, "€1,234.50"),
    "decimal": ("1.5", "1.5"),
    "date": ("2026-03-09", "9 Mar 2026"),
    "datetime": ("2026-03-09T23:30:00Z", "Tue 10 Mar 2026, 00:30"),
    "boolean": (True, "Yes"),
    "url": ("https://example.com/a", "https://example.com/a"),
    "long_text": ("x" * 300, "x" * 120 + "…"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_a_cell_says_each_kind_in_the_words_of_the_reader(house: House, talk, kind: str) -> None:
    value, words = WORDS[kind]
    make_on(talk, house.dina, "lead", "mine", kind, filterable=kind != "long_text")
    make_lead(house.dina, fields={"mine": value})
    choose(house.dina, "lead", "mine")
    assert cells(house.dina) == [("Mine", words)]


def test_choices_are_labels_in_the_language_of_the_reader_and_people_are_names(house: House, talk) -> None:
    labels = {"en": "Normal", "nl": "Gewoon"}
    choices = [{"code": "normal", "label": labels}]
    make_on(talk, house.dina, "lead", "scheme", "choice", choices=choices)
    make_on(talk, house.dina, "lead", "helper", "user")
    make_lead(house.dina, fields={"scheme": "normal", "helper": house.dina.email})
    house.dina.language = "nl"
    house.dina.save()
    choose(house.dina, "lead", "scheme", "helper")
    assert [words for _label, words in cells(house.dina)] == ["Gewoon", "Dina"]


def test_numbers_stand_at_the_right_of_their_column(house: House, talk) -> None:
    make_on(talk, house.dina, "lead", "floor", "integer")
    make_lead(house.dina, fields={"floor": 3})
    choose(house.dina, "lead", "floor")
    text = signed_in(house.dina).get(LISTS["lead"]).content.decode()
    assert '<td class="own num"' in text
    assert re.search(r'<th scope="col" class="num">\s*<a [^>]+>Floor</a>', text)


def test_no_column_is_of_a_field_that_the_reader_does_not_know(house: House, talk) -> None:
    make_on(talk, house.adm, "lead", "own_secret")
    make_on(talk, house.dina, "lead", "margin", "money")
    change_rights(house.dina, lead_see_deal="none")
    text = signed_in(house.dina).get(LISTS["lead"]).content.decode()
    assert "own_secret" not in text
    assert "margin" not in text
    for key in ("own_secret", "margin", "nothing"):
        assert choose(house.dina, "lead", key).status_code == 422


def test_a_cell_is_empty_where_only_the_other_side_knows(house: House, talk) -> None:
    make_on(talk, house.dina, "lead", "inner", sees="handler")
    lead = house.accepted()
    body = {"fields": {"inner": "hidden"}}
    assert talk(house.ann).patch(f"/leads/{lead.pk}", body, If_Match=str(lead.version)).status_code == 200
    for user, words in ((house.ann, "hidden"), (house.dina, "")):
        choose(user, "lead", "inner")
        assert cells(user) == [("Inner", words)]


def test_a_cell_of_a_lent_contact_says_what_both_companies_see(house: House, talk) -> None:
    make_on(talk, house.dina, "contact", "common")
    make_on(talk, house.dina, "contact", "inner", sees="sender")
    house.accepted(contact=make_contact(house.dina, fields={"common": "seen", "inner": "hidden"}))
    choose(house.ann, "contact", "common", "inner")
    assert cells(house.ann, "contact") == [("Common", "seen"), ("Inner", "")]


def test_a_retired_field_is_no_column_and_stays_chosen(house: House, talk) -> None:
    pk = make_on(talk, house.dina, "lead", "floor", "integer")
    make_on(talk, house.dina, "lead", "roof", "integer")
    make_lead(house.dina, fields={"floor": 3, "roof": 4})
    choose(house.dina, "lead", "floor")
    talk(house.dina).post(f"/fields/{pk}/retire")
    assert cells(house.dina) == []
    choose(house.dina, "lead", "roof")
    OwnField.objects.filter(pk=pk).update(retired_at=None)
    assert cells(house.dina) == [("Floor", "3"), ("Roof", "4")]


def test_a_choice_of_columns_is_of_one_reader_alone_and_one_entry_of_history(house: House, talk) -> None:
    make_on(talk, house.dina, "lead", "floor", "integer")
    house.accepted()
    for _time in range(2):
        choose(house.dina, "lead", "floor")
    entry = Entry.objects.get(fact="user.columns_chosen")
    assert (entry.subject_id, entry.details["changes"]) == (house.dina.pk, {"columns": [[], ["floor"]]})
    assert cells(house.ann) == []


@pytest.mark.parametrize("body", [{}, {"subject": "order"}, {"subject": "lead", "column": "\x00"}])
def test_a_strange_choice_of_columns_is_refused_by_name(house: House, body: dict[str, str]) -> None:
    answer = signed_in(house.dina).post("/columns/", body)
    assert answer.status_code == 422


@pytest.mark.parametrize(("now", "following"), [("", "field"), ("field", "-field"), ("-field", "field")])
def test_a_heading_sorts_the_list_and_turns_it_round(house: House, talk, now: str, following: str) -> None:
    make_on(talk, house.dina, "lead", "floor", "integer")
    make_lead(house.dina, fields={"floor": 3})
    choose(house.dina, "lead", "floor")
    query = f"&ordering={now}.floor" if now else ""
    text = signed_in(house.dina).get(LISTS["lead"] + query).content.decode()
    heading = re.search(r"<th[^>]*>\s*<a href=\"([^\"]+)\">Floor</a>", text)
    assert heading
    assert f"ordering={following}.floor" in heading[1]
    assert ('aria-sort="ascending"' in heading[0]) == (now == "field")


def statements_of(user, subject: str) -> int:
    client = signed_in(user)
    client.get(LISTS[subject])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LISTS[subject]).status_code == 200
    return len(captured)


@pytest.mark.parametrize("subject", LISTS)
def test_a_list_asks_as_often_for_many_columns_and_rows_as_for_few(house: House, talk, subject: str) -> None:
    kinds = {
        "helper": "user",
        "friend": "contact",
        "floor": "integer",
        "helper2": "user",
        "friend2": "contact",
    }
    for key, kind in kinds.items():
        make_on(talk, house.dina, subject, key, kind)
    friend = make_contact(house.dina).pk
    values = {"helper": house.dina.email, "friend": friend, "floor": 3}
    row_of(house, subject, **values)
    bare = statements_of(house.dina, subject)
    choose(house.dina, subject, "helper", "friend")
    few = statements_of(house.dina, subject)
    for _row in range(3):
        row_of(house, subject, **values, helper2=house.dina.email, friend2=friend)
    choose(house.dina, subject, *kinds)
    assert statements_of(house.dina, subject) == few <= bare + 2
