"""Nobody gives more than he has: each change of roles by each visitor, against a table made from the rule alone."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from leadwright.foundation.refusals import Refused
from leadwright.people.actions.users import edit_user
from leadwright.people.models import Profile, User
from leadwright.people.reach import PERMISSIONS
from tests.access.standing import standing
from tests.makers import NOON, House, make_user

Pair = tuple[str, str]
# What each reach consists of: written down here anew, so that a mistake in the product is none of the table.
SETS = {
    "none": (),
    "own": ("own",),
    "team": ("own", "team"),
    "unit": ("own", "team", "unit"),
    "group": ("own", "team", "unit", "group"),
    "organisation": ("own", "team", "unit", "group", "handled"),
    "sent": ("sent",),
    "all": ("own", "team", "unit", "group", "handled", "sent", "elsewhere"),
}
WITHOUT_DISTANCE = {"lead.create", "lead.import", "lead.see_deal"}
MADE = {
    "clerk": {"user.view": "organisation", "user.manage": "organisation"},
    "sees-sent": {"lead.view": "sent"},
    "sees-handled": {"lead.view": "organisation"},
    "enters": {"lead.create": "sent"},
    "nothing": {},
}
SHIPPED = (
    "portal-reader",
    "portal-writer",
    "company-admin",
    "lead-distributor",
    "configurator",
    "report-user",
    "administrator",
)
VISITORS = {
    "outsider": "",
    "reader": "portal-reader",
    "writer": "portal-writer",
    "clerk": "clerk",
    "company admin": "company-admin",
    "administrator alone": "administrator",
    "administrator": "administrator company-admin lead-distributor",
}


def pairs(profiles: Iterable[Profile]) -> set[Pair]:
    """Return what some profiles allow, as pairs of a permission and a set of rows."""
    return {
        (permission, part)
        for profile in profiles
        for permission, reach in profile.permissions.items()
        for part in (("yes",) if permission in WITHOUT_DISTANCE and reach != "none" else SETS[reach])
    }


def manages(held: set[Pair]) -> bool:
    return {"user.manage", "user.view"} <= {permission for permission, _part in held}


class Office:
    """One organisation with a visitor of each kind, and somebody with each role for everything to be tried on."""

    def __init__(self) -> None:
        self.house = House()
        self.unit = self.house.dina.unit
        home = self.house.vendor
        for code, permissions in MADE.items():
            Profile.objects.create(organisation=home, code=code, name=code.title(), permissions=permissions)
        # So that no change is refused because it would leave nobody.
        make_user("spare", unit=self.unit, profile=VISITORS["administrator"])
        self.targets = {code: make_user(unit=self.unit, profile=code) for code in (*SHIPPED, *MADE)}
        self.profiles = {profile.code: profile for profile in Profile.objects.all()}

    def visitor(self, name: str) -> User | None:
        return make_user(unit=self.unit, profile=VISITORS[name]) if VISITORS[name] else None


# The organisation.
standing_office, office = standing(Office, "office")


def page_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def undone(act: Callable[[], Any]) -> Any:
    """Return what an act leads to, and undo it."""
    with transaction.atomic():
        result = act()
        transaction.set_rollback(True)
    return result


def held_after(client: Client, target: User, codes: list[str]) -> set[str]:
    """Return which roles a user has once the page was asked to give him some."""
    data = {"name": target.name, "language": "en", "unit": target.unit_id, "is_active": "on"}
    answer = client.post(f"/company/users/{target.pk}/", data | {"profiles": codes})
    assert answer.status_code in (303, 401, 403, 422), answer.status_code
    return {profile.code for profile in User.objects.get(pk=target.pk).held}


def by_the_verb(visitor: User, target: User, profiles: list[Profile]) -> set[str]:
    """Return which roles a user has once the verb was asked to give him some."""
    with suppress(Refused):
        edit_user(target.pk, by=User.objects.get(pk=visitor.pk), at=NOON, profiles=profiles)
    return {profile.code for profile in User.objects.get(pk=target.pk).held}


@pytest.mark.parametrize("name", VISITORS)
def test_who_ends_with_which_role_follows_from_the_rule_alone(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    client = page_of(visitor)
    for target in [*office.targets.values(), *([visitor] if visitor else [])]:
        before = {profile.code for profile in target.held}
        reachable = manages(own) and pairs(target.held) <= own
        for code, profile in office.profiles.items():
            expected = {code} if reachable and pairs([profile]) <= own else before
            where = (name, before, code)
            got = undone(lambda target=target, code=code: held_after(client, target, [code]))
            assert got == expected, where
            if visitor:
                done = undone(lambda target=target, profile=profile: by_the_verb(visitor, target, [profile]))
                assert done == expected, where


@pytest.mark.parametrize("name", VISITORS)
def test_two_roles_together_are_given_by_who_has_both(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    target, codes = office.targets["nothing"], ["sees-sent", "sees-handled"]
    may = manages(own) and pairs(office.profiles[code] for code in codes) <= own
    assert held_after(page_of(visitor), target, codes) == (set(codes) if may else {"nothing"})


def as_typed(profile: Profile, **changes: str) -> dict[str, str]:
    given = {item.replace(".", "_"): profile.permissions.get(item, "none") for item in PERMISSIONS}
    return {"name": profile.name} | given | changes


def definition_after(client: Client, profile: Profile, **changes: str) -> tuple[str, dict[str, str]] | None:
    """Return name and permissions of a role once the page was asked to change them."""
    client.post(f"/company/profiles/{profile.pk}/", as_typed(profile, **changes))
    stored = Profile.objects.get(pk=profile.pk)
    return stored.name, {item: reach for item, reach in stored.permissions.items() if reach != "none"}


@pytest.mark.parametrize("name", VISITORS)
def test_what_a_role_is_changes_who_has_all_that_it_holds_or_would_hold(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    client = page_of(visitor)
    for code, profile in office.profiles.items():
        may = manages(own) and code in MADE and pairs([profile]) <= own
        renamed = undone(lambda profile=profile: definition_after(client, profile, name="Otherwise"))
        assert (renamed[0] == "Otherwise") is may, (name, code)
        wider = undone(lambda profile=profile: definition_after(client, profile, lead_view="organisation"))
        may_widen = may and pairs([Profile(permissions={"lead.view": "organisation"})]) <= own
        expected = profile.permissions | ({"lead.view": "organisation"} if may_widen else {})
        assert wider[1] == {item: reach for item, reach in expected.items() if reach != "none"}, (name, code)


def removed(client: Client, profile: Profile) -> bool:
    client.post(f"/company/profiles/{profile.pk}/remove/")
    return not Profile.objects.filter(pk=profile.pk).exists()


def copied(client: Client, profile: Profile) -> bool:
    client.post("/company/profiles/", {"profile": profile.pk, "name": "A copy"})
    return Profile.objects.filter(name="A copy").exists()


@pytest.mark.parametrize("name", VISITORS)
def test_a_role_is_copied_and_removed_by_who_has_all_that_it_holds(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    client = page_of(visitor)
    for code, profile in office.profiles.items():
        may = manages(own) and pairs([profile]) <= own
        assert undone(lambda profile=profile: copied(client, profile)) is may, (name, code)
    for code, permissions in MADE.items():
        spare = Profile.objects.create(
            organisation=office.house.vendor, code=f"x-{code}", name=f"X {code}", permissions=permissions
        )
        may = manages(own) and pairs([spare]) <= own
        assert undone(lambda spare=spare: removed(client, spare)) is may, (name, code)


def account_after(client: Client, target: User, **changes: object) -> tuple[str, bool, int]:
    """Return name, activity and unit of a user once the page was asked to change them."""
    data = {"name": target.name, "language": "en", "unit": target.unit_id, "is_active": "on"}
    typed = data | {"profiles": [profile.code for profile in target.held]} | changes
    client.post(f"/company/users/{target.pk}/", typed)
    stored = User.objects.get(pk=target.pk)
    return stored.name, stored.is_active, stored.unit_id


@pytest.mark.parametrize("name", VISITORS)
def test_the_account_of_a_user_changes_who_has_all_that_he_has(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    client = page_of(visitor)
    for code, target in office.targets.items():
        may = manages(own) and pairs(target.held) <= own
        new = undone(lambda target=target: account_after(client, target, name="Renamed"))
        assert (new[0] == "Renamed") is may, (name, code)
        new = undone(lambda target=target: account_after(client, target, is_active=""))
        assert new[1] is not may, (name, code)
        User.objects.filter(pk=target.pk).update(password="!", is_active=True)
        answer = undone(lambda target=target: client.post(f"/company/users/{target.pk}/invite/"))
        assert (answer.headers.get("Location") == "/company/users/") is may, (name, code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("clerk", "portal-reader"),
        ("company admin", "lead-distributor"),
        ("administrator alone", "company-admin"),
    ],
)
def test_who_was_switched_off_is_not_switched_on_by_who_has_less(
    office: Office, name: str, code: str
) -> None:
    client = page_of(office.visitor(name))
    target = office.targets[code]
    User.objects.filter(pk=target.pk).update(is_active=False)
    assert account_after(client, target)[1] is False


@pytest.mark.parametrize("name", VISITORS)
def test_the_form_offers_what_may_be_given_and_nothing_else(office: Office, name: str) -> None:
    visitor = office.visitor(name)
    own = pairs(visitor.held) if visitor else set()
    page = page_of(visitor).get("/company/users/new/").content.decode()
    offered = {code for code in office.profiles if f'name="profiles" value="{code}"' in page}
    assert offered == {
        code for code, profile in office.profiles.items() if manages(own) and pairs([profile]) <= own
    }
