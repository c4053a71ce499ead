"""My company: who works there, and how its admin adds and changes users."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from leadwright.leads.actions import cancel
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.makers import NOON, make_lead, make_user

NEW = {"name": "Eva New", "email": "eva@partner.example", "language": "nl", "profiles": "portal-writer"}


def new(house, **more) -> dict[str, object]:
    return NEW | {"unit": house.u1.pk} | more


def test_a_company_shows_its_people_and_nobody_elses(house, enter):
    page = enter(house.nina).get("/company/").text
    assert house.ann.email in page
    assert house.cas.email not in page
    assert "Administration" not in page


def test_an_admin_walks_to_a_new_user_and_sees_what_each_role_allows(house, enter):
    client = enter(house.adm)
    for address, link in (
        ("/company/", "/company/administration/"),
        ("/company/administration/", "/company/users/"),
        ("/company/users/", "/company/users/new/"),
    ):
        assert f'href="{link}"' in client.get(address).text
    page = client.get("/company/users/new/").text
    assert "Roles" in page
    assert "Portal – Writer" in page
    assert "of the group and those it works with" in page
    assert "Lead Distributor" not in page
    assert " checked" not in page


def test_a_new_user_is_invited_and_can_be_an_owner_at_once(house, enter):
    lead, client = house.accepted(), enter(house.adm)
    assert client.post("/company/users/new/", new(house))["Location"] == "/company/users/"
    assert Message.objects.get(address="eva@partner.example").kind == "invitation"
    assert "eva@partner.example" in enter(house.ann).get(f"/leads/{lead.pk}/assign/").text


@pytest.mark.parametrize(
    "fault", [{"email": "not an address"}, {"name": ""}, {"profiles": "administrator"}, {"unit": "999999"}]
)
def test_a_user_with_a_fault_is_refused_and_nothing_typed_is_lost(house, enter, fault):
    answer = enter(house.adm).post("/company/users/new/", new(house, **fault))
    assert answer.status_code == 422
    assert ("Eva New" in answer.text) or fault == {"name": ""}
    assert not User.objects.filter(name="Eva New").exists()


def test_an_address_is_given_once(house, enter):
    answer = enter(house.adm).post("/company/users/new/", new(house, email=house.bob.email))
    assert answer.status_code == 422
    assert "There is already a user with this e-mail address." in answer.text


def test_the_invitation_of_another_companys_user_is_answered_like_any_and_changes_nothing(house, enter):
    before = list(User.objects.order_by("pk").values_list("pk", "email", "name", "organisation"))
    pages = [
        enter(house.adm).post("/company/users/new/", new(house, email=email), follow=True)
        for email in (house.cas.email, house.cas.email)
    ]
    assert all("Eva New is invited by mail." in page.text for page in pages)
    assert list(User.objects.order_by("pk").values_list("pk", "email", "name", "organisation")) == before
    letter = Message.objects.get(recipient_user=house.cas)
    assert "Somebody at another company tried to invite you" in letter.text
    assert house.partner.name not in letter.text


def test_a_unit_of_another_company_cannot_be_chosen(house, enter):
    answer = enter(house.adm).post("/company/users/new/", new(house, unit=house.cas.unit_id))
    assert answer.status_code == 422


def test_access_can_be_switched_off(house, enter):
    edited = {"name": "Bob", "language": "en", "unit": house.u2.pk, "profiles": "portal-writer"}
    assert enter(house.adm).post(f"/company/users/{house.bob.pk}/", edited).status_code == 303
    assert not User.objects.get(pk=house.bob.pk).is_active


def test_the_last_admin_stays(house, enter):
    edited = {
        "name": "Adm",
        "language": "en",
        "unit": house.u1.pk,
        "profiles": "portal-reader",
        "is_active": "on",
    }
    answer = enter(house.adm).post(f"/company/users/{house.adm.pk}/", edited)
    assert answer.status_code == 409
    assert "at least one active company admin" in answer.text


def test_a_user_of_another_company_does_not_exist(house, enter):
    client = enter(house.adm)
    assert client.get(f"/company/users/{house.cas.pk}/").status_code == 404
    assert client.post(f"/company/users/{house.cas.pk}/invite/").status_code == 404


def test_only_an_admin_manages_users(house, enter):
    for address in ("/company/administration/", "/company/users/", "/company/users/new/"):
        assert enter(house.ann).get(address).status_code == 403
    assert enter(house.ann).post("/company/users/new/", new(house)).status_code == 403
    assert not User.objects.filter(email="eva@partner.example").exists()


def test_a_company_shows_the_calendar_that_its_deadlines_follow(house, enter, time_machine):
    time_machine.move_to(datetime(2026, 3, 5, 9, tzinfo=UTC))
    page = enter(house.ann).get("/company/").text
    for name, value in (("Working days", "Mon–Fri"), ("Offered now, due", "Tue 10 Mar 2026, 23:59")):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in page


def test_each_colleague_stands_with_the_open_leads_that_the_reader_reaches(house, enter):
    for _number in range(2):
        make_lead(house.ann)
    cancel(make_lead(house.ann).pk, by=house.ann, at=NOON)
    link = f'href="/leads/?owner={quote(house.ann.email)}" aria-label="2 open leads of {house.ann.name}"'
    assert link in enter(house.bob).get("/company/").text
    house.bob.held[0].permissions |= {"lead.view": "own"}
    house.bob.held[0].save()
    assert "open leads of" not in enter(house.bob).get("/company/").text


def test_the_page_of_a_company_asks_as_much_for_many_people_as_for_few(house, enter, count_queries):
    client = enter(house.ann)
    assert client.get("/company/").status_code == 200
    few = count_queries(lambda: client.get("/company/"))
    for _number in range(10):
        make_lead(make_user(unit=house.u1))
    assert count_queries(lambda: client.get("/company/")) == few
