"""Mails over the API: lists, one with all it says, its bytes, and what is done with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.mails.models import Mail
from tests.api.conftest import Talk
from tests.inbox.writing import calendar_answer, raw
from tests.mails.arriving import arrive, mailed
from tests.makers import make_contact, make_lead


@pytest.fixture
def ann(house) -> Talk:
    return Talk(house.ann)


def ids(talk: Talk, query: str) -> list[int]:
    answer = talk.get(f"/mails?{query}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["items"]]


def test_lists_are_narrowed_by_lead_kind_and_what_waits(house, ann):
    lead = make_lead(house.ann, contact=make_contact(house.ann, email="jan@customer.example"))
    of_lead = mailed(organisation="Partner P")
    waiting = mailed(calendar_answer(From="els@other.example"), organisation="Partner P")
    mailed(raw("for the vendor"))
    assert ids(ann, f"lead=L-{lead.pk}") == ids(ann, f"lead={lead.pk}&kind=mail") == [of_lead.pk]
    assert ids(ann, "without_lead=true") == ids(ann, "kind=calendar_answer") == [waiting.pk]
    assert ids(ann, "") == [waiting.pk, of_lead.pk]
    assert ids(ann, "put_aside=true") == ids(ann, f"lead={make_lead(house.cas).pk}") == []


@pytest.mark.parametrize(
    "query", ["kind=letter", "lead=abc", "lead=1&without_lead=true", "without_lead=perhaps"]
)
def test_a_parameter_that_does_not_fit_is_refused(ann, query):
    assert ann.get(f"/mails?{query}").status_code == 400


def test_a_list_goes_on_where_it_ended(house, ann):
    mails = [mailed(raw(f"mail {n}"), organisation="Partner P").pk for n in range(3)]
    first = ann.get("/mails?limit=2").json()
    second = ann.get(f"/mails?limit=2&cursor={first['next']}").json()
    assert [row["id"] for row in first["items"] + second["items"]] == mails[::-1]
    assert second["next"] is None


def test_one_mail_says_all_and_what_may_be_done_with_it(house, ann):
    mail = mailed(raw("Yes.\n\nOn Monday, Ann wrote:\n> Ten?"), organisation="Partner P")
    data = ann.get(f"/mails/{mail.pk}").json()
    assert (data["text"], data["quoted"], data["from"]) == ("Yes.", mail.quoted, "jan@customer.example")
    assert {row["action"]: row["allowed"] for row in data["allowed_actions"]} == {
        "attach": True,
        "make_lead": True,
        "put_aside": True,
        "share": False,
    }


def test_the_original_is_handed_out_byte_for_byte_as_long_as_it_is_kept(house, ann):
    content = raw("caf\u00e9 \x00")
    mail = mailed(content, organisation="Partner P")
    answer = ann.get(f"/mails/{mail.pk}/original")
    assert (answer.content, answer["Content-Type"]) == (content, "message/rfc822")
    assert answer["Content-Disposition"] == f'attachment; filename="mail-{mail.pk}.eml"'
    mail.arrival.delete()
    assert ann.get(f"/mails/{mail.pk}/original").status_code == 410


def test_a_mail_is_filed_put_aside_and_shared(house, ann):
    lead = house.accepted()
    mail, other = (mailed(raw(text), organisation="Partner P") for text in ("one", "two"))
    assert ann.post(f"/mails/{mail.pk}/attach", {"lead": lead.pk}).json()["lead"] == lead.pk
    assert ann.post(f"/mails/{mail.pk}/share").json()["shared"] is True
    aside = ann.post(f"/mails/{other.pk}/put-aside", {"reason": "spam"}).json()
    assert (aside["put_aside_reason"], aside["put_aside_by"]) == ("spam", house.ann.email)
    assert ann.post(f"/mails/{mail.pk}/attach", {"lead": lead.pk}).status_code == 409
    assert Talk(house.nina).post(f"/mails/{mail.pk}/share").status_code == 403


def test_a_lead_is_made_once_of_a_mail_even_if_the_request_comes_twice(house, ann):
    mail = mailed(organisation="Partner P")
    body = {"type": "partner-lead", "owner": house.ann.email}
    first, second = (ann.post(f"/mails/{mail.pk}/lead", body, Idempotency_Key="k") for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["number"] == second.json()["number"] == Mail.objects.get().lead_id
    assert first["Location"].endswith(f"/leads/{first.json()['number']}")
    assert first.json()["source"] == "e-mail"


def test_what_is_wrong_with_the_new_lead_is_named(house, ann):
    mail = mailed(organisation="Partner P")
    answer = ann.post(f"/mails/{mail.pk}/lead", {"owner": house.ann.email, "colour": "red"})
    assert answer.status_code == 422
    assert {"/type", "/colour"} & {row["pointer"] for row in answer.json()["errors"]}


def test_what_could_not_be_read_is_listed_and_read_again(house, ann):
    arrival = arrive(b"no mail at all", organisation="Partner P")
    (row,) = ann.get("/mail-arrivals").json()["items"]
    assert (row["id"], row["verdict"], "head" in row["words"]) == (arrival.pk, "UNREADABLE", True)
    assert ann.post(f"/mail-arrivals/{arrival.pk}/read-again").json()["verdict"] == "NEW"
    assert Talk(house.nina).get("/mail-arrivals").status_code == 403
    assert Talk(house.cas).post(f"/mail-arrivals/{arrival.pk}/read-again").status_code == 404


def test_lists_take_as_many_queries_for_many_mails_as_for_few(house, ann):
    def asked_for(number: int) -> int:
        for turn in range(number):
            mailed(raw(f"mail {number} {turn}"), organisation="Partner P")
        with CaptureQueriesContext(connection) as asked:
            ann.get("/mails")
        return len(asked)

    asked_for(1)
    assert asked_for(1) == asked_for(5)
