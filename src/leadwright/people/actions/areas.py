"""Say where on the map a group of one's own organisation is at home."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.money import countries
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home
from leadwright.people.facts import AreaAdded, AreaRemoved
from leadwright.people.geography import plain_postcode
from leadwright.people.models import Area, Group, Organisation, User

TEXTS = {"name": 200, "region": 100, "city": 100, "postcode_from": 20, "postcode_to": 20}


@transaction.atomic
def add_area(data: Mapping[str, Any], *, by: User, at: datetime) -> Area:
    """Tie a country, region, city or range of postcodes to a group; new leads from there belong to it."""
    home = locked_home(by)
    bounds = _bounds(data)
    group = Group.objects.filter(organisation=home, pk=data.get("group") or 0).first()
    if group is None:
        refuse("FIELD_INVALID", field="group", reason=_("there is no such group in your company"))
    try:
        with transaction.atomic():
            area = Area.objects.create(organisation=home, group=group, **bounds)
    except IntegrityError:
        refuse("NAME_TAKEN", field="name")
    record(AreaAdded(organisation=home, area=area, by=by.party(), at=at))
    return area


@transaction.atomic
def remove_area(pk: int, *, by: User, at: datetime) -> None:
    """Take an area off the map; leads keep the group that they have."""
    home = locked_home(by)
    area = Area.objects.filter(organisation=home, pk=pk).select_related("group").first()
    if area is None:
        raise NotFound
    record(AreaRemoved(organisation=home, area=area, by=by.party(), at=at))
    area.delete()


def _bounds(data: Mapping[str, Any]) -> dict[str, str]:
    faults: list[FieldError] = []
    result = {name: trimmed(str(data.get(name) or "")) for name in TEXTS}
    for name, longest in TEXTS.items():
        if wrong := fault_in_line(result[name]):
            faults.append(field_error(name, "FIELD_INVALID", reason=wrong))
        elif len(result[name]) > longest:
            reason = _("at most {number} characters").format(number=longest)
            faults.append(field_error(name, "FIELD_INVALID", reason=reason))
    if not result["name"]:
        faults.append(field_error("name", "FIELD_REQUIRED"))
    country = str(data.get("country") or "").upper()
    if country not in countries():
        reason = _("choose a country")
        faults.append(field_error("country", "FIELD_INVALID", reason=reason))
    result |= _postcodes(result, faults)
    refuse_fields(faults)
    return result | {"country": country}


def _postcodes(data: Mapping[str, str], faults: list[FieldError]) -> dict[str, str]:
    """A single postcode is a range of one."""
    first, last = plain_postcode(data["postcode_from"]), plain_postcode(data["postcode_to"])
    first, last = first or last, last or first
    if last < first:
        reason = _("it must not come before the first one")
        faults.append(field_error("postcode_to", "FIELD_INVALID", reason=reason))
    return {"postcode_from": first, "postcode_to": last}


def areas_of(organisation: Organisation | int) -> list[Area]:
    """Return the areas of an organisation with their groups, the oldest first."""
    return list(Area.objects.filter(organisation=organisation).select_related("group").order_by("pk"))
