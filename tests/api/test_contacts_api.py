"""Contacts by API: whole records, mergers, and what is refused."""

from leadwright.contacts.lifecycle import Verb
from leadwright.contacts.models import Contact
from tests.makers import House, make_contact, make_group


def test_a_whole_person_goes_in_and_comes_out(house: House, talk) -> None:
    acme = make_contact(house.ann, name="Acme NV")
    data = {
        "kind": "person",
        "title": "dr",
        "given_name": "An",
        "family_name": "Maes",
        "emails": [{"address": "an@acme.be", "label": "work", "main": True}, {"address": "an@home.be"}],
        "phones": [{"number": "02 555 01 01"}],
        "company": acme.pk,
        "birth_date": "1980-02-29",
        "groups": ["brand-group"],
        "segment": "B2B",
        "vat_rate": "21",
        "language": "nl",
    }
    answer = talk(house.ann).post("/contacts", data)
    assert answer.status_code == 201, answer.content
    kept = talk(house.bob).get(f"/contacts/{answer.json()['id']}").json()
    assert (kept["name"], kept["vat_rate"], kept["email"]) == ("An Maes", "21.00", "an@acme.be")
    assert [row["address"] for row in kept["emails"]] == ["an@acme.be", "an@home.be"]
    assert kept["age"] >= 46


def test_a_contact_is_blocked_and_released_by_a_change(house: House, talk) -> None:
    contact, ann = make_contact(house.ann), talk(house.ann)
    answer = ann.patch(f"/contacts/{contact.pk}", {"blocked": True}, If_Match='"1"')
    assert answer.json()["blocked"] is True
    assert ann.patch(f"/contacts/{contact.pk}", {"blocked": 1}, If_Match='"2"').status_code == 422
    assert ann.patch(f"/contacts/{contact.pk}", {"blocked": False}, If_Match='"2"').json()["blocked"] is False


def test_whoever_may_block_decides_about_a_contact_that_equals_a_blocked_one(house: House, talk) -> None:
    ann = talk(house.ann)
    blocked = make_contact(house.ann, name="Bad NV", email="a@bad.example", blocked=True)
    contact = make_contact(house.ann, name="New BV", email="a@bad.example")
    alike = ann.get(f"/contacts/{contact.pk}").json()["equals_blocked"]
    assert alike == [{"contact": blocked.pk, "reasons": ["same_email"], "keeps_from_leads": True}]
    new = {"type": "partner-lead", "owner": house.ann.email, "description": "wants", "contact": contact.pk}
    refused = ann.post("/leads", new)
    assert (refused.status_code, refused.json()["code"]) == (409, "CONTACT_BLOCKED")
    assert ann.post(f"/contacts/{contact.pk}/distinguish", {"other": 0}).status_code == 422
    answer = ann.post(f"/contacts/{contact.pk}/distinguish", {"other": blocked.pk})
    assert (answer.status_code, answer.json()["equals_blocked"]) == (200, [])
    assert ann.post("/leads", new).status_code == 201


def test_a_stale_version_tells_which_one_is_stored(house: House, talk) -> None:
    contact, ann = make_contact(house.ann), talk(house.ann)
    stale = ann.patch(f"/contacts/{contact.pk}", {"city": "Gent"}, If_Match='"7"').json()
    assert (stale["code"], stale["current_version"]) == ("VERSION_STALE", 1)
    assert "current" not in stale


def test_two_contacts_become_one_and_the_old_number_leads_there(house: House, talk) -> None:
    stays, other = make_contact(house.ann, city="Gent"), make_contact(house.ann, city="Brugge")
    ann = talk(house.ann)
    answer = ann.post(f"/contacts/{stays.pk}/merge", {"other": other.pk, "take": ["city"]})
    assert answer.json()["city"] == "Brugge"
    gone = ann.get(f"/contacts/{other.pk}")
    assert (gone.status_code, gone["Location"]) == (302, f"/api/v1/contacts/{stays.pk}")
    assert ann.post(f"/contacts/{stays.pk}/unmerge").json()["id"] == other.pk
    assert ann.get(f"/contacts/{other.pk}").status_code == 200
    assert ann.post(f"/contacts/{stays.pk}/unmerge").status_code == 409


def test_a_merger_that_makes_no_sense_names_its_field(house: House, talk) -> None:
    contact, ann = make_contact(house.ann), talk(house.ann)
    for body in (
        {},
        {"other": "x"},
        {"other": contact.pk},
        {"other": 2**80},
        {"other": make_contact(house.cas).pk},
    ):
        answer = ann.post(f"/contacts/{contact.pk}/merge", body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["pointer"] == "/other"
    for take in ("city", [1], ["owner"]):
        other = make_contact(house.ann)
        answer = ann.post(f"/contacts/{contact.pk}/merge", {"other": other.pk, "take": take})
        assert answer.json()["errors"][0]["pointer"] == "/take"
    assert Contact.objects.filter(merged_into=None).count() == Contact.objects.count()


def test_a_contact_says_what_its_reader_may_do_with_it(house: House, talk) -> None:
    contact = make_contact(house.ann)
    writer, reader = (talk(user).get(f"/contacts/{contact.pk}").json() for user in (house.ann, house.nina))
    assert {"action": "edit", "allowed": True} in writer["allowed_actions"]
    (edit,) = [row for row in reader["allowed_actions"] if row["action"] == "edit"]
    assert (edit["allowed"], edit["code"]) == (False, "PERMISSION_DENIED")
    assert edit["detail"]
    assert {row["action"] for row in reader["allowed_actions"]} == set(map(str, Verb))


def test_the_api_names_what_to_send(house: House, talk) -> None:
    foreign = make_group(house.partner, "Elsewhere")
    contact, ann = make_contact(house.ann), talk(house.ann)
    sent = {"access_group": foreign.pk}
    answer = ann.patch(f"/contacts/{contact.pk}", sent, If_Match='"1"')
    assert (answer.status_code, answer.json()["code"]) == (409, "CONFIRM_HIDDEN_REQUIRED")
    assert "confirm_hidden" in answer.json()["detail"]
    changed = ann.patch(f"/contacts/{contact.pk}", sent | {"confirm_hidden": True}, If_Match='"1"')
    assert changed.json()["access_group"] == foreign.pk
    assert ann.get(f"/contacts/{contact.pk}").status_code == 404
