"""Lists in the order of an own field: pages joined are the list, what is empty comes last, nothing is betrayed."""

import re
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadwright.contacts import own_orders
from leadwright.contacts.models import Contact
from leadwright.fields.models import OwnField
from leadwright.fields.ordering import own_lines
from tests.conftest import PROVE
from tests.fields.test_columns import row_of
from tests.fields.test_fields_api import CHOICES
from tests.fields.test_other_subjects import make
from tests.fields.test_pages import signed_in
from tests.fields.test_random_lives import VALUES
from tests.makers import House, change_rights, fresh, make_contact

LISTS = {"lead": "/leads?state=any&", "contact": "/contacts?", "account": "/accounts?"}
PAGES = {"lead": "/leads/?state=any&owner=any&", "contact": "/contacts/?", "account": "/customers/?"}
KEYS = {"lead": "number", "contact": "id", "account": "number"}


def pages(talk, user, subject: str, order: str, limit: int) -> list[int]:
    """Return the keys of a list, read page by page."""
    keys: list[int] = []
    cursor = ""
    while True:
        answer = talk(user).get(f"{LISTS[subject]}limit={limit}&ordering={order}{cursor}")
        assert answer.status_code == 200, answer.content
        keys += [row[KEYS[subject]] for row in answer.json()["items"]]
        if not (following := answer.json()["next"]):
            return keys
        cursor = f"&cursor={following}"


def place(kind: str, value: Any) -> Any:
    """Return what a value is sorted by, reckoned apart from the database."""
    if kind == "money":
        return (value["currency"], float(value["amount"]))
    if kind == "choice":
        return [choice["code"] for choice in CHOICES].index(value)
    return float(value) if kind == "decimal" else value.lower() if kind == "text" else value


@pytest.mark.parametrize("subject", LISTS)
@settings(
    max_examples=60 if PROVE else 4,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(kind=st.sampled_from(sorted(VALUES)), limit=st.integers(1, 3), data=st.data())
def test_pages_joined_are_the_sorted_list_and_what_is_empty_comes_last(
    house: House, talk, subject, kind, limit, data
) -> None:
    with transaction.atomic():
        make(talk, house.dina, subject, "mine", kind, **({"choices": CHOICES} if kind == "choice" else {}))
        values = data.draw(st.lists(st.one_of(st.none(), VALUES[kind]), min_size=2, max_size=5))
        made = [row_of(house, subject, mine=value) for value in values]
        given_ones = {key: value for key, value in zip(made, values, strict=True) if value is not None}
        rising = sorted(given_ones, key=lambda key: (place(kind, given_ones[key]), key))
        empty = [key for key in pages(talk, house.dina, subject, "", 50) if key not in given_ones]
        up, down = (pages(talk, house.dina, subject, f"{sign}field.mine", limit) for sign in ("", "-"))
        assert up[: len(rising)] == rising
        assert down[: len(rising)] == rising[::-1]
        assert (set(up[len(rising) :]), up[len(rising) :]) == (set(empty), down[len(rising) :])
        transaction.set_rollback(True)


@pytest.mark.parametrize("subject", LISTS)
def test_a_page_is_sorted_by_an_own_field_too(house: House, talk, subject: str) -> None:
    make(talk, house.dina, subject, "floor", "integer")
    keys = [row_of(house, subject, floor=number) for number in (2, 1, 3)]
    texts = [
        signed_in(house.dina).get(f"{PAGES[subject]}ordering={order}").content.decode()
        for order in ("field.floor", "-field.floor")
    ]
    address = {"lead": "/leads/", "contact": "/contacts/", "account": "/customers/"}[subject]
    places = [[text.index(f'href="{address}{key}/"') for key in keys] for text in texts]
    assert [sorted(keys, key=lambda key: row[keys.index(key)]) for row in places] == [
        [keys[1], keys[0], keys[2]],
        [keys[2], keys[0], keys[1]],
    ]


def test_choices_are_sorted_by_their_places_even_after_these_changed(house: House, talk) -> None:
    choices = [{"code": code, "label": code} for code in "abcdefghijkl"]
    make(talk, house.dina, "contact", "size", "choice", choices=choices)
    keys = [row_of(house, "contact", size=code) for code in "abl"]
    field = OwnField.objects.get()
    answer = talk(house.dina).patch(f"/fields/{field.pk}", {"choices": choices[::-1]}, If_Match="1")
    assert answer.status_code == 200, answer.content
    assert pages(talk, house.dina, "contact", "field.size", 1) == keys[::-1]
    assert pages(talk, house.dina, "contact", "-field.size", 2) == keys


def test_the_largest_number_is_no_wall_between_pages(house: House, talk) -> None:
    make(talk, house.dina, "contact", "floor", "integer")
    keys = [row_of(house, "contact", floor=number) for number in (1, 10**15)]
    assert pages(talk, house.dina, "contact", "-field.floor", 1) == keys[::-1]


def test_no_order_betrays_what_only_the_other_side_knows(house: House, talk) -> None:
    make(talk, house.dina, "lead", "margin", "integer", sees="handler")
    leads = [house.accepted() for _lead in range(3)]
    for lead, value in zip(leads, (2, 3, 1), strict=True):
        body, version = {"fields": {"margin": value}}, str(fresh(lead).version)
        assert talk(house.ann).patch(f"/leads/{lead.pk}", body, If_Match=version).status_code == 200
    keys = [lead.pk for lead in leads]
    assert pages(talk, house.ann, "lead", "field.margin", 2) == [keys[2], keys[0], keys[1]]
    for order in ("field.margin", "-field.margin"):
        assert pages(talk, house.dina, "lead", order, 2) == keys


def test_a_borrower_sorts_lent_contacts_by_what_both_companies_see_alone(house: House, talk) -> None:
    make(talk, house.dina, "contact", "common", "integer")
    make(talk, house.dina, "contact", "inner", "integer", sees="sender")
    names = {"a": 2, "b": 3, "c": 1}
    lent = [
        make_contact(house.dina, name=name, fields={"common": value, "inner": value})
        for name, value in names.items()
    ]
    for contact in lent:
        house.accepted(contact=contact)
    keys = [contact.pk for contact in lent]
    assert pages(talk, house.ann, "contact", "field.common", 1) == [keys[2], keys[0], keys[1]]
    for order in ("field.inner", "-field.inner"):
        assert pages(talk, house.ann, "contact", order, 1) == keys


@pytest.mark.parametrize("subject", LISTS)
def test_an_order_that_the_reader_does_not_know_is_refused(house: House, talk, subject: str) -> None:
    make(talk, house.adm, subject, "own_secret", "integer")
    change_rights(house.dina, lead_see_deal="none")
    for order in ("field.own_secret", "-field.nothing"):
        answer = talk(house.dina).get(f"{LISTS[subject]}ordering={order}")
        assert (answer.status_code, answer.json()["code"]) == (400, "FILTER_UNKNOWN")
        assert signed_in(house.dina).get(f"{PAGES[subject]}ordering={order}").status_code == 400


def test_a_marker_of_another_order_is_refused(house: House, talk) -> None:
    make(talk, house.dina, "account", "floor", "integer")
    for number in range(2):
        row_of(house, "account", floor=number)
    cursor = talk(house.dina).get("/accounts?limit=1&ordering=field.floor").json()["next"]
    answer = talk(house.dina).get(f"/accounts?limit=1&ordering=-field.floor&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "CURSOR_INVALID")


@pytest.mark.parametrize(("kind", "value"), [("integer", 3), ("choice", "normal")])
def test_a_list_in_an_own_order_is_walked_by_the_index_of_its_facets(
    owner_url: str, house: House, talk, kind, value
) -> None:
    with psycopg.connect(
        owner_url, autocommit=True
    ) as owner:  # what other tests left is no reason for a plan
        owner.execute("VACUUM ANALYZE contacts_contact, contacts_contactfacet")
    make(talk, house.dina, "contact", "mine", kind, **({"choices": CHOICES} if kind == "choice" else {}))
    row_of(house, "contact", mine=value)
    rows, plans = Contact.objects.within_reach(house.dina, "contact.view"), []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; ANALYZE")

    def explained(execute, sql, params, many, context):
        execute(f"EXPLAIN {sql}", params, many, context)
        plans.append("\n".join(line for (line,) in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    order = own_orders.order_of("field.mine", house.dina)
    (line,) = own_lines(rows, order, (), size=1, after=None)
    with connection.execute_wrapper(explained):
        for after in (None, line):
            own_lines(rows, order, ("pk",), size=1, after=after)
    first, later = [plan for plan in plans if "Anti Join" not in plan and "facets_by_value" in plan][:2]
    parts = [part for part in (first + later).split("Limit") if "facets_by_value" in part]
    assert not any("Sort Key" in part or part.count("facets_by_value") > 1 for part in parts)
    assert re.search(r"Index Cond: .*ROW\(", later)
