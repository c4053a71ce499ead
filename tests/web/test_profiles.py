"""Roles on the pages: copied, changed, given; what changes holds at the very next request."""

import json

from django.test import Client

from leadwright.leads.models import Lead
from leadwright.people.actions.profiles import change_profile, copy_profile
from leadwright.people.actions.users import edit_user
from leadwright.people.models import Profile, User
from leadwright.people.reach import PERMISSIONS
from tests.makers import NOON, House, make_contact, make_user, token_of

PAGE = "/company/profiles/"


def own(house: House, code: str = "portal-writer") -> Profile:
    return copy_profile(Profile.objects.get(code=code).pk, name="Light writer", by=house.adm, at=NOON)


def as_shown(profile: Profile, **changes: str) -> dict[str, str]:
    """Return what the form sends when nothing but the changes was touched."""
    data = {
        permission.replace(".", "_"): profile.permissions.get(permission, "none")
        for permission in PERMISSIONS
    }
    return {"name": profile.name} | data | changes


def test_an_admin_copies_a_role_changes_it_and_gives_it(house, enter):
    client, source = enter(house.adm), Profile.objects.get(code="portal-writer")
    assert f'href="{PAGE}"' in client.get("/company/administration/").text
    address = client.post(PAGE, {"profile": source.pk, "name": "Light writer"})["Location"]
    made = Profile.objects.get(organisation=house.partner)
    assert address == f"{PAGE}{made.pk}/"
    assert client.post(address, as_shown(made, lead_win="none")).status_code == 303
    assert "Light writer" in client.get(f"/company/users/{house.ann.pk}/").text
    data = {"name": "Ann", "language": "en", "unit": house.u1.pk, "is_active": "on", "profiles": made.code}
    assert client.post(f"/company/users/{house.ann.pk}/", data).status_code == 303
    ann = User.objects.get(pk=house.ann.pk)
    assert (ann.held, ann.reaches_of("lead.win")) == ((made,), ())
    assert "1 user<" in client.get(PAGE).text


def test_a_permission_withdrawn_or_granted_holds_at_the_next_request_of_a_session(house, enter):
    profile = own(house)
    ann = edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[profile])
    client = enter(ann)
    for reach, offered, status in (("none", False, 403), ("organisation", True, 200)):
        change_profile(profile.pk, by=house.adm, at=NOON, permissions={"lead.create": reach})
        assert (">Opportunity</a>" in client.get("/").text) is offered
        assert client.get("/leads/new/").status_code == status


def test_the_same_holds_for_a_token(house):
    profile, contact = own(house), make_contact(house.ann)
    ann = edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[profile])
    bearer = {"Authorization": f"Bearer {token_of(ann)}"}
    body = {"type": "partner-lead", "description": "x", "owner": ann.email, "contact": {"id": contact.pk}}
    codes = []
    for reach in ("none", "organisation", "none"):
        change_profile(profile.pk, by=house.adm, at=NOON, permissions={"lead.create": reach})
        sent = json.dumps(body | {"confirm_new": True})
        answer = Client().post("/api/v1/leads", sent, "application/json", headers=bearer)
        codes.append((answer.status_code, answer.json()["code"][:17]))
    denied = (403, "PERMISSION_DENIED")
    assert (codes[0], codes[1][0], codes[2]) == (denied, 201, denied)
    assert Lead.objects.count() == 1


def test_the_page_offers_no_more_than_the_admin_has(house, enter):
    profile, client = own(house), enter(house.adm)
    page = client.get(f"{PAGE}{profile.pk}/").text
    assert "all that the company sent" not in page
    answer = client.post(f"{PAGE}{profile.pk}/", as_shown(profile, lead_view="sent"))
    assert answer.status_code == 422
    assert Profile.objects.get(pk=profile.pk).permissions == profile.permissions


def test_a_shipped_role_is_read_and_not_changed(house, enter):
    shipped = Profile.objects.get(code="portal-writer")
    client, address = enter(house.adm), f"{PAGE}{shipped.pk}/"
    page = client.get(address).text
    assert "of the group and those it works with" in page
    assert "<select" not in page
    assert client.post(address, as_shown(shipped, lead_win="none")).status_code == 409
    assert client.post(f"{address}remove/").status_code == 303
    assert Profile.objects.get(pk=shipped.pk).permissions == shipped.permissions


def test_a_role_in_use_is_not_removed_and_the_page_says_why(house, enter):
    profile, client = own(house), enter(house.adm)
    edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[profile])
    answer = client.post(f"{PAGE}{profile.pk}/remove/", follow=True)
    assert "Users who have this role: 1." in answer.text
    edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[Profile.objects.get(code="portal-writer")])
    client.post(f"{PAGE}{profile.pk}/remove/")
    assert not Profile.objects.filter(pk=profile.pk).exists()


def test_the_roles_of_another_company_are_not_shown(house, enter):
    own(house)
    foreign = make_user(unit=house.cas.unit, profile="company-admin")
    assert "Light writer" not in enter(foreign).get(PAGE).text
    assert "Light writer" not in enter(foreign).get(f"/company/users/{foreign.pk}/").text
