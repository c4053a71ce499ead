"""Two admins change rights at the same moment: somebody is left who looks after the company."""

from dataclasses import replace

import pytest

from leadwright.foundation.clock import now
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import Audience, TypePlan
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import Transition
from leadwright.people.actions.profiles import change_profile, copy_profile, remove_profile
from leadwright.people.actions.users import edit_user
from leadwright.people.models import Profile, User
from tests.makers import House, make_user
from tests.races.test_linking import both

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def own(house: House, code: str, name: str) -> Profile:
    return copy_profile(Profile.objects.get(code=code).pk, name=name, by=house.adm, at=now())


def test_two_admins_cannot_take_the_last_right_from_each_other(house: House, rounds: int) -> None:
    writer = Profile.objects.get(code="portal-writer")
    role = own(house, "company-admin", "Own admin")
    other, admin = make_user(unit=house.u2, profile="company-admin"), house.adm.held
    other.profiles.set([role])
    for _ in range(rounds):
        adm, boss = (User.objects.get(pk=pk) for pk in (house.adm.pk, other.pk))
        codes = both(
            lambda adm=adm: change_profile(role.pk, by=adm, at=now(), permissions={"user.manage": "none"}),
            lambda boss=boss: edit_user(house.adm.pk, by=boss, at=now(), profiles=[writer]),
        )
        assert sorted(codes) in (["", "LAST_ADMIN"], ["", "PERMISSION_DENIED"])
        assert User.objects.who_may("user.manage").filter(organisation=house.partner).exists()
        house.adm.profiles.set(admin)
        Profile.objects.filter(pk=role.pk).update(permissions=role.permissions)


def test_a_role_is_given_or_removed_never_both(house: House, rounds: int) -> None:
    writer = Profile.objects.get(code="portal-writer")
    for turn in range(rounds):
        role = own(house, "portal-writer", f"Role {turn}")
        codes = both(
            lambda role=role: remove_profile(role.pk, by=house.adm, at=now()),
            lambda role=role: edit_user(house.ann.pk, by=house.adm, at=now(), profiles=[role]),
        )
        assert codes in (["PROFILE_IN_USE", ""], ["", "FIELD_INVALID"])
        house.ann.profiles.set([writer])


def test_a_role_is_named_by_a_transition_or_removed_never_both(house: House, rounds: int) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    plan = stored().type("partner-lead")
    assert isinstance(plan, TypePlan)
    for turn in range(rounds):
        role = own(house, "portal-writer", f"Role {turn}")
        first = replace(plan.transitions[0], audience=Audience(profiles=frozenset({role.code})))
        limited = replace(plan, transitions=(first, *plan.transitions[1:]))
        codes = both(
            lambda role=role: remove_profile(role.pk, by=house.adm, at=now()),
            lambda limited=limited: configuration_lists.put_type(limited, by=vera, at=now()),
        )
        assert codes in (["PROFILE_IN_USE", ""], ["", "PROFILE_UNKNOWN"])
        assert Transition.objects.filter(profiles__contains=[role.pk]).exists() == (codes[1] == "")
        configuration_lists.put_type(plan, by=vera, at=now())


def test_two_administrators_of_two_companies_do_not_both_end_the_last_right_to_configure(
    house: House, rounds: int
) -> None:
    both_roles = "administrator company-admin lead-distributor"
    vera, cora = (make_user(unit=unit, profile=both_roles) for unit in (house.dina.unit, house.cas.unit))
    for unit in (house.dina.unit, house.cas.unit):
        make_user(unit=unit, profile="company-admin")
    kept, less = vera.held, Profile.objects.filter(code="company-admin")
    for _ in range(rounds):
        users = [User.objects.get(pk=user.pk) for user in (vera, cora)]
        codes = both(
            *(lambda user=user: edit_user(user.pk, by=user, at=now(), profiles=[*less]) for user in users)
        )
        assert sorted(codes) == ["", "LAST_CONFIGURATOR"]
        for user in (vera, cora):
            user.profiles.set(kept)
