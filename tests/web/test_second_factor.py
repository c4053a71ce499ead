"""Who must have a second factor sets it up before anything else; the company says who must."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from leadwright.history.models import Entry
from leadwright.people.actions.second_factor import require_second_factor
from leadwright.people.models import Organisation, User
from tests.makers import NOON, House, refused, token_of

SETUP = "/accounts/2fa/totp/activate/"


def demand(house: House, *, everybody: bool = False, profiles: tuple[str, ...] = ()) -> None:
    require_second_factor(everybody=everybody, profiles=profiles, by=house.adm, at=NOON)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_admin_says_on_a_page_that_everybody_needs_one(house, enter):
    client = enter(house.adm)
    assert client.post("/company/sign-in/", {"everybody": "on"})["Location"] == "/company/sign-in/"
    assert fresh(house.ann).must_have_second_factor()
    assert not fresh(house.cas).must_have_second_factor()
    assert Entry.objects.filter(fact="organisation.second_factor_required").count() == 1


def test_or_only_those_with_some_roles(house, enter):
    enter(house.adm).post("/company/sign-in/", {"profiles": ["company-admin"]})
    assert fresh(house.adm).must_have_second_factor()
    assert not fresh(house.ann).must_have_second_factor()
    TOTP.activate(house.adm, "JBSWY3DPEHPK3PXP")
    assert enter(house.adm).get("/company/profiles/").text.count(">second factor<") == 1


def test_nothing_is_written_down_when_nothing_changes(house):
    demand(house, everybody=True)
    demand(house, everybody=True)
    assert Entry.objects.filter(fact="organisation.second_factor_required").count() == 1


def test_a_foreign_role_is_refused(house):
    with refused("FIELD_INVALID", "profiles"):
        demand(house, profiles=("own-999",))


def test_who_may_not_manage_users_does_not_decide_it(house, enter):
    assert enter(house.ann).post("/company/sign-in/", {"everybody": "on"}).status_code == 403
    assert not Organisation.objects.filter(second_factor_for_all=True).exists()


@pytest.mark.parametrize(
    "address", ["/", "/leads/", "/contacts/new/", "/tokens/", "/accounts/email/", "/accounts/2fa/"]
)
def test_whoever_must_have_one_and_has_none_gets_no_other_page(house, enter, address):
    demand(house, everybody=True)
    answer = enter(house.ann).get(address)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (303, SETUP)


def test_and_does_nothing_else_either(house, enter):
    lead = house.accepted()
    demand(house, everybody=True)
    assert enter(house.ann).post(f"/leads/{lead.pk}/start/")["Location"] == SETUP


def test_the_page_that_sets_it_up_opens_and_says_why(house):
    demand(house, everybody=True)
    client = Client()
    client.post("/accounts/login/", {"login": house.ann.email, "password": "correct-horse-battery"})
    assert client.get("/")["Location"] == SETUP
    proof = client.get(SETUP)["Location"]
    client.post(proof, {"password": "correct-horse-battery"})
    assert "Your company asks you for a second factor" in client.get(SETUP).text


def test_with_one_all_pages_open_and_it_cannot_be_switched_off(house, enter):
    demand(house, everybody=True)
    TOTP.activate(house.ann, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(house.ann)
    assert client.get("/leads/").status_code == 200
    client.post("/accounts/reauthenticate/", {"password": "correct-horse-battery"})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=house.ann).exists()


def test_a_token_passes_without_one(house):
    demand(house, everybody=True)
    headers = {"Authorization": f"Bearer {token_of(house.ann)}"}
    assert Client().get("/api/v1/leads", headers=headers).status_code == 200


def test_only_those_who_must_cost_a_question(house, enter, count_queries):
    client = enter(house.ann)
    client.get("/leads/")
    before = count_queries(lambda: client.get("/leads/"))
    TOTP.activate(house.ann, "JBSWY3DPEHPK3PXP")
    demand(house, everybody=True)
    assert count_queries(lambda: client.get("/leads/")) == before + 1
