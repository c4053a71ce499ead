"""Leads through the API: the main job, end to end, and every way to get it wrong."""

from datetime import timedelta

import pytest

from leadwright.api.models import Repeatable
from leadwright.api.repeats import forget_old
from leadwright.leads import actions
from leadwright.people.models import User
from tests.makers import NOON, House, make_lead

NEW = {
    "type": "partner-lead",
    "description": "wants twenty printers",
    "source": "website",
    "contact": {
        "kind": "company",
        "name": "Acme",
        "email": "info@acme.example",
        "phone": "+3225550101",
        "country": "BE",
    },
    "target_amount": {"amount": "8000.00", "currency": "EUR"},
    "success_rate": 40,
}


def test_the_main_job_from_offer_to_won(house: House, talk) -> None:
    dina, ann = talk(house.dina), talk(house.ann)
    made = dina.post("/leads", NEW)
    assert made.status_code == 201
    number = made.json()["number"]
    assert dina.post(f"/leads/{number}/offer", {"organisation": house.partner.pk}).status_code == 200
    taken = ann.post(f"/leads/{number}/accept").json()
    assert (taken["owner"], taken["acceptance"], taken["next_due_kind"]) == (
        house.ann.email,
        "ACCEPTED",
        "qualify",
    )
    given = {"description": "a project", "contact": taken["contact"]["id"], "owner": house.ann.email}
    data = ann.post(f"/leads/{number}/qualify", {"outcome": "opportunity", **given}).json()
    assert (data["state"], data["status"]) == ("IN_PROGRESS", "working-with-customer")
    deal = {
        "deal_segment": "office",
        "deal_value": {"amount": "200.00", "currency": "EUR"},
        "deal_types": ["hardware"],
    }
    won = ann.post(f"/leads/{number}/win", deal).json()
    assert (won["state"], won["deal_value"], won["clocks"]) == (
        "WON",
        {"amount": "200.00", "currency": "EUR"},
        [],
    )
    facts = [entry["fact"] for entry in ann.get(f"/leads/{number}/history").json()["items"]]
    assert facts == ["lead.won", "lead.qualified", "lead.accepted", "lead.offered", "lead.created"]


def test_a_verb_without_anything_to_say_needs_no_body(house: House, talk) -> None:
    lead = house.offered()
    assert talk(house.ann).ask("POST", f"/leads/{lead.pk}/accept").status_code == 200
    empty = talk(house.dina).ask("POST", "/leads").json()
    assert (empty["code"], empty["detail"]) == (
        "FIELD_REQUIRED",
        "Fill in the lead type. Fill in the contact.",
    )


def test_a_rejected_lead_tells_what_is_left_to_say(house: House, talk) -> None:
    lead = house.offered()
    answer = talk(house.ann).post(f"/leads/{lead.pk}/reject", {"reason": "outside region"})
    assert (answer.status_code, answer.json()["acceptance"]) == (200, "REJECTED")
    assert talk(house.ann).get(f"/leads/{lead.pk}").status_code == 404
    data = talk(house.dina).get(f"/leads/{lead.pk}/history").json()["items"][0]
    assert (data["texts"]["reason"], data["actor"]["name"]) == ("outside region", "Ann")


def test_the_history_comes_in_words_and_without_what_is_the_other_sides(house: House, talk) -> None:
    lead = house.accepted()
    data = {"comment": "tough customer", "success_rate": 70}
    actions.edit(lead.pk, data, by=house.ann, at=NOON, version=lead.version)
    answers = [talk(user).get(f"/leads/{lead.pk}/history") for user in (house.ann, house.dina)]
    assert ["tough customer" in answer.text for answer in answers] == [True, False]
    entry = answers[1].json()["items"][0]
    assert (entry["title"], entry["texts"]) == ("Lead changed", {})
    assert entry["changes"] == [
        {"field": "success_rate", "label": "Success rate (%)", "before": "", "after": "70%"}
    ]


def test_a_foreign_lead_answers_as_one_that_never_was(house: House, talk) -> None:
    lead = house.offered()
    foreign, absent = (talk(house.cas).get(f"/leads/{number}") for number in (lead.pk, 999_999))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    for answer in (foreign.json(), absent.json()):
        answer.pop("trace_id"), answer.pop("instance")
        assert answer["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "MALFORMED"),
        ("[]", 400, "MALFORMED"),
        ('{"success_rate": NaN}', 400, "MALFORMED"),
        ({"state": "WON"}, 422, "FIELD_READ_ONLY"),
        ({"colour": "red"}, 422, "FIELD_UNKNOWN"),
        ({"success_rate": 101}, 422, "FIELD_INVALID"),
        ({"success_rate": True}, 422, "FIELD_INVALID"),
        ({"target_amount": {"amount": "1e99", "currency": "EUR"}}, 422, "FIELD_INVALID"),
        ({"target_amount": {"amount": 12.505, "currency": "EUR"}}, 422, "FIELD_INVALID"),
        ({"target_amount": {"amount": "12", "currency": "XXQ"}}, 422, "FIELD_INVALID"),
        ({"description": "a\x00b"}, 422, "FIELD_INVALID"),
        ({"description": ["a"]}, 422, "FIELD_INVALID"),
        ({"description": "\u202ereversed"}, 422, "FIELD_INVALID"),
        ({"source": "no-such"}, 422, "FIELD_INVALID"),
        ({"type": "no-such"}, 422, "TYPE_NOT_ALLOWED"),
        ({"contact": {"name": "Acme"}}, 422, "CONTACT_CHANNEL_REQUIRED"),
        ({"contact": {"name": "Acme", "email": "a@b.example, c@d.example"}}, 422, "FIELD_INVALID"),
        ({"contact": {"id": 999999}}, 422, "FIELD_INVALID"),
        ({"contact": {"id": -1}}, 422, "FIELD_INVALID"),
        ({"unit": 10**30}, 422, "FIELD_INVALID"),
    ],
)
def test_bad_input_is_refused_by_name_and_stores_nothing(house: House, talk, body, status, code) -> None:
    sent = body if isinstance(body, str) else NEW | body
    answer = talk(house.dina).post("/leads", sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert talk(house.dina).get("/leads?count=true").json()["count"] == 0


def test_a_change_needs_the_version_and_a_stale_one_shows_both(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    path, tag = f"/leads/{lead.pk}", f'"{lead.version}"'
    assert ann.patch(path, {"success_rate": 10}).status_code == 428
    changed = ann.patch(path, {"success_rate": 10}, If_Match=tag)
    assert (changed.status_code, changed["ETag"]) == (200, f'"{lead.version + 1}"')
    stale = ann.patch(path, {"success_rate": 90}, If_Match=tag)
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_STALE")
    assert stale.json()["current"]["success_rate"] == 10


def test_a_change_that_names_no_version_is_told_so_whatever_the_state(house: House, talk) -> None:
    lead = house.qualified()
    actions.win(lead.pk, by=house.ann, at=NOON, deal_segment="office", deal_value={"amount": "500"})
    path, ann = f"/leads/{lead.pk}", talk(house.ann)
    assert ann.patch(path, {"priority": 3}).status_code == 428
    assert ann.ask("DELETE", path).status_code == 428
    assert talk(house.nina).patch(path, {"priority": 3}).status_code == 403
    assert talk(house.cas).patch(path, {"priority": 3}).status_code == 404


def test_the_same_key_gives_the_same_lead_and_another_body_is_refused(house: House, talk) -> None:
    dina = talk(house.dina)
    first, second = (dina.post("/leads", NEW, Idempotency_Key="k-1") for _ in range(2))
    assert first.json()["number"] == second.json()["number"]
    assert second["Idempotent-Replayed"] == "true"
    other = dina.post("/leads", NEW | {"description": "other"}, Idempotency_Key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "KEY_REUSED")


def test_pages_follow_each_other_without_gap_or_repeat(house: House, talk) -> None:
    numbers = {make_lead(house.ann, target_amount={"amount": str(n % 3 * 100)}).pk for n in range(7)}
    for ordering in ("clock", "-amount", "amount", "number", "-created", "contact", "expected", "-updated"):
        seen: list[int] = []
        cursor = ""
        while cursor is not None:
            page = talk(house.ann).get(f"/leads?limit=3&ordering={ordering}&cursor={cursor}").json()
            seen += [item["number"] for item in page["items"]]
            cursor = page["next"]
        assert (len(seen), set(seen)) == (7, numbers), ordering


@pytest.mark.parametrize(
    "query",
    [
        "owner__password__startswith=p",
        "_connector=OR",
        "ordering=owner__password",
        "ordering=-(select 1)",
        "ordering=?",
        "cursor=xyz",
        "cursor=WyJjbG9jayIsMSwyLDNd",
        "limit=0",
        "limit=100000",
        "state=DEAD",
        "state=WON&state=LOST",
        "q=%00",
    ],
)
def test_what_is_not_offered_as_filter_order_or_page_is_refused(house: House, talk, query: str) -> None:
    make_lead(house.ann)
    assert talk(house.ann).get(f"/leads?{query}").status_code == 400


def test_filters_narrow_the_list(house: House, talk) -> None:
    mine, theirs = make_lead(house.ann, source="showroom"), make_lead(house.bob, owner=house.bob.email)
    for query, expected in (
        ("owner=me", {mine.pk}),
        (f"owner={house.bob.email}", {theirs.pk}),
        ("source=showroom", {mine.pk}),
        ("state=PENDING,WON", {mine.pk, theirs.pk}),
        ("status=closed-won", set()),
        (f"q=L-{mine.pk}", {mine.pk}),
    ):
        result = talk(house.ann).get(f"/leads?{query}").json()["items"]
        assert {item["number"] for item in result} == expected, query


def test_a_list_asks_the_same_number_of_queries_whatever_its_length(
    house: House, talk, django_assert_num_queries
) -> None:
    ann = talk(house.ann)
    make_lead(house.ann)
    ann.get("/leads")
    with django_assert_num_queries(2):
        ann.get("/leads")
    for _ in range(5):
        make_lead(house.ann)
    with django_assert_num_queries(2):
        ann.get("/leads")


def test_without_a_valid_token_nothing_is_told(house: House, talk) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic x"}):
        answer = talk(None).get("/leads", **headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert talk(None).get("/health").json() == {"status": "ok"}


def test_a_token_ends_with_its_user_and_weakens_with_the_profile(house: House, talk) -> None:
    ann = talk(house.ann)
    house.ann.profiles.set(house.nina.held)
    house.ann.save()
    data = ann.post("/leads", NEW).json()
    assert (data["code"], data["permission"]) == ("PERMISSION_DENIED", "lead.create")
    assert data["detail"] == "Your role does not allow you to enter leads; ask your company admin."
    house.ann.is_active = False
    house.ann.save()
    assert ann.get("/leads").status_code == 401


def test_lookups_tell_what_references_mean(house: House, talk) -> None:
    dina, ann = talk(house.dina), talk(house.ann)
    partners = {row["name"]: row["units"] for row in dina.get("/organisations").json()["items"]}
    assert [unit["name"] for unit in partners["Partner P"]] == ["U1", "U2"]
    assert {row["name"] for row in ann.get("/organisations").json()["items"]} == {"Partner P", "Vendor"}
    emails = {row["email"] for row in ann.get("/users").json()["items"]}
    assert house.bob.email in emails
    assert house.cas.email not in emails
    assert ann.get("/lead-types").json()["items"][0]["code"] == "partner-lead"
    assert len(ann.get("/statuses").json()["items"]) == 9
    assert ann.get("/me").json()["email"] == house.ann.email


def test_contacts_are_entered_read_and_changed(house: House, talk) -> None:
    ann = talk(house.ann)
    made = ann.post("/contacts", {"kind": "person", "name": "Ines", "phone": "02 555 01 01", "country": "BE"})
    assert (made.status_code, made.json()["phone"]) == (201, "+3225550101")
    path = f"/contacts/{made.json()['id']}"
    assert ann.patch(path, {"name": "Inès"}).status_code == 428
    assert ann.patch(path, {"name": "Inès"}, If_Match='"1"').json()["name"] == "Inès"
    assert ann.patch(path, {"phone": ""}, If_Match='"2"').json()["code"] == "CONTACT_CHANNEL_REQUIRED"
    assert ann.get("/contacts?q=ines").json()["items"][0]["id"] == made.json()["id"]
    assert talk(house.cas).get(path).status_code == 404


def test_answers_to_repeated_requests_are_forgotten_after_eight_days(house: House, talk) -> None:
    talk(house.dina).post("/leads", NEW, Idempotency_Key="k-1")
    at = Repeatable.objects.get().at
    assert forget_old(at=at + timedelta(days=7)) == 0
    assert forget_old(at=at + timedelta(days=9)) == 1


def test_each_user_of_the_list_says_what_its_reader_may_do_with_it(house: House, talk) -> None:
    def actions_on_bob(user: User) -> dict[str, bool]:
        rows = {row["email"]: row for row in talk(user).get("/users").json()["items"]}
        return {row["action"]: row["allowed"] for row in rows[house.bob.email]["allowed_actions"]}

    assert actions_on_bob(house.adm) == {"edit": True, "invite": False}
    assert actions_on_bob(house.ann) == {"edit": False, "invite": False}
