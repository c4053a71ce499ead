"""Divide and name one's own organisation: groups, their units, the unit that takes offers, the brand."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home
from leadwright.people.actions.organisations import add_group, add_unit, refuse_unfit_name
from leadwright.people.facts import BrandChanged, GroupAdded, ReceptionChanged, UnitAdded
from leadwright.people.models import Group, Organisation, Unit, User

LONGEST_BRAND = 60


@transaction.atomic
def open_group(name: str, *, by: User, at: datetime) -> Group:
    """Add a group to one's own organisation."""
    home = locked_home(by)
    refuse_unfit_name(name)
    try:
        with transaction.atomic():
            group = add_group(home, name=trimmed(name))
    except IntegrityError:
        refuse("NAME_TAKEN", field="name")
    record(GroupAdded(organisation=home, group=group, by=by.party(), at=at))
    return group


@transaction.atomic
def open_unit(name: str, *, group_id: int, by: User, at: datetime) -> Unit:
    """Add a unit to a group of one's own organisation."""
    home = locked_home(by)
    group = Group.objects.filter(organisation=home, pk=group_id).first()
    if group is None:
        refuse("FIELD_INVALID", field="group", reason=_("there is no such group in your company"))
    refuse_unfit_name(name)
    try:
        with transaction.atomic():
            unit = add_unit(group, name=trimmed(name))
    except IntegrityError:
        refuse("NAME_TAKEN", field="name")
    record(UnitAdded(organisation=home, unit=unit, by=by.party(), at=at))
    return unit


@transaction.atomic
def name_brand(brand_name: str, *, by: User, at: datetime) -> Organisation:
    """Say what the brand of one's own organisation is called; with no name it is called as the organisation is."""
    home = locked_home(by)
    name = trimmed(brand_name)
    if fault := fault_in_line(name):
        refuse("FIELD_INVALID", field="brand_name", reason=fault)
    if len(name) > LONGEST_BRAND:
        reason = _("at most {number} characters").format(number=LONGEST_BRAND)
        refuse("FIELD_INVALID", field="brand_name", reason=reason)
    before = home.brand_name
    if name != before:
        home.brand_name = name
        home.save(update_fields=["brand_name"])
        record(BrandChanged(organisation=home, before=before, by=by.party(), at=at))
    return home


@transaction.atomic
def choose_reception(unit_id: int, *, by: User, at: datetime) -> Organisation:
    """Choose the unit that takes offers to one's own organisation as a whole."""
    home = locked_home(by)
    unit = Unit.objects.filter(group__organisation=home, pk=unit_id).first()
    if unit is None:
        refuse("FIELD_INVALID", field="unit", reason=_("there is no such unit in your company"))
    before = home.reception_unit_id
    if before == unit.pk:
        return home
    home.reception_unit = unit
    home.save(update_fields=["reception_unit"])
    record(ReceptionChanged(organisation=home, before=before, by=by.party(), at=at))
    return home
