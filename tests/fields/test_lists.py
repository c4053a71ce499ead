"""Lists narrowed and sorted by own fields, never by what the reader does not know."""

from typing import Any

import pytest

from leadwright.fields.computing import compute_stale
from leadwright.fields.models import OwnField
from tests.fields.test_fields_api import SCHEME
from tests.makers import House, make_lead


def make(talk, user, key: str, kind: str, **more: Any) -> None:
    body = {"subject": "lead", "key": key, "kind": kind, "label": key, "filterable": True} | more
    answer = talk(user).post("/fields", body)
    assert answer.status_code == 201, answer.content


def numbers(talk, user, query: str) -> list[int]:
    answer = talk(user).get(f"/leads?state=any&{query}")
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["items"]]


@pytest.fixture
def budgets(house: House, talk) -> dict[str, int]:
    """Return leads with budgets, by name."""
    make(talk, house.dina, "budget", "money")
    amounts = {"small": "50 EUR", "large": "900 EUR", "dollars": "700 USD"}
    given = {
        name: dict(zip(("amount", "currency"), text.split(), strict=True)) for name, text in amounts.items()
    }
    return {
        name: make_lead(house.dina, fields={"budget": given[name]} if name in given else {}).pk
        for name in (*amounts, "none")
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("field.budget.from=100", {"large"}),
        ("field.budget.to=100", {"small"}),
        ("field.budget=700 USD", {"dollars"}),
        ("field.budget.from=10&field.budget.to=1000", {"small", "large"}),
    ],
)
def test_a_list_is_narrowed_to_amounts_of_one_currency(house: House, talk, budgets, query, names) -> None:
    assert set(numbers(talk, house.dina, query)) == {budgets[name] for name in names}


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("field.budget", ["small", "large", "dollars", "none"]),
        ("-field.budget", ["dollars", "large", "small", "none"]),
    ],
)
def test_a_list_is_sorted_and_paged_and_what_is_empty_comes_last(house, talk, budgets, order, names) -> None:
    seen, cursor = [], ""
    while True:
        page = talk(house.dina).get(f"/leads?state=any&limit=1&ordering={order}{cursor}").json()
        seen += [row["number"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [budgets[name] for name in names]


def test_a_list_is_narrowed_to_choices_and_shows_them(house: House, talk) -> None:
    talk(house.dina).post("/fields", SCHEME)
    leads = [make_lead(house.dina, fields={"vat_scheme": code}).pk for code in ("normal", "reverse")]
    assert numbers(talk, house.dina, "field.vat_scheme=reverse") == leads[1:]
    assert set(numbers(talk, house.dina, "field.vat_scheme=reverse,normal")) == set(leads)
    rows = talk(house.dina).get("/leads?state=any&field.vat_scheme=reverse").json()["items"]
    assert rows[0]["fields"] == {"vat_scheme": "reverse"}


@pytest.mark.parametrize(
    "query", ["field.nothing=1", "ordering=field.nothing", "field.own_secret=x", "field=x"]
)
def test_an_unknown_filter_or_order_is_refused_by_its_name(house: House, talk, query) -> None:
    make(talk, house.adm, "own_secret", "text")
    answer = talk(house.dina).get(f"/leads?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "FILTER_UNKNOWN")


def test_nobody_narrows_a_list_by_what_only_the_other_side_knows(house: House, talk) -> None:
    make(talk, house.dina, "margin", "integer", sees="handler")
    lead = house.accepted()
    body = {"fields": {"margin": 7}}
    assert talk(house.ann).patch(f"/leads/{lead.pk}", body, If_Match=str(lead.version)).status_code == 200
    assert numbers(talk, house.ann, "field.margin=7") == [lead.pk]
    assert numbers(talk, house.dina, "field.margin=7") == []
    assert lead.pk in numbers(talk, house.dina, "")


def test_a_lead_is_found_by_the_words_of_a_searched_text(house: House, talk) -> None:
    make(talk, house.dina, "plot", "text", filterable=False, searchable=True)
    lead = make_lead(house.dina, fields={"plot": "Königsallee 12"})
    make_lead(house.dina, fields={"plot": "elsewhere"})
    assert numbers(talk, house.dina, "q=konigsallee") == [lead.pk]


def test_a_text_that_is_searched_later_and_no_more_is_indexed_by_the_worker(house: House, talk) -> None:
    make(talk, house.dina, "plot", "text", filterable=False)
    field = OwnField.objects.get(key="plot")
    lead = make_lead(house.dina, fields={"plot": "Riverside"})
    found = []
    for is_searched in (True, False):
        body = {"searchable": is_searched}
        field.refresh_from_db()
        answer = talk(house.dina).patch(f"/fields/{field.pk}", body, If_Match=str(field.version))
        assert answer.status_code == 200, answer.content
        compute_stale()
        found.append(numbers(talk, house.dina, "q=riverside"))
    assert found == [[lead.pk], []]


def test_nobody_finds_a_lead_by_a_text_that_was_purged(house: House, talk) -> None:
    make(talk, house.dina, "plot", "text", filterable=False, searchable=True)
    lead, field = make_lead(house.dina, fields={"plot": "Riverside"}), OwnField.objects.get(key="plot")
    talk(house.dina).post(f"/fields/{field.pk}/retire")
    assert numbers(talk, house.dina, "q=riverside") == [lead.pk]
    answer = talk(house.dina).post(f"/fields/{field.pk}/purge", {"confirm": 1})
    assert (answer.status_code, numbers(talk, house.dina, "q=riverside")) == (200, [])


def test_no_search_betrays_what_one_side_alone_knows(house: House, talk) -> None:
    body = {"subject": "lead", "key": "plot", "kind": "text", "label": "Plot", "sees": "sender"}
    answer = talk(house.dina).post("/fields", body | {"searchable": True})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/searchable")


@pytest.mark.parametrize("query", ["field.budget=1 EUR&field.budget=1 EUR", "field.budget=%00"])
def test_no_own_field_is_narrowed_by_twice_or_by_a_zero_byte(house: House, talk, budgets, query) -> None:
    answer = talk(house.dina).get(f"/leads?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/field/budget")
