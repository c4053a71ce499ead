"""Take up partners: organisations to which one's own can offer leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from leadwright.foundation.refusals import Refused
from leadwright.foundation.text import trimmed
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.actions.organisations import add_group, add_unit, establish, refuse_unfit_name
from leadwright.people.actions.users import NewUser, enter_user
from leadwright.people.facts import PartnerAdded
from leadwright.people.giving import refuse_ungivable
from leadwright.people.models import Organisation, Profile, Unit, User


@dataclass(frozen=True, kw_only=True)
class NewPartner:
    """What is asked when a partner is added: the company, its first unit, and who looks after it."""

    company: str
    country: str
    time_zone: str
    unit: str
    name: str
    email: str


@transaction.atomic
def add_partner(new: NewPartner, *, by: User, at: datetime) -> Organisation:
    """Add a partner of the adder's organisation and invite its first company admin.

    Leads can be offered to it at once: its first unit is its reception.
    """
    require(by, "partner.manage")
    with _at_field("company"):
        partner = establish(
            new.company,
            country=new.country,
            time_zone=new.time_zone,
            by=by.party(),
            at=at,
            vendor=by.organisation,
        )
    with _at_field("unit"):
        unit = _first_unit(partner, name=new.unit)
    record(PartnerAdded(organisation=partner, vendor_id=by.organisation_id, by=by.party(), at=at))
    profile = Profile.objects.get(code="company-admin")
    refuse_ungivable([profile], by=by)
    admin = NewUser(
        email=new.email,
        name=new.name,
        unit=unit,
        profiles=[profile],
        language=by.language,
    )
    enter_user(admin, by=by.party(), at=at)
    return partner


def _first_unit(partner: Organisation, *, name: str) -> Unit:
    refuse_unfit_name(name)
    return add_unit(add_group(partner, name=trimmed(name)), name=trimmed(name))


@contextmanager
def _at_field(field: str) -> Iterator[None]:
    """Tell a refused name as the field that it was asked in: `name` alone is the admin's."""
    try:
        yield
    except Refused as no:
        errors = [replace(error, field=field) if error.field == "name" else error for error in no.errors]
        raise Refused(no.code, errors=errors) from no
