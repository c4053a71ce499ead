"""Parameters of the API: what the document does not name for an operation is refused by it, everywhere alike."""

import re

import pytest

from leadwright.accounts.actions import open_account
from leadwright.api.main import api
from leadwright.leads.models import Lead
from tests.accounts.converting import DATA
from tests.makers import NOON, House, make_contact, make_lead

OPERATIONS = [
    (method.upper(), path, {row["name"] for row in operation.get("parameters", ()) if row["in"] == "query"})
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
]
IDS = [f"{method} {path}" for method, path, _names in OPERATIONS]
CONTACT_ORDERS = ("name", "-name", "created", "-created", "updated", "-updated")
# Stands for a parameter for each own field: `field.key`.
OWN_FIELDS = "field"
LISTS = ("/leads", "/contacts", "/accounts", "/privacy/receipts")


def at(path: str, key: object) -> str:
    """Return the address of an operation below /api/v1."""
    return re.sub(r"\{\w+\}", str(key), path).removeprefix("/api/v1")


def fault(answer) -> tuple[int, str, str]:
    """Return what an answer is refused for."""
    problem = answer.json()
    return answer.status_code, problem["code"], problem["errors"][0]["pointer"]


@pytest.mark.parametrize(("method", "path", "names"), OPERATIONS, ids=IDS)
def test_no_operation_takes_a_parameter_that_it_does_not_name(house: House, talk, method, path, names):
    assert "strange" not in names
    lead = make_lead(house.ann)
    answer = talk(house.ann).ask(method, f"{at(path, lead.pk)}?strange=1", {})
    assert fault(answer) == (400, "FILTER_UNKNOWN", "/strange")
    assert "strange" in answer.json()["detail"]
    assert Lead.objects.get(pk=lead.pk).version == lead.version


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for method, path, names in OPERATIONS for name in sorted(names - {OWN_FIELDS})],
)
def test_no_parameter_is_taken_twice_or_with_a_zero_byte(house: House, talk, path, name):
    address = at(path, make_lead(house.ann).pk)
    twice = talk(house.ann).get(f"{address}?{name}=1&{name}=1")
    zero = talk(house.ann).get(f"{address}?{name}=%00")
    assert fault(twice) == fault(zero) == (400, "FIELD_INVALID", f"/{name}")


def test_who_is_not_signed_in_learns_nothing_of_parameters(house: House, talk):
    assert talk(None).get("/leads?strange=1").status_code == 401


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", ["0", "201", "-1", "ten", "1.5", "٣", "9" * 30])
def test_a_page_has_from_1_to_200_lines(house: House, talk, path, limit):
    answer = talk(house.adm).get(f"{path}?limit={limit}")
    assert fault(answer) == (400, "FIELD_INVALID", "/limit")


@pytest.mark.parametrize(
    ("query", "code", "name"),
    [
        ("/leads?count=yes", "FIELD_INVALID", "count"),
        ("/leads?ordering=colour", "FILTER_UNKNOWN", "ordering"),
        (f"/accounts?q={'x' * 401}", "FIELD_INVALID", "q"),
        ("/leads?cursor=!!", "CURSOR_INVALID", "cursor"),
        ("/contacts?email=x", "FILTER_UNKNOWN", "email"),
        ("/contacts?country=ZZ", "FIELD_INVALID", "country"),
        ("/contacts?customer=perhaps", "FIELD_INVALID", "customer"),
        ("/contacts?kind=robot", "FIELD_INVALID", "kind"),
        ("/contacts?group=none", "FIELD_INVALID", "group"),
        ("/contacts?ordering=password", "FILTER_UNKNOWN", "ordering"),
        ("/accounts?ordering=password", "FILTER_UNKNOWN", "ordering"),
    ],
)
def test_what_is_not_offered_is_refused_by_its_name(house: House, talk, query, code, name):
    assert fault(talk(house.ann).get(query)) == (400, code, f"/{name}")


def test_several_wrong_parameters_are_named_at_once(house: House, talk):
    errors = talk(house.ann).get("/leads?owner=ghost&state=DEAD").json()["errors"]
    assert [error["pointer"] for error in errors] == ["/owner", "/state"]


def test_contacts_are_narrowed_by_the_filters_of_the_page(house: House, talk):
    zoe = make_contact(house.ann, kind="person", name="Zoé", country="FR", blocked=True)
    make_contact(house.ann, name="Acme", country="BE")
    for query in ("kind=person", "country=FR", "country=fr,DE", "blocked=true", "q=zoe&kind=person"):
        items = talk(house.ann).get(f"/contacts?{query}").json()["items"]
        assert [item["id"] for item in items] == [zoe.pk], query
    assert len(talk(house.ann).get("/contacts?customer=false").json()["items"]) == 2


@pytest.mark.parametrize(
    ("path", "key", "order"),
    [
        *(("/contacts", "id", order) for order in CONTACT_ORDERS),
        *(("/accounts", "number", order) for order in ("name", "-name")),
    ],
)
def test_each_order_of_the_other_lists_pages_without_gap_or_repeat(house: House, talk, path, key, order):
    for number in range(5):
        contact = make_contact(house.ann, name=f"Customer {number}")
        open_account(contact.pk, DATA, by=house.ann, at=NOON)
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = talk(house.ann).get(f"{path}?limit=2&ordering={order}&cursor={cursor}").json()
        seen, cursor = seen + [item[key] for item in page["items"]], page["next"]
    assert seen == sorted(set(seen), reverse=order.startswith("-"))
    assert len(seen) == 5


def test_one_act_is_done_with_all_that_fit_a_filter(house: House, talk):
    ours = [make_lead(house.ann, source="showroom") for _number in range(2)]
    left = make_lead(house.ann)
    body = {"verb": "cancel", "filter": {"source": ["showroom"], "state": "PENDING", "owner": "me"}}
    answer = talk(house.ann).post("/leads/bulk", body).json()
    assert [result["number"] for result in answer["results"]] == [lead.pk for lead in ours]
    assert answer["done"] == 2
    assert Lead.objects.get(pk=left.pk).state == "PENDING"
    assert talk(house.ann).post("/leads/bulk", body).json() == {"done": 0, "refused": 0, "results": []}


@pytest.mark.parametrize(
    ("filters", "status", "pointer"),
    [
        ({"colour": "red"}, 400, "/filter/colour"),
        ({"state": "DEAD"}, 422, "/filter/state"),
        ({"state": {"a": 1}}, 422, "/filter/state"),
        ({"state": None}, 422, "/filter/state"),
        ([], 422, "/filter"),
        ("state", 422, "/filter"),
    ],
)
def test_a_wrong_filter_of_an_act_is_named_and_nothing_is_done(house: House, talk, filters, status, pointer):
    lead = make_lead(house.ann)
    answer = talk(house.ann).post("/leads/bulk", {"verb": "cancel", "filter": filters})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer)
    assert Lead.objects.get(pk=lead.pk).state == "PENDING"


def test_an_act_takes_either_leads_or_a_filter(house: House, talk):
    body = {"verb": "cancel", "leads": [make_lead(house.ann).pk], "filter": {"owner": "me"}}
    answer = talk(house.ann).post("/leads/bulk", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/leads")


def test_the_document_is_plain_json_and_tells_the_words_of_each_filter(house: House, talk):
    document = talk(house.ann).get("/openapi.json").json()
    parameters = document["paths"]["/api/v1/leads"]["get"]["parameters"]
    assert [row["name"] for row in parameters if not row.get("description")] == ["ordering", "limit", "count"]


def test_the_document_is_made_once_for_each_language_and_read_in_the_own(house: House, talk):
    first = talk(house.ann).get("/openapi.json").content
    type(house.nina).objects.filter(pk=house.nina.pk).update(language="nl")
    house.nina.refresh_from_db()
    dutch = talk(house.nina).get("/openapi.json").content
    assert b"one or more, with commas" in first
    assert b"one or more, with commas" not in dutch
    assert talk(house.ann).get("/openapi.json").content == first
    assert api.get_openapi_schema() is api.get_openapi_schema()
