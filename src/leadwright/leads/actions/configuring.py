"""Change the configuration: one door for all of it, so that nothing faulty ever goes live."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count

from leadwright.foundation.refusals import FieldError, Refused
from leadwright.history.facts import Json, Party
from leadwright.history.record import record
from leadwright.leads.actions.migrating import migrate
from leadwright.leads.configuration.blueprint import Arrow, Audience, Blueprint
from leadwright.leads.configuration.changes import Change, changes, completed
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.facts import ConfigurationChanged
from leadwright.leads.configuration.faults import Fault, fault
from leadwright.leads.configuration.impact import STAY, Moves, Touched, target_of, touched
from leadwright.leads.configuration.levels import Step
from leadwright.leads.configuration.linter import lint
from leadwright.leads.configuration.rows import stored, write
from leadwright.leads.models import Lead
from leadwright.leads.rules_lock import hold_rules_alone
from leadwright.leads.states import OPEN
from leadwright.people.access import require
from leadwright.people.models import User

FIXED_KINDS = {
    "lost_reasons": "KIND_FIXED",
    "products": "PRODUCT_KIND_FIXED",
    "contact_roles": "ROLE_KIND_FIXED",
}
Edit = Callable[[Blueprint], Blueprint]
__all__ = ["STAY", "Edit", "Faulty", "Moves", "change", "foreseen", "put", "replaced", "weighed"]


class Faulty(Refused):
    """A configuration with faults was refused; each is named with its place."""

    def __init__(self, faults: list[Fault]) -> None:
        errors = [FieldError(field=fault.path, code=fault.code, detail=fault.sentence) for fault in faults]
        super().__init__(faults[0].code, errors=errors)
        self.faults = faults


def change(edit: Edit, *, by: User, at: datetime, moves: Moves = STAY) -> list[Change]:
    """Change the configuration as a user who may; returns what differs now."""
    require(by, "configuration.edit")
    return replaced(edit, by=by.party(), at=at, moves=moves)


@transaction.atomic
def replaced(
    edit: Edit, *, by: Party, at: datetime, moves: Moves = STAY, dry_run: bool = False
) -> list[Change]:
    """Put the configuration that `edit` makes of the stored one in its place, unless it has faults.

    What it leaves out of a list is retired. Open leads whose status goes away are moved to the status that
    `moves` names, by their type and status; without one the change is refused. A dry run only tells.
    """
    hold_rules_alone()
    old = stored()
    new = completed(old, edit(old))
    directory = Directory.for_blueprint(new)
    hit = touched(old, new, open_leads())
    stranded = [row for row in hit if row.is_stranded]
    chosen = [(row, target) for row in stranded if (target := target_of(moves, row.kind, row.status))]
    if faults := _faults(old, new, directory, hit, moves):
        raise Faulty(faults)
    if dry_run:
        return changes(old, new)
    result = put(old, new, directory, by=by, at=at)
    migrate(chosen, by=by, at=at)
    return result


def put(old: Blueprint, new: Blueprint, directory: Directory, *, by: Party, at: datetime) -> list[Change]:
    """Store what differs and record each change; what is stored was weighed before."""
    result = changes(old, new)
    write(old, new, directory)
    for row in result:
        data = {name: [_plain(value, directory) for value in both] for name, both in row.fields.items()}
        record(ConfigurationChanged(kind=row.kind, code=row.code, changes=data, by=by, at=at))
    return result


def foreseen(edit: Edit, *, by: User) -> list[Touched]:
    """Return whom a change would touch, or refuse it for what is wrong with it whatever leads there are."""
    require(by, "configuration.edit")
    old = stored()
    new = completed(old, edit(old))
    if faults := lint(new, Directory.for_blueprint(new).known()) or _fixed(old, new):
        raise Faulty(faults)
    return touched(old, new, open_leads())


def weighed(new: Blueprint, moves: Moves = STAY) -> list[Fault]:
    """Return what would keep a configuration from going live; nothing is stored."""
    old = stored()
    new = completed(old, new)
    return _faults(old, new, Directory.for_blueprint(new), touched(old, new, open_leads()), moves)


def _faults(
    old: Blueprint, new: Blueprint, directory: Directory, hit: Iterable[Touched], moves: Moves
) -> list[Fault]:
    """Find what is wrong in itself, else what is wrong for the leads there are."""
    return lint(new, directory.known()) or [*_fixed(old, new), *_stranded(hit, moves)]


def _fixed(old: Blueprint, new: Blueprint) -> list[Fault]:
    """Find what a row keeps for good, and would have otherwise."""
    rows: list[Fault] = []
    for entry in old.statuses:
        other = new.entry("statuses", entry.code)
        if other and other.state != entry.state:
            rows.append(
                fault("STATE_FIXED", "statuses", entry.code, "state", code=entry.code, state=entry.state)
            )
    for kind, code in FIXED_KINDS.items():
        for entry in old.entries(kind):
            other = new.entry(kind, entry.code)
            if other and other.kind != entry.kind:
                rows.append(fault(code, kind, entry.code, "kind", code=entry.code))
    return rows


def _stranded(hit: Iterable[Touched], moves: Moves) -> list[Fault]:
    """Name the statuses that open leads have and would lose, and the types of open leads that would go."""
    rows: list[Fault] = []
    for row in hit:
        target = target_of(moves, row.kind, row.status)
        words = {"status": row.status, "number": row.number, "kind": row.kind, "target": target}
        allowed = ", ".join(row.targets)
        if row.is_retired:
            rows.append(fault("TYPE_IN_USE", "types", row.kind, "retired", name=row.kind, number=row.number))
        elif row.is_stranded and not target:
            rows.append(fault("STATUS_IN_USE", "types", row.kind, "statuses", **words))
        elif row.is_stranded and target not in row.targets:
            rows.append(fault("MOVE_INVALID", "types", row.kind, "statuses", allowed=allowed, **words))
    return rows


def open_leads() -> list[tuple[str, str, int]]:
    """Return how many open leads there are of each type in each status."""
    rows = Lead.objects.filter(state__in=OPEN, deleted_at=None).order_by()
    counted = rows.values("type__code", "status__code").annotate(number=Count("pk"))
    return list(counted.values_list("type__code", "status__code", "number"))


def _plain(value: Any, directory: Directory) -> Json:
    """Return a value as history keeps it: people by number, never by address."""
    if isinstance(value, Arrow):
        ids = {kind: pks for kind, pks in directory.payload(value.audience).items() if pks}
        required = {"required": list(value.required)} if value.required else {}
        return {"from": value.start, "to": value.end, **ids, **required}
    if isinstance(value, Audience):
        return {kind: list(pks) for kind, pks in directory.payload(value).items() if pks}
    if isinstance(value, Step):
        return {name: _plain(item, directory) for name, item in vars(value).items()}
    if isinstance(value, tuple | list):
        return [_plain(row, directory) for row in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(item, directory) for name, item in value.items()}
    return str(value) if isinstance(value, Decimal) else value
