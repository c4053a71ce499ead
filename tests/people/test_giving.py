"""What nobody gives, and what ends with somebody's access."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.people.actions.partners import NewPartner, add_partner
from leadwright.people.actions.profiles import change_profile, copy_profile
from leadwright.people.actions.users import edit_user, invite, invite_again, open_invitation
from leadwright.people.models import Profile, User
from leadwright.people.reach import Reach, united
from tests.makers import NOON, House, make_user, refused, token_of


def roles(*codes: str) -> list[Profile]:
    return list(Profile.objects.filter(code__in=codes))


def test_what_was_sent_and_what_is_handled_are_different_leads() -> None:
    assert not Reach.SENT.covers(Reach.ORGANISATION)
    assert not Reach.SENT.covers(Reach.OWN)
    assert not Reach.ORGANISATION.covers(Reach.SENT)
    assert all(Reach.ALL.covers(reach) for reach in Reach)


def test_reaches_together_are_those_that_no_other_covers() -> None:
    assert united([Reach.OWN, Reach.SENT, Reach.NONE, Reach.GROUP]) == (Reach.GROUP, Reach.SENT)
    assert united([Reach.ALL, Reach.SENT, Reach.GROUP]) == (Reach.ALL,)
    assert united([Reach.NONE]) == ()


def test_a_clerk_who_manages_users_does_not_make_himself_company_admin(house: House) -> None:
    permissions = {"user.view": "organisation", "user.manage": "organisation"}
    Profile.objects.create(organisation=house.partner, code="clerk", name="Clerk", permissions=permissions)
    clerk = make_user(unit=house.u1, profile="clerk")
    with refused("PROFILE_TOO_HIGH", "profiles"):
        edit_user(clerk.pk, by=clerk, at=NOON, profiles=roles("company-admin"))
    assert edit_user(clerk.pk, by=clerk, at=NOON, name="Clara").name == "Clara"


def test_a_company_admin_does_not_give_what_only_senders_have(house: House) -> None:
    with pytest.raises(Refused, match="PROFILE_TOO_HIGH") as no:
        edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=roles("lead-distributor"))
    assert "See leads" in no.value.sentence


def test_a_user_with_two_roles_may_what_either_allows_and_history_names_both(house: House) -> None:
    vera = make_user(unit=house.dina.unit, profile="administrator company-admin lead-distributor")
    user = edit_user(house.dina.pk, by=vera, at=NOON, profiles=roles("lead-distributor", "company-admin"))
    assert user.reaches_of("lead.view") == (Reach.ORGANISATION, Reach.SENT)
    entry = Entry.objects.get(fact="user.edited")
    assert entry.details["profiles"] == [["lead-distributor"], ["company-admin", "lead-distributor"]]


def test_a_user_keeps_at_least_one_role(house: House) -> None:
    with refused("FIELD_REQUIRED", "profiles"):
        edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[])


def test_whoever_gives_a_partner_its_admin_has_what_that_admin_gets(house: House) -> None:
    new = NewPartner(
        company="P9", country="BE", time_zone="Europe/Brussels", unit="U", name="Hanna", email="h@p9.example"
    )
    lone = make_user(unit=house.dina.unit, profile="administrator")
    with refused("PROFILE_TOO_HIGH", "profiles"):
        add_partner(new, by=lone, at=NOON)


def test_somebody_who_may_change_the_configuration_always_remains(house: House) -> None:
    vera = make_user(unit=house.dina.unit, profile="administrator company-admin lead-distributor")
    make_user(unit=house.dina.unit, profile="company-admin")
    make_user(unit=house.dina.unit, profile="configurator", can_sign_in=False)
    for change in ({"is_active": False}, {"profiles": roles("company-admin")}):
        with refused("LAST_CONFIGURATOR"):
            edit_user(vera.pk, by=vera, at=NOON, **change)
    make_user(unit=house.cas.unit, profile="configurator")
    edit_user(vera.pk, by=vera, at=NOON, profiles=roles("company-admin"))


def test_a_role_that_alone_lets_somebody_configure_keeps_that_right(house: House) -> None:
    vera = make_user(unit=house.dina.unit, profile="administrator company-admin lead-distributor")
    own = copy_profile(roles("administrator")[0].pk, name="Own", by=vera, at=NOON)
    vera = edit_user(vera.pk, by=vera, at=NOON, profiles=[own])
    with refused("LAST_CONFIGURATOR"):
        change_profile(own.pk, by=vera, at=NOON, permissions={"configuration.edit": "none"})


def test_somebody_invited_who_never_came_is_not_the_one_who_remains(house: House) -> None:
    vera = make_user(unit=house.dina.unit, profile="administrator company-admin")
    other = make_user(unit=house.dina.unit, profile="configurator")
    User.objects.filter(pk=other.pk).update(password="!")
    with refused("LAST_CONFIGURATOR"):
        edit_user(vera.pk, by=vera, at=NOON, profiles=roles("company-admin"))


def switched_off_and_on(house: House) -> None:
    for is_active in (False, True):
        edit_user(house.bob.pk, by=house.adm, at=NOON, is_active=is_active)


def test_switching_access_on_again_revives_no_session(house: House) -> None:
    client = Client()
    client.force_login(house.bob, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.get("/").status_code == 200
    switched_off_and_on(house)
    assert client.get("/").status_code == 303
    assert not Session.objects.exists()


def test_switching_access_on_again_revives_no_token_and_no_invitation(house: House) -> None:
    token = token_of(house.bob)
    link = invite(house.bob, by=house.adm.party(), at=NOON)
    switched_off_and_on(house)
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    with refused("LINK_USED_UP"):
        open_invitation(link.rstrip("/").rpartition("/")[2], at=NOON)


def test_no_link_is_sent_to_whose_access_is_off(house: House) -> None:
    User.objects.filter(pk=house.bob.pk).update(password="!", is_active=False)
    with refused("FIELD_INVALID", "user"):
        invite_again(house.bob.pk, by=house.adm, at=NOON)


def test_who_only_stands_for_somebody_comes_in_by_no_door(house: House) -> None:
    token, client = token_of(house.bob), Client()
    client.force_login(house.bob, backend=settings.AUTHENTICATION_BACKENDS[-1])
    User.objects.filter(pk=house.bob.pk).update(can_sign_in=False)
    assert client.get("/").status_code == 303
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
