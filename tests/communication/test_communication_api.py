"""Communicating through the API: write, read page by page, and keep templates."""

from leadwright.communication.models import Communication
from tests.communication.saying import make_template, say
from tests.makers import House, change_rights

HELLO = {"medium": "email", "subject": "Hello", "body": "Dear #contact_name"}
TEMPLATE = {"code": "hello", "label": "Hello", "medium": "email", "texts": {"en": {"body": "Hi"}}}


def test_a_mail_is_written_read_and_followed(house: House, lead, talk) -> None:
    ann = talk(house.ann)
    made = ann.post(f"/leads/{lead.pk}/communicate", HELLO)
    assert (made.status_code, made.json()["text"]) == (201, "Dear Eva Janssens")
    assert (made.json()["delivery"], made.json()["by"]) == ("WAITING", house.ann.email)
    listed = ann.get(f"/leads/{lead.pk}/communications").json()
    assert [row["id"] for row in listed["items"]] == [made.json()["id"]]


def test_the_same_request_again_writes_once(house: House, lead, talk) -> None:
    ann = talk(house.ann)
    for _time in range(2):
        answer = ann.post(f"/leads/{lead.pk}/communicate", HELLO, Idempotency_Key="mail-1")
        assert answer.status_code == 201
    assert Communication.objects.count() == 1


def test_refusals_have_their_status_and_name_their_field(house: House, lead, talk) -> None:
    ann, at = talk(house.ann), f"/leads/{lead.pk}/communicate"
    lead.contact.emails.all().delete()
    type(lead.contact).objects.filter(pk=lead.contact_id).update(email="")
    answers = {
        "ADDRESS_MISSING": ann.post(at, HELLO),
        "FIELD_UNKNOWN": ann.post(at, HELLO | {"colour": "red"}),
        "TAG_UNKNOWN": ann.post(at, HELLO | {"body": "#nobody"}),
    }
    assert {code: (row.status_code, row.json()["code"]) for code, row in answers.items()} == {
        code: (422, code) for code in answers
    }
    marketing = {"medium": "letter", "body": "x", "marketing": True, "sender": "dealer", "purpose": "events"}
    refused = ann.post(at, marketing)
    assert (refused.status_code, refused.json()["code"]) == (409, "OPT_IN_MISSING")


def test_communications_come_page_by_page_newest_first(house: House, lead, talk) -> None:
    rows = [say(lead, house.ann, f"mail {number}") for number in range(3)]
    ann, at = talk(house.ann), f"/leads/{lead.pk}/communications"
    first = ann.get(f"{at}?limit=2").json()
    second = ann.get(f"{at}?limit=2&cursor={first['next']}").json()
    ids = [row["id"] for row in (*first["items"], *second["items"])]
    assert (ids, second["next"]) == ([row.pk for row in reversed(rows)], None)


def test_a_list_asks_as_often_for_many_as_for_few(house: House, lead, talk, count_queries) -> None:
    ann, at = talk(house.ann), f"/leads/{lead.pk}/communications"
    template = make_template(house.adm)
    say(lead, house.ann, template=template.pk)
    ann.get(at)
    few = count_queries(lambda: ann.get(at))
    for _time in range(5):
        say(lead, house.ann, template=template.pk)
    assert count_queries(lambda: ann.get(at)) == few


def test_tags_and_media_are_listed_for_those_who_write(house: House, talk) -> None:
    ann, nina = talk(house.ann), talk(house.nina)
    assert "contact_name" in [row["name"] for row in ann.get("/tags").json()["items"]]
    assert [row["code"] for row in ann.get("/media").json()["items"]][:2] == ["email", "sms"]
    for path in ("/tags", "/media", "/templates"):
        assert nina.get(path).status_code == 403


def test_templates_are_made_changed_and_retired(house: House, talk) -> None:
    adm = talk(house.adm)
    made = adm.post("/templates", TEMPLATE | {"own": True, "units": [house.u1.pk]})
    assert (made.status_code, made.json()["organisation"]) == (201, house.partner.pk)
    at = made.headers["Location"].removeprefix("/api/v1")
    changed = adm.patch(at, {"effective_from": "2026-04-01"}, If_Match=made.headers["ETag"])
    assert (changed.status_code, changed.json()["effective_from"]) == (200, "2026-04-01")
    assert adm.patch(at, {"order": 2}, If_Match=made.headers["ETag"]).status_code == 409
    assert adm.post(f"{at}/retire").json()["retired"] is True
    assert adm.patch(at, {"order": 2}).json()["code"] == "TEMPLATE_RETIRED"


def test_templates_for_all_are_for_configurators(house: House, talk) -> None:
    assert talk(house.adm).post("/templates", TEMPLATE).status_code == 403
    change_rights(house.dina, configuration_edit="all")
    made = talk(house.dina).post("/templates", TEMPLATE)
    assert (made.status_code, made.json()["organisation"]) == (201, None)
    assert talk(house.ann).get(f"/templates/{made.json()['id']}").status_code == 200
