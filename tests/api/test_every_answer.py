"""Whatever goes wrong under /api/ is a problem in JSON; HEAD and OPTIONS are answered everywhere."""

import pytest
from django.test import Client, override_settings

from leadwright.api.main import api
from leadwright.api.routes import lookups
from tests.api.test_parameters import at
from tests.makers import House, make_lead
from tests.sheets import text_of

PATHS = api.get_openapi_schema()["paths"]


def told(answer) -> tuple[int, str]:
    """Return status and code of a problem, which looks like one."""
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], len(problem["trace_id"])) == (answer.status_code, 32)
    return answer.status_code, problem["code"]


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/leads", "/api/v1/leads/"]
)
def test_an_address_that_is_not_there_is_a_problem(house: House, client, path):
    assert told(client.get(path)) == (404, "NOT_FOUND")


def test_another_method_is_a_problem_that_names_those_that_fit(house: House, talk):
    answer = talk(house.ann).ask("PUT", "/leads", {})
    assert told(answer) == (405, "METHOD_NOT_ALLOWED")
    assert answer["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 6 * 1024 * 1024])
def test_a_body_that_is_too_large_is_a_problem_whoever_stops_it(house: House, talk, size):
    answer = talk(house.ann).post("/leads", '{"a":"' + "x" * size + '"}')
    assert told(answer) == (413, "TOO_LARGE")


@override_settings(ALLOWED_HOSTS=["example.org"])
def test_a_foreign_host_is_a_problem(house: House, client):
    assert told(client.get("/api/v1/health", headers={"Host": "evil.example"})) == (400, "MALFORMED")


def test_a_fault_of_ours_is_a_problem_without_a_word_of_the_code(house: House, talk, monkeypatch):
    monkeypatch.setattr(lookups, "offered_levels", lambda scale: 1 / 0)
    ann = talk(house.ann)
    ann.client.raise_request_exception = False
    answer = ann.get("/levels")
    assert told(answer) == (500, "FAILED")
    assert answer.json()["trace_id"] in answer.json()["detail"]
    assert "division" not in answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_that_is_no_json_is_refused_by_its_kind(house: House, talk, kind):
    ann = talk(house.ann)
    answer = ann.client.generic(
        "POST", "/api/v1/contacts", '{"name":"X"}', content_type=kind, headers=ann.headers
    )
    assert told(answer) == (415, "NOT_JSON")


@pytest.mark.parametrize("path", [path for path, methods in PATHS.items() if "get" in methods])
def test_head_tells_the_headers_of_get_and_no_body(house: House, talk, path):
    ann, address = talk(house.ann), at(path, make_lead(house.ann).pk)
    got, head = ann.get(address), ann.ask("HEAD", address)
    assert (head.status_code, text_of(head)) == (got.status_code, "")
    for name in ("Content-Type", "ETag", "Allow", "Cache-Control"):
        assert head.headers.get(name) == got.headers.get(name), name
    assert got.streaming or abs(int(head["Content-Length"]) - len(got.content)) <= 12


@pytest.mark.parametrize("path", PATHS)
def test_options_tells_the_methods_and_asks_for_no_token(house: House, path):
    answer = Client().options("/api/v1" + at(path, 1))
    methods = {method.upper() for method in PATHS[path]} | {"OPTIONS"}
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer["Allow"].split(", ")) == methods | ({"HEAD"} if "GET" in methods else set())


def test_options_of_an_address_that_is_not_there_is_a_problem(house: House, client):
    assert told(client.options("/api/v1/nothing")) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('{"name":"A","name":"B"}', "“name”"),
        ('{"emails":[{"address":"a","address":"b"}]}', "“address”"),
        ('{"n\\u0061me":"A","name":"A"}', "“name”"),
        ("[" * 100_000, ""),
        ('{"a":' * 900 + "1" + "}" * 900, "deep"),
        ('{"a":NaN}', ""),
        ('{"a":-Infinity}', ""),
        ('{"a":1e400}', ""),
        ('{"a":"\\ud800"}', ""),
        ("\ufeff{}", ""),
        ("{} {}", ""),
    ],
)
def test_json_that_could_be_read_in_two_senses_is_malformed(house: House, talk, body, word):
    answer = talk(house.ann).post("/contacts", body)
    assert told(answer) == (400, "MALFORMED")
    assert word in answer.json()["detail"]


def test_a_number_of_thousands_of_digits_is_refused_at_its_field(house: House, talk):
    answer = talk(house.ann).post(
        "/contacts", '{"kind":"company","name":"A","email":"a@b.example","company":' + "9" * 300 + "}"
    )
    assert told(answer)[0] == 422


def test_many_names_in_one_object_are_read_in_time_that_grows_with_their_number(house: House, talk):
    body = "{" + ",".join(f'"n{number}":1' for number in range(60_000)) + "}"
    assert told(talk(house.ann).post("/contacts", body)) == (422, "FIELD_UNKNOWN")
