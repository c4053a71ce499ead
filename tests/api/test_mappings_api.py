"""Mappings over the API: listed, saved, changed, handed out as TOML and removed."""

import pytest

from leadwright.intake.mapping_reading import mapping_in
from leadwright.intake.recognising import shipped_by_code
from tests.intake.test_saving import DEFINITION
from tests.makers import make_user


@pytest.fixture
def mappings(house, talk):
    """Return the API as whoever imports leads uses it."""
    return talk(house.dina)


def test_a_mapping_is_saved_read_changed_and_removed(mappings):
    sent = {"name": "Ours", "definition": DEFINITION}
    made = mappings.post("/mappings", sent)
    address = f"/mappings/{made.json()['id']}"
    assert (made.status_code, made["Location"]) == (201, f"/api/v1{address}")
    assert mappings.get(address).json()["definition"]["fields"]["key"] == {"column": "Id"}
    changed = mappings.patch(address, {"is_shared": True}).json()
    assert (changed["whose"], changed["is_shared"], changed["version"]) == ("own", True, 2)
    assert mappings.delete(address).status_code == 204
    assert mappings.get(address).status_code == 404


def test_the_list_holds_own_shared_and_shipped_ones_page_by_page(mappings, house, talk):
    colleague = talk(make_user("importer", unit=house.dina.unit, profile="lead-distributor"))
    colleague.post("/mappings", {"name": "B shared", "definition": DEFINITION, "is_shared": True})
    colleague.post("/mappings", {"name": "C of his own", "definition": DEFINITION})
    mappings.post("/mappings", {"name": "A own", "definition": DEFINITION})
    rows, address = [], "/mappings?limit=2"
    while address:
        answer = mappings.get(address).json()
        assert 0 < len(answer["items"]) <= 2
        rows += answer["items"]
        address = answer["next"] and f"/mappings?limit=2&cursor={answer['next']}"
    assert [(row["name"], row["whose"]) for row in rows[:2]] == [("A own", "own"), ("B shared", "shared")]
    assert [row["code"] for row in rows[2:]] == list(shipped_by_code())


def test_a_mapping_is_handed_out_as_the_command_line_takes_it(mappings):
    made = mappings.post("/mappings", {"name": "Ours", "definition": DEFINITION}).json()
    answer = mappings.get(f"/mappings/{made['id']}.toml")
    assert answer["Content-Type"] == "application/toml; charset=utf-8"
    assert mapping_in(answer.content.decode()).fields["key"].columns == ("Id",)


def test_a_shipped_mapping_is_read_by_its_code(mappings):
    answer = mappings.get("/mappings/hubspot-deals").json()
    assert (answer["whose"], answer["source"], answer["definition"]["partial"]) == (
        "shipped",
        "HubSpot",
        True,
    )
    text = mappings.get("/mappings/hubspot-deals.toml").content.decode()
    assert mapping_in(text) == shipped_by_code()["hubspot-deals"]
    assert mappings.get("/mappings/nothing-like-it").status_code == 404


def test_a_cursor_of_another_list_is_refused(mappings):
    assert mappings.get("/mappings?cursor=made-up").json()["code"] == "CURSOR_INVALID"


def test_whoever_may_not_import_sees_no_mapping(house, talk):
    assert talk(house.nina).get("/mappings").status_code == 403
    assert talk(house.nina).get("/mappings/hubspot-deals").status_code == 403


def test_the_list_takes_as_many_queries_for_many_mappings_as_for_few(mappings, django_assert_max_num_queries):
    for number in range(12):
        mappings.post("/mappings", {"name": f"Ours {number}", "definition": DEFINITION})
    with django_assert_max_num_queries(12):
        assert len(mappings.get("/mappings").json()["items"]) > 12
