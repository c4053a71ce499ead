"""Files over the API: sent as multipart, handed out as bytes, and nothing of it trusted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.files.models import File
from leadwright.files.previewing import make_previews
from leadwright.people.models import User
from tests.activities.making import log, plan
from tests.api.conftest import Talk
from tests.api.documented import check
from tests.files.attaching import TEXT, attach, in_store
from tests.intake.hostile import WORKBOOKS
from tests.makers import House, make_contact, make_lead

HTML = b"<script>alert(document.domain)</script>"


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")


def send(user: User, path: str, *files: Any, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    """Send files to an address, with fields beside them."""
    talk, address = Talk(user), f"/api/v1{path}"
    data = fields | ({"file": list(files)} if files else {})
    answer = talk.client.post(address, data, headers=talk.headers | (headers or {}))
    check("POST", address, answer)
    return answer


def sheet(name: str = "offer.txt", content: bytes = TEXT, kind: str = "text/plain") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def test_a_file_is_added_listed_read_and_handed_out(house: House) -> None:
    lead = house.accepted()
    added = send(house.ann, f"/leads/{lead.pk}/files", sheet(), shared="true")
    assert (added.status_code, added.json()["shared"], added.json()["size"]) == (201, True, len(TEXT))
    key, talk = added.json()["id"], Talk(house.dina)
    assert added.headers["Location"] == f"/api/v1/files/{key}"
    assert talk.get(f"/leads/{lead.pk}/files").json()["items"] == [added.json()]
    assert talk.get(f"/files/{key}").json() == added.json()
    assert b"".join(talk.get(f"/files/{key}/content").streaming_content) == TEXT


@pytest.mark.asvs("3.2.1", "5.4.1", "5.4.2")
@pytest.mark.parametrize("name", ["page.html", "picture.svg", '";malicious.bat', "prijs €.xml"])
def test_what_is_handed_out_runs_nowhere(house: House, name: str) -> None:
    file = attach(make_lead(house.ann), house.ann, name, HTML)
    answer = Talk(house.ann).get(f"/files/{file.pk}/content", Accept_Encoding="gzip")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Length"] == str(len(HTML))
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer.streaming_content) == HTML


def test_a_contact_has_files_and_they_are_deleted(house: House, django_capture_on_commit_callbacks) -> None:
    contact = make_contact(house.ann)
    key = send(house.ann, f"/contacts/{contact.pk}/files", sheet()).json()["id"]
    talk = Talk(house.ann)
    assert [row["id"] for row in talk.get(f"/contacts/{contact.pk}/files").json()["items"]] == [key]
    with django_capture_on_commit_callbacks(execute=True):
        assert talk.ask("DELETE", f"/files/{key}").status_code == 204
    assert (talk.get(f"/files/{key}").status_code, in_store()) == (404, {})


def test_an_activity_has_files_and_a_closed_one_keeps_them(house: House) -> None:
    talk, call, visit = Talk(house.ann), log(None, house.ann), plan(None, house.ann)
    keys = {
        row.pk: send(house.ann, f"/activities/{row.pk}/files", sheet()).json()["id"] for row in (call, visit)
    }
    (listed,) = talk.get(f"/activities/{call.pk}/files").json()["items"]
    assert (listed["id"], listed["about"]) == (keys[call.pk], {"kind": "activity", "id": call.pk})
    assert talk.ask("DELETE", f"/files/{keys[visit.pk]}").status_code == 204
    no = talk.ask("DELETE", f"/files/{keys[call.pk]}")
    assert (no.status_code, no.json()["code"]) == (409, "ACTIVITY_CLOSED")


def test_files_of_an_activity_ask_for_its_reach_and_know_no_sharing_of_their_own(house: House) -> None:
    own, foreign = log(None, house.ann), log(None, house.cas)
    for key in (foreign.pk, 999_999):
        assert send(house.ann, f"/activities/{key}/files", sheet()).status_code == 404
        assert Talk(house.ann).get(f"/activities/{key}/files").status_code == 404
    no = send(house.ann, f"/activities/{own.pk}/files", sheet(), shared="true")
    assert [(row["code"], row["pointer"]) for row in no.json()["errors"]] == [("FIELD_UNKNOWN", "/shared")]
    key = {"Idempotency-Key": "photo"}
    first, again = (send(house.ann, f"/activities/{own.pk}/files", sheet(), headers=key) for _ in range(2))
    assert (first.json(), File.objects.count()) == (again.json(), 1)


def test_a_file_of_another_company_never_was(house: House) -> None:
    file = attach(make_lead(house.cas), house.cas, shared=True)
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        foreign, absent = (Talk(house.ann).ask(method, f"/files/{key}{path}") for key in (file.pk, 999_999))
        assert (foreign.status_code, foreign.json()["detail"]) == (404, absent.json()["detail"])
    assert File.objects.count() == 1


@pytest.mark.asvs("5.2.1")
def test_a_file_that_is_too_large_is_refused_and_nothing_is_kept(house: House, settings) -> None:
    settings.FILE_LIMIT = 10_000
    lead = make_lead(house.ann)
    for size in (10_001, 200_000):
        answer = send(house.ann, f"/leads/{lead.pk}/files", sheet(content=b"x" * size))
        assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    assert (in_store(), File.objects.count()) == ({}, 0)


def test_a_body_that_is_larger_than_any_file_is_refused_before_it_is_read(house: House) -> None:
    talk, lead = Talk(house.ann), make_lead(house.ann)
    kind, length = "multipart/form-data; boundary=x", str(2 * 2**30)
    address = f"/api/v1/leads/{lead.pk}/files"
    answer = talk.client.generic("POST", address, b"x", kind, headers=talk.headers, CONTENT_LENGTH=length)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_a_company_that_is_full_is_told(house: House, settings) -> None:
    settings.STORE_QUOTA = 10
    answer = send(house.ann, f"/leads/{make_lead(house.ann).pk}/files", sheet())
    assert (answer.status_code, answer.json()["code"], in_store()) == (413, "QUOTA_EXCEEDED", {})


def test_what_is_no_file_is_refused_by_its_field(house: House) -> None:
    path = f"/leads/{make_lead(house.ann).pk}/files"
    cases = [
        (send(house.ann, path), "FIELD_REQUIRED", "/file"),
        (send(house.ann, path, file="a text"), "FIELD_INVALID", "/file"),
        (send(house.ann, path, sheet(), sheet()), "FIELD_INVALID", "/file"),
        (send(house.ann, path, sheet(), shared="perhaps"), "FIELD_INVALID", "/shared"),
        (send(house.ann, path, sheet(), name="x"), "FIELD_UNKNOWN", "/name"),
        (send(house.ann, path, sheet(content=b"")), "FIELD_INVALID", "/file"),
        (send(house.ann, path, sheet("x" * 250)), "FIELD_INVALID", "/file"),
    ]
    for answer, code, pointer in cases:
        (fault,) = answer.json()["errors"]
        assert (answer.status_code, fault["code"], fault["pointer"]) == (422, code, pointer)
    assert in_store() == {}


def test_a_body_that_cannot_be_told_apart_is_malformed(house: House) -> None:
    talk, address = Talk(house.ann), f"/api/v1/leads/{make_lead(house.ann).pk}/files"
    for kind, body in (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n" * 20_000),
    ):
        answer = talk.client.generic("POST", address, body, kind, headers=talk.headers)
        assert answer.status_code in (400, 422), answer.content
    assert talk.post(f"/leads/{make_lead(house.ann).pk}/files", {}).status_code == 415


def test_many_parts_are_refused(house: House) -> None:
    answer = send(
        house.ann, f"/leads/{make_lead(house.ann).pk}/files", **{f"part{n}": "x" for n in range(20_000)}
    )
    assert (answer.status_code, in_store()) == (400, {})


def test_the_same_key_adds_a_file_once_and_another_file_is_refused(house: House) -> None:
    path, key = f"/leads/{make_lead(house.ann).pk}/files", {"Idempotency-Key": "one"}
    first, again = (send(house.ann, path, sheet(), headers=key) for _ in range(2))
    assert (first.json(), again.status_code) == (again.json(), 201)
    other = send(house.ann, path, sheet(content=b"another"), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "KEY_REUSED")
    assert len(in_store()) == File.objects.count() == 1


def test_a_body_that_is_gone_is_told(house: House, store) -> None:
    file = attach(make_lead(house.ann), house.ann)
    File.objects.update(key="00/gone")
    answer = Talk(house.ann).get(f"/files/{file.pk}/content")
    assert (answer.status_code, "not in the store" in answer.json()["detail"]) == (404, True)


def test_the_history_names_a_file_to_its_own_side(house: House) -> None:
    lead = house.accepted()
    attach(lead, house.ann, "secret.txt")
    texts = [str(Talk(user).get(f"/leads/{lead.pk}/history").json()) for user in (house.ann, house.dina)]
    assert ["secret.txt" in text for text in texts] == [True, False]


def test_a_list_of_files_asks_the_same_however_long_it_is(
    house: House, django_assert_max_num_queries
) -> None:
    lead = make_lead(house.ann)
    for number in range(12):
        attach(lead, house.ann, f"{number}.txt")
    with django_assert_max_num_queries(12):
        page = Talk(house.ann).get(f"/leads/{lead.pk}/files?limit=5").json()
    rest = Talk(house.ann).get(f"/leads/{lead.pk}/files?limit=50&cursor={page['next']}").json()
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (5, 7, None)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_hostile_file_is_kept_as_it_is_and_drawn_by_nobody(house: House, kind: str) -> None:
    content, lead = WORKBOOKS[kind](), house.accepted()
    added = send(house.ann, f"/leads/{lead.pk}/files", sheet("x.xlsx", content, "application/octet-stream"))
    assert (added.status_code, make_previews(limit=1)) == (201, 0)
    answer = Talk(house.ann).get(f"/files/{added.json()['id']}/content")
    assert b"".join(answer.streaming_content) == content
