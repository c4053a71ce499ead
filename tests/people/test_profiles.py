"""Profiles of an organisation's own: copied, changed within what the admin has, removed when nobody has one."""

import pytest

from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.models import Entry
from leadwright.leads.models import Transition
from leadwright.people.actions.profiles import change_profile, copy_profile, remove_profile
from leadwright.people.actions.users import NewUser, add_user, edit_user
from leadwright.people.models import Profile, User
from leadwright.people.reach import Reach
from tests.makers import NOON, House, make_user, refused


def shipped(code: str) -> Profile:
    return Profile.objects.get(code=code)


def copied(by: User, code: str = "portal-writer", name: str = "Light writer") -> Profile:
    return copy_profile(shipped(code).pk, name=name, by=by, at=NOON)


def told(profile: Profile, by: User, **permissions: str) -> Profile:
    wanted = {name.replace("_", ".", 1): reach for name, reach in permissions.items()}
    return change_profile(profile.pk, by=by, at=NOON, permissions=wanted)


def test_a_copy_has_what_the_original_has_and_belongs_to_the_company(house: House) -> None:
    own = copied(house.adm)
    assert own.permissions == shipped("portal-writer").permissions
    assert own.organisation == house.partner
    assert own in Profile.objects.known_to(house.ann)
    assert own not in Profile.objects.known_to(house.cas)


def test_a_change_is_history_with_the_old_and_the_new_reach(house: House) -> None:
    own = told(copied(house.adm), house.adm, lead_win="none")
    entry = Entry.objects.get(fact="profile.changed")
    assert entry.details == {"profile": own.pk, "permissions": {"lead.win": ["group", "none"]}}
    assert entry.organisations == [house.partner.pk]


def test_saving_what_is_there_already_is_no_fact(house: House) -> None:
    told(copied(house.adm), house.adm, lead_win="group")
    assert not Entry.objects.filter(fact="profile.changed").exists()


@pytest.mark.parametrize(
    "wanted",
    [
        {"configuration_edit": "all"},
        {"lead_offer": "sent"},
        {"lead_view": "sent"},
        {"partner_manage": "organisation"},
    ],
)
def test_nobody_gives_more_than_he_has(house: House, wanted: dict[str, str]) -> None:
    own = copied(house.adm)
    with refused("PROFILE_TOO_HIGH", "permissions"):
        told(own, house.adm, **wanted)
    assert Profile.objects.get(pk=own.pk).permissions == own.permissions


def test_a_role_beyond_ones_own_cannot_be_copied(house: House) -> None:
    for code in ("administrator", "configurator", "lead-distributor"):
        with refused("PROFILE_TOO_HIGH", "permissions"):
            copied(house.adm, code)


def make_administrator(house: House) -> User:
    """Return somebody of the vendor who holds what the first administrator does."""
    return make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")


def test_an_own_role_beyond_ones_own_cannot_be_given(house: House) -> None:
    vera = make_administrator(house)
    high = copied(vera, "configurator")
    admin, reader = (
        make_user(unit=house.dina.unit, profile=code) for code in ("company-admin", "portal-reader")
    )
    for profile in (high, shipped("configurator"), shipped("administrator"), shipped("lead-distributor")):
        with refused("PROFILE_TOO_HIGH", "profiles"):
            edit_user(reader.pk, by=admin, at=NOON, profiles=[profile])
    assert edit_user(reader.pk, by=vera, at=NOON, profiles=[high]).held == (high,)


def test_a_shipped_role_is_never_changed(house: House) -> None:
    profile = shipped("portal-writer")
    with refused("PROFILE_SHIPPED"):
        told(profile, house.adm, lead_win="none")
    with refused("PROFILE_SHIPPED"):
        remove_profile(profile.pk, by=house.adm, at=NOON)


def test_the_role_of_another_company_is_not_there(house: House) -> None:
    foreign = copied(make_user(unit=house.cas.unit, profile="company-admin"))
    for act in (lambda: told(foreign, house.adm, lead_win="none"), lambda: remove(foreign, house)):
        with pytest.raises(NotFound):
            act()
    with refused("FIELD_INVALID", "profile"):
        copy_profile(foreign.pk, name="Mine", by=house.adm, at=NOON)
    new = NewUser(email="x@partner.example", name="X", unit=house.u1, profiles=[foreign])
    with refused("FIELD_INVALID", "profiles"):
        add_user(new, by=house.adm, at=NOON)


def remove(profile: Profile, house: House) -> None:
    remove_profile(profile.pk, by=house.adm, at=NOON)


def test_the_last_admin_cannot_lock_everybody_out(house: House) -> None:
    own = copied(house.adm, "company-admin")
    adm = edit_user(house.adm.pk, by=house.adm, at=NOON, profiles=[own])
    with refused("LAST_ADMIN"):
        told(own, adm, user_manage="none")
    with refused("LAST_ADMIN"):
        edit_user(adm.pk, by=adm, at=NOON, profiles=[shipped("portal-writer")])
    make_user(unit=house.u2, profile="company-admin")
    assert told(own, adm, user_manage="none").reach_of("user.manage") is Reach.NONE


def test_a_role_in_use_stays_and_the_refusal_says_how_many_have_it(house: House) -> None:
    own = copied(house.adm)
    edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[own])
    with pytest.raises(Refused, match="PROFILE_IN_USE") as no:
        remove(own, house)
    assert "1" in no.value.sentence
    edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[shipped("portal-writer")])
    remove(own, house)
    assert not Profile.objects.filter(pk=own.pk).exists()
    assert Entry.objects.filter(fact="profile.removed").count() == 1


def test_a_role_that_a_transition_is_open_to_stays_and_the_refusal_names_the_lead_type(house: House) -> None:
    own = copied(house.adm)
    row = Transition.objects.filter(type__code="partner-lead").first()
    Transition.objects.filter(pk=row.pk).update(profiles=[own.pk])
    with pytest.raises(Refused, match="PROFILE_IN_USE") as no:
        remove(own, house)
    assert row.type.label in no.value.sentence
    Transition.objects.filter(pk=row.pk).update(profiles=[])
    remove(own, house)


@pytest.mark.parametrize("name", ["", " ", "a\tb", "x" * 101, "nul\x00", "PORTAL – writer", "light Writer"])
def test_a_name_that_is_unfit_or_taken_is_refused(house: House, name: str) -> None:
    copied(house.adm)
    with pytest.raises(Refused) as no:
        copied(house.adm, name=name)
    assert [error.field for error in no.value.errors] == ["name"]


@pytest.mark.parametrize("wanted", [{"lead_fly": "all"}, {"lead_win": "moon"}, {"lead_win": ""}])
def test_a_permission_or_reach_that_does_not_exist_is_refused(house: House, wanted: dict[str, str]) -> None:
    with refused("FIELD_INVALID", "permissions"):
        told(copied(house.adm), house.adm, **wanted)


def test_who_may_not_manage_users_makes_no_roles(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        copied(house.ann)


def test_a_reach_that_means_nothing_for_a_permission_is_refused(house: House) -> None:
    own = copied(house.adm)
    with refused("FIELD_INVALID", "permissions"):
        told(own, house.adm, contact_view="own")
