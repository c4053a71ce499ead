"""A contact is found by what somebody types: a misspelt name, a channel in any writing, a number."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.actions import lend_only
from leadwright.contacts.finding import find_contacts
from tests.api.conftest import Talk
from tests.makers import make_contact, make_group, make_unit, make_user


@pytest.fixture
def jan(house):
    """Return somebody with a channel and number of each kind, among others."""
    for name in ("Els Wouters", "Johan Pieters", "Marie Vermeulen"):
        make_contact(house.ann, kind="person", name=name, email=f"{name.split()[0]}@other.example")
    return make_contact(
        house.ann,
        kind="person",
        name="Jan Peeters",
        emails=["jan.peeters@shop.example", "second@home.example"],
        phone="+32470112233",
        vat_number="BE0403170701",
    )


def first(text, by):
    names = [row.name for row in find_contacts(text, by=by, limit=10)]
    return names[0] if names else None


@pytest.mark.parametrize(
    "text",
    [
        "Jan Peeters",
        "peeters",
        "PEETERS jan",
        "pee",
        "jan pee",
        "Petres",
        "Jan Petres",
        "Jna Peters",
        "peetesr jan",
        "jan.peeters@shop.example",
        "SECOND@home.example",
        "jan.peeters+news@shop.example",
        "0470 11 22 33",
        "+32 (0)470/11.22.33",
        "0032470112233",
        "0403.170.701",
        "BE 0403 170 701",
        "shop.example",
    ],
)
def test_somebody_is_found_first(house, jan, text):
    assert first(text, house.ann) == "Jan Peeters"


def test_a_contact_is_found_by_its_own_number(house, jan):
    assert first(str(jan.pk), house.ann) == first(f"#{jan.pk}", house.ann) == "Jan Peeters"


def test_the_name_that_is_written_so_comes_before_one_that_is_nearly_so(house, jan):
    make_contact(house.ann, kind="person", name="Jan Peters", email="p@x.example")
    assert [row.name for row in find_contacts("Jan Peters", by=house.ann, limit=2)] == [
        "Jan Peters",
        "Jan Peeters",
    ]


def test_a_name_of_several_words_is_found_written_as_one(house):
    make_contact(house.ann, kind="person", name="An Van den Berg", email="an@x.example")
    assert first("Vandenberg", house.ann) == first("an vanden berg", house.ann) == "An Van den Berg"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00",
        "!!! ... ---",
        "🙂🙂🙂",
        "\ud800",
        "%",
        "' OR 1=1 --",
        "9" * 18,
        "9" * 100_000,
        "x" * 100_000,
        "x " * 50_000,
        "@" * 100_000,
        "(" * 100_000,
        "1-" * 50_000,
        "a@" * 50_000,
        "%(own)s {alike}",
    ],
)
def test_nothing_that_is_typed_breaks_it_or_takes_long(house, jan, text):
    begin = time.perf_counter()
    assert find_contacts(text, by=house.ann, limit=10) == []
    assert time.perf_counter() - begin < 5


def test_only_what_is_within_reach_is_found(house):
    foreign = make_contact(house.cas, kind="person", name="Jan Peeters", email="jan@x.example")
    lent = make_contact(house.dina, kind="person", name="Jan Peters", email="jan@x.example")
    secret = make_contact(house.ann, name="Jan Petersen", email="jan@x.example", access_group=house.group.pk)
    lend_only([lent], organisation_id=house.partner.pk, lead=1)
    other = make_user(unit=make_unit(make_group(house.partner)))
    for text in ("jan peters", "jan@x.example"):
        assert {row.pk for row in find_contacts(text, by=house.ann, limit=10)} == {lent.pk, secret.pk}
        assert {row.pk for row in find_contacts(text, by=other, limit=10)} == {lent.pk}
    assert find_contacts(str(foreign.pk), by=house.ann, limit=10) == []


def test_a_search_takes_the_same_queries_whatever_it_finds(house, jan):
    counts = set()
    find_contacts("somebody", by=house.ann, limit=10)
    for text in ("jan peeters", "peters jna"):
        with CaptureQueriesContext(connection) as queries:
            assert find_contacts(text, by=house.ann, limit=10)
        counts.add(len(queries))
    assert len(counts) == 1
    assert counts.pop() <= 8


def test_the_api_searches_so_and_walks_the_whole_list_in_pages(house, jan):
    talk = Talk(house.ann)
    page = talk.get("/contacts?q=petres%20jan").json()
    assert (page["items"][0]["id"], page["next"]) == (jan.pk, None)
    begin = talk.get("/contacts?limit=2").json()
    rest = talk.get(f"/contacts?limit=2&cursor={begin['next']}").json()
    assert len({row["id"] for row in begin["items"] + rest["items"]}) == 4


def test_the_api_tells_likely_duplicates(house, jan):
    answer = Talk(house.ann).post("/contacts/duplicates", {"name": "Jan Petres", "phone": "0470112233"})
    [item] = answer.json()["items"]
    assert (item["contact"]["id"], item["probability"] > 0.99) == (jan.pk, True)
    assert {"code": "same_phone", "detail": "same telephone number"} in item["reasons"]


@pytest.mark.parametrize("body", [{"name": []}, {"emails": "x"}, {"birth_date": 7}, {"strange": 1}])
def test_the_api_names_the_field_that_cannot_be_compared(house, body):
    answer = Talk(house.ann).post("/contacts/duplicates", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(body))}"
