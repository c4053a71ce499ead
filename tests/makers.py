"""Makers: the smallest valid thing of each kind, with what a test cares about named."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadwright.contacts import actions as contact_actions
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.people.actions.organisations import add_group, add_unit, establish
from leadwright.people.actions.sign_in import accept_terms
from leadwright.people.actions.tokens import create_token
from leadwright.people.models import Group, Organisation, Profile, Unit, User
from tests.again import made

BRUSSELS = ZoneInfo("Europe/Brussels")
NOON = datetime(2026, 3, 2, 12, tzinfo=BRUSSELS)
_numbers = count(1)


def moment(text: str) -> datetime:
    """Return a moment in Brussels, written 2026-03-05 10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def make_organisation(name: str = "", **more: Any) -> Organisation:
    chosen = {"country": "BE", "time_zone": "Europe/Brussels", "by": SYSTEM, "at": NOON} | more
    return establish(name or f"Company {next(_numbers)}", **chosen)


def make_group(organisation: Organisation | None = None, name: str = "") -> Group:
    return add_group(organisation or make_organisation(), name=name or f"Group {next(_numbers)}")


def make_unit(group: Group | None = None, name: str = "") -> Unit:
    return add_unit(group or make_group(), name=name or f"Unit {next(_numbers)}")


def make_user(
    name: str = "", *, unit: Unit | None = None, profile: str = "portal-writer", **more: Any
) -> User:
    """Make a user who has set a password and agreed to the terms; several profiles are parted by spaces."""
    home = unit or make_unit()
    called = name or f"user{next(_numbers)}"
    user = User(
        email=f"{called.lower()}{next(_numbers)}@example.org",
        name=called.title(),
        unit=home,
        organisation=home.group.organisation,
        date_joined=NOON,
        **more,
    )
    user.set_password("correct-horse-battery")
    user.save()
    user.profiles.set([Profile.objects.get(code=code) for code in profile.split()])
    accept_terms(user, at=NOON)
    return user


def make_contact(by: User, *, at: datetime = NOON, **fields: Any) -> Contact:
    """Make a contact of the user's organisation."""
    number = next(_numbers)
    usual = {"kind": "company", "name": f"Customer {number}", "email": f"info@customer-{number}.example"}
    return contact_actions.enter(usual | fields, by=by, at=at)


def make_lead(by: User, *, at: datetime = NOON, contact: Contact | None = None, **fields: Any) -> Lead:
    """Make a lead: in the queue of a distributor, else the maker's own."""
    usual: dict[str, Any] = {
        "type": "partner-lead",
        "description": "wants twenty printers",
        "confirm_new": True,
    }
    if [profile.code for profile in by.held] != ["lead-distributor"] and "unit" not in fields:
        usual["owner"] = by.email
    usual["contact"] = {"id": (contact or make_contact(by, at=at)).pk}
    return actions.create(usual | fields, by=by, at=at)


def change_rights(user: User, **permissions: str) -> None:
    """Let the first profile of a user allow something else, as `lead_see_deal="none"`."""
    profile = user.held[0]
    profile.permissions |= {name.replace("_", ".", 1): reach for name, reach in permissions.items()}
    profile.save()


class House:
    """A vendor with a distributor, and partner P with two units of one group, as the scenarios have it."""

    def __init__(self) -> None:
        self.__dict__.update(made(type(self).__name__, self._made))

    def _made(self) -> dict[str, Any]:
        self.vendor = make_organisation("Vendor")
        desk = make_unit(make_group(self.vendor, "Desk"), "Desk")
        self.dina = make_user("dina", unit=desk, profile="lead-distributor")
        self.partner = make_organisation("Partner P", vendor=self.vendor)
        self.group = make_group(self.partner, "GP")
        self.u1, self.u2 = make_unit(self.group, "U1"), make_unit(self.group, "U2")
        self.ann, self.bob = make_user("ann", unit=self.u1), make_user("bob", unit=self.u2)
        self.adm = make_user("adm", unit=self.u1, profile="company-admin")
        self.nina = make_user("nina", unit=self.u1, profile="portal-reader")
        self.south = make_organisation("South", vendor=self.vendor)
        self.cas = make_user("cas", unit=make_unit(make_group(self.south, "GS"), "S1"))
        return vars(self)

    def queued(self, *, at: datetime = NOON, **fields: Any) -> Lead:
        """Return a lead in the vendor's queue."""
        return make_lead(self.dina, at=at, **fields)

    def offered(self, *, at: datetime = NOON, unit: Unit | None = None, **fields: Any) -> Lead:
        """Return a lead that was offered to a unit of P, by default U1."""
        lead = self.queued(at=at, **fields)
        return actions.offer(lead.pk, by=self.dina, at=at, unit=(unit or self.u1).pk)

    def accepted(self, *, at: datetime = NOON, **fields: Any) -> Lead:
        """Return a lead that Ann accepted."""
        return actions.accept(self.offered(at=at, **fields).pk, by=self.ann, at=at)

    def qualified(self, outcome: str = "opportunity", *, at: datetime = NOON, **more: Any) -> Lead:
        """Return a lead that Ann accepted and qualified."""
        return qualify(self.accepted(at=at), outcome, by=self.ann, at=at, **more)


def qualify(lead: Lead, outcome: str, *, by: User, at: datetime = NOON, **more: Any) -> Lead:
    """Qualify a lead with all that is mandatory."""
    given = {"description": "wants an offer", "contact": lead.contact_id, "owner": by.email} | more
    return actions.qualify(lead.pk, by=by, at=at, outcome=outcome, **given)


def fresh(lead: Lead) -> Lead:
    """Return the lead as it is stored now."""
    return Lead.objects.with_rules().get(pk=lead.pk)


def token_of(user: User) -> str:
    """Return a new API token of a user."""
    return create_token(user, by=user.party(), at=now())


@contextmanager
def refused(code: str, *fields: str) -> Iterator[None]:
    """Expect a refusal with this code, naming these fields."""
    with pytest.raises(Refused) as no:
        yield
    assert no.value.code == code
    assert set(fields) <= {error.field for error in no.value.errors}
