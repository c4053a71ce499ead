"""Processes through the API: made as JSON and as a form, read, published, refused."""

from io import BytesIO

from django.test import Client

from leadwright.diagrams.models import Diagram
from tests.diagrams.conftest import vera
from tests.diagrams.keeping import BODY, FAULTY, LONG, SHORT, make_diagram, publish_diagram
from tests.makers import House, token_of
from tests.web.conftest import count_queries

__all__ = ["count_queries", "vera"]
AT = "/diagrams/short"


def test_a_process_is_made_redrawn_and_published(vera, talk):
    by = talk(vera)
    made = by.post("/diagrams", BODY)
    assert (made.status_code, made.json()["steps"][0]["role"]) == (201, "owner")
    assert made.headers["Location"] == f"/api/v1{AT}"
    changed = by.patch(AT, {"bpmn": LONG}, If_Match=made.headers["ETag"])
    assert [step["id"] for step in changed.json()["steps"]] == ["a", "b"]
    assert by.patch(AT, {"name": "Late"}, If_Match=made.headers["ETag"]).status_code == 409
    published = by.post(f"{AT}/publish", If_Match=changed.headers["ETag"])
    assert published.json()["versions"][0]["published_at"]


def test_a_drawing_is_brought_as_a_file(vera):
    token = {"Authorization": f"Bearer {token_of(vera)}"}
    file = BytesIO(SHORT.encode())
    file.name = "short.bpmn"
    sent = {"code": "short", "name": "Short", "bpmn": file}
    assert Client().post("/api/v1/diagrams", sent, headers=token).status_code == 201
    again = Client().post("/api/v1/diagrams", {"code": "other", "colour": "red"}, headers=token)
    assert (again.status_code, again.json()["errors"][0]["code"]) == (422, "FIELD_UNKNOWN")


def test_the_same_request_again_makes_a_single_process(vera, talk):
    answers = [talk(vera).post("/diagrams", BODY, Idempotency_Key="process-1") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Diagram.objects.filter(code="short").count() == 1


def test_the_drawing_is_handed_out_as_a_file_that_no_browser_shows(house: House, vera, talk):
    publish_diagram(vera)
    talk(vera).patch(AT, {"bpmn": LONG})
    answer = talk(house.ann).get(f"{AT}.bpmn")
    assert (answer.content.decode(), answer.headers["Content-Type"]) == (
        SHORT,
        "application/xml; charset=utf-8",
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="short.bpmn"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert talk(vera).get(f"{AT}.bpmn").content.decode() == LONG
    assert talk(vera).get(f"{AT}.bpmn?version=1").content.decode() == SHORT


def test_a_version_that_is_not_there_or_no_number_is_refused(house: House, vera, talk):
    publish_diagram(vera)
    talk(vera).patch(AT, {"bpmn": LONG})
    answers = {
        number: talk(house.ann).get(f"{AT}.bpmn?version={number}").status_code for number in ("2", "9", "x")
    }
    assert answers == {"2": 404, "9": 404, "x": 400}


def test_what_can_be_no_code_was_never_there(vera, talk):
    assert {
        talk(vera).get(f"/diagrams/{code}").status_code for code in ("%00", "A%20b", "x" * 300, "%E2%80%AE")
    } == {404}


def test_faults_are_listed_with_their_elements_and_stop_publishing(vera, talk):
    make_diagram(vera, bpmn=FAULTY)
    (fault,) = talk(vera).get(f"{AT}/faults").json()["items"]
    assert (fault["code"], fault["element"]) == ("NOBODY_IN_CHARGE", "a")
    refused = talk(vera).post(f"{AT}/publish")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/bpmn/a")


def test_a_draft_is_nobody_elses_business(house: House, vera, talk):
    make_diagram(vera)
    ann = talk(house.ann)
    assert [row["code"] for row in ann.get("/diagrams").json()["items"]] == [
        "standard-sale",
        "initial-contact",
    ]
    assert {ann.get(f"{AT}{path}").status_code for path in ("", ".bpmn", "/faults")} == {404}
    assert ann.post("/diagrams", BODY | {"code": "mine"}).status_code == 403


def test_a_retired_process_stays_in_the_list(vera, talk):
    by = talk(vera)
    by.post("/diagrams/standard-sale/retire")
    first = by.get("/diagrams").json()["items"][0]
    assert (first["code"], first["retired"], first["published"]) == ("standard-sale", True, 1)
    assert by.post("/diagrams/standard-sale/restore").json()["retired"] is False


def test_the_list_asks_as_often_for_many_as_for_few(vera, talk, count_queries):
    by = talk(vera)
    by.get("/diagrams")
    few = count_queries(lambda: by.get("/diagrams"))
    for number in range(4):
        publish_diagram(vera, code=f"short-{number}")
    assert count_queries(lambda: by.get("/diagrams")) == few


def test_a_hostile_drawing_is_refused_with_its_reason(vera, talk):
    bomb = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SHORT.partition("?>")[2]}'
    answer = talk(vera).post("/diagrams", BODY | {"bpmn": bomb})
    assert (answer.status_code, answer.json()["code"]) == (422, "DIAGRAM_UNREADABLE")
    assert "DOCTYPE" in answer.json()["errors"][0]["detail"]


def test_steps_speak_the_language_of_the_reader(vera, talk):
    steps = talk(vera).get("/diagrams/standard-sale", Accept_Language="nl").json()["steps"]
    assert steps[0]["name"] == "Eerste contact"
