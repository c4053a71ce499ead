"""Products, team, competitors, notes and own channels of a lead through the API."""

import pytest

from tests.leads.recording import a_competitor, a_product
from tests.makers import House, make_lead


def test_products_of_interest(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    at = f"/leads/{lead.pk}/products"
    made = ann.post(at, {"product": a_product().code, "notes": "in red?"})
    assert (made.status_code, made.json()["kind"], made.json()["notes"]) == (201, "goods", "in red?")
    line = f"{at}/{made.json()['id']}"
    assert ann.patch(line, {"notes": "in blue?"}).json()["notes"] == "in blue?"
    match = ann.get(f"/leads/{lead.pk}")
    assert ([row["notes"] for row in match.json()["products"]], match["ETag"]) == (["in blue?"], '"3"')
    assert ann.ask("DELETE", line).json()["items"] == []
    assert ann.ask("DELETE", line).status_code == 404


def test_team(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    at = f"/leads/{lead.pk}/team"
    made = ann.post(at, {"user": house.bob.email})
    assert (made.status_code, made.json()["email"]) == (201, house.bob.email)
    again = ann.post(at, {"user": house.bob.email})
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/user")
    assert ann.post(at, {"colleague": house.bob.email}).json()["code"] == "FIELD_UNKNOWN"
    assert ann.ask("DELETE", f"{at}/{house.bob.pk}").json()["items"] == []


def test_competitors(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    at = f"/leads/{lead.pk}/competitors"
    a_competitor("other", is_listed=False)
    assert [row["code"] for row in ann.get("/competitors").json()["items"]] == ["other"]
    listed = a_competitor().code
    assert ann.post(at, {"competitor": "other"}).status_code == 422
    assert ann.post(at, {"competitor": listed}).json()["items"][0]["code"] == "rival"
    assert [row["code"] for row in ann.get("/competitors").json()["items"]] == ["rival"]
    assert ann.ask("DELETE", f"{at}/rival").json()["items"] == []


def test_notes_come_in_pages_and_only_to_those_who_may_read_them(house: House, talk) -> None:
    lead, ann, dina = house.accepted(), talk(house.ann), talk(house.dina)
    at = f"/leads/{lead.pk}/notes"
    for number in range(3):
        assert ann.post(at, {"text": f"note {number}", "shared": number == 1}).status_code == 201
    first = ann.get(f"{at}?limit=2").json()
    assert [row["text"] for row in first["items"]] == ["note 2", "note 1"]
    assert [row["text"] for row in ann.get(f"{at}?limit=2&cursor={first['next']}").json()["items"]] == [
        "note 0"
    ]
    assert [row["text"] for row in dina.get(at).json()["items"]] == ["note 1"]
    assert ann.ask("GET", f"/leads/{lead.pk}", If_None_Match=f'"{lead.version}"').status_code == 304
    assert ann.get(f"{at}?cursor=abc").status_code == 400


@pytest.mark.parametrize("marks", ['"{version}"', 'W/"{version}"', '"999", W/"{version}"', "*"])
def test_a_reader_who_knows_a_lead_as_it_is_gets_nothing_anew_also_compressed(
    house: House, talk, marks
) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    mark = marks.format(version=lead.version)
    assert ann.get(f"/leads/{lead.pk}", If_None_Match=mark).status_code == 304
    stale = ann.get(f"/leads/{lead.pk}", If_None_Match=f'W/"{lead.version + 1}"')
    assert stale.status_code == 200


def test_the_mark_of_a_compressed_answer_is_one_that_a_change_may_name(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    headers = ann.headers | {"Accept-Encoding": "gzip"}
    mark = ann.client.get(f"/api/v1/leads/{lead.pk}", headers=headers)["ETag"]
    assert mark.startswith("W/")
    assert ann.patch(f"/leads/{lead.pk}", {"description": "Other"}, If_Match=mark).status_code == 200


def test_own_channels(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    data = ann.patch(f"/leads/{lead.pk}", {"contact_email": "jan@acme.example"}, If_Match='"1"').json()
    assert (data["contact_email"], data["email"]) == ("jan@acme.example", "jan@acme.example")
    assert data["contact"]["email"] == lead.contact.email
    wrong = ann.patch(f"/leads/{lead.pk}", {"contact_phone": "none"}, If_Match='"2"')
    assert wrong.json()["errors"][0]["pointer"] == "/contact_phone"
