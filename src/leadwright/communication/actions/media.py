"""Keep the list of media: what people communicate by in this installation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from leadwright.communication.defining import Definer
from leadwright.communication.describing import changes_between, parts_of_medium
from leadwright.communication.facts import MediumAdded, MediumChanged
from leadwright.communication.models import Medium
from leadwright.foundation.refusals import NotFound, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User


@transaction.atomic
def add_medium(data: Mapping[str, Any], *, by: User, at: datetime) -> Medium:
    """Add a medium; its code never changes."""
    require(by, "configuration.edit")
    row, definer = Medium(position=Medium.objects.count()), Definer()
    row.code = definer.code_of_medium(data.get("code"))
    rest = {name: value for name, value in data.items() if name != "code"}
    definer.read_medium(row, {"label": None, **rest})
    refuse_fields(definer.faults)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse("NAME_TAKEN", field="code")
    record(MediumAdded(medium=row, by=by.party(), at=at))
    return row


@transaction.atomic
def change_medium(code: str, data: Mapping[str, Any], *, by: User, at: datetime) -> Medium:
    """Change what is said of a medium, retire it, or offer it again; an absent part stays."""
    require(by, "configuration.edit")
    row = Medium.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound
    before, definer = parts_of_medium(row), Definer()
    definer.read_medium(row, data)
    refuse_fields(definer.faults)
    if changes := changes_between(before, parts_of_medium(row)):
        row.save()
        record(MediumChanged(medium=row, changes=changes, by=by.party(), at=at))
    return row
