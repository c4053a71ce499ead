"""Enter organisations with their groups and units."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.facts import OrganisationFounded
from leadwright.people.models import Group, GroupCollaboration, Organisation, Partnership, Unit


@transaction.atomic
def found(
    name: str, *, country: str, time_zone: str, by: Party, at: datetime, vendor: Organisation | None = None
) -> Organisation:
    """Enter an organisation; with a vendor given, it becomes that vendor's partner."""
    refuse_unless_zone(time_zone)
    if not name.strip() or fault_in_line(name):
        refuse("FIELD_INVALID", field="name", reason=fault_in_line(name) or _("it is empty"))
    organisation = Organisation.objects.create(
        name=name.strip(), country=country.upper(), time_zone=time_zone, created_at=at
    )
    if vendor is not None:
        Partnership.objects.create(vendor=vendor, partner=organisation)
    record(OrganisationFounded(organisation=organisation, by=by, at=at))
    return organisation


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


def let_see(*, host: Group, guest: Group) -> None:
    """Let the members of one group see what another owns."""
    GroupCollaboration.objects.get_or_create(host=host, guest=guest)
