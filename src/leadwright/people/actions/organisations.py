"""Enter organisations with their groups and units."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.money import countries
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.facts import OrganisationFounded
from leadwright.people.identity import fault_in_company
from leadwright.people.models import Group, Organisation, Partnership, Unit

LONGEST_NAME = 200


@transaction.atomic
def establish(
    name: str, *, country: str, time_zone: str, by: Party, at: datetime, vendor: Organisation | None = None
) -> Organisation:
    """Enter an organisation; with a vendor given, it becomes that vendor's partner."""
    refuse_unless_zone(time_zone)
    refuse_unless_country(country)
    if fault := fault_in_company(name):
        refuse("FIELD_INVALID", field="name", reason=fault)
    refuse_unfit_name(name)
    organisation = _entered(trimmed(name), country=country.upper(), time_zone=time_zone, at=at)
    if vendor is not None:
        Partnership.objects.create(vendor=vendor, partner=organisation)
    record(OrganisationFounded(organisation=organisation, by=by, at=at))
    return organisation


def _entered(name: str, *, country: str, time_zone: str, at: datetime) -> Organisation:
    if Organisation.objects.filter(name__iexact=name).exists():
        refuse("COMPANY_TAKEN", field="name")
    try:
        with transaction.atomic():
            return Organisation.objects.create(name=name, country=country, time_zone=time_zone, created_at=at)
    except IntegrityError:
        refuse("COMPANY_TAKEN", field="name")


def refuse_unfit_name(name: str, *, longest: int = LONGEST_NAME) -> None:
    """Refuse a name that is empty, too long or not one clean line."""
    if not trimmed(name):
        refuse("FIELD_REQUIRED", field="name")
    if fault := fault_in_line(name):
        refuse("FIELD_INVALID", field="name", reason=fault)
    if len(trimmed(name)) > longest:
        refuse("FIELD_INVALID", field="name", reason=_("it is too long"))


def refuse_unless_country(country: str) -> None:
    """Refuse what is not the code of a country (ISO 3166-1 alpha-2)."""
    if country.upper() not in countries():
        refuse(
            "FIELD_INVALID", field="country", reason=_("there is no such country; write its code, such as BE")
        )


def refuse_unless_zone(time_zone: str) -> None:
    """Refuse a time zone that the zone database does not know (IANA names only)."""
    if time_zone not in available_timezones():
        refuse(
            "FIELD_INVALID",
            field="time_zone",
            reason=_("there is no such time zone; write one such as Europe/Brussels"),
        )


@transaction.atomic
def add_group(organisation: Organisation, *, name: str) -> Group:
    """Add a group to an organisation."""
    return Group.objects.create(organisation=organisation, name=name)


@transaction.atomic
def add_unit(group: Group, *, name: str) -> Unit:
    """Add a unit to a group; the first unit of an organisation becomes its reception."""
    unit = Unit.objects.create(group=group, name=name)
    Organisation.objects.filter(pk=group.organisation_id, reception_unit=None).update(reception_unit=unit)
    return unit
