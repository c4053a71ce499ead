"""One act on many leads, each with its own answer: as a set in one transaction, or each in one of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from inspect import signature
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import attempt, batch, several_actions
from leadwright.foundation.refusals import Refused, field_error, refuse, refuse_fields
from leadwright.leads import actions, fields
from leadwright.leads.actions.sets import is_set, prepare
from leadwright.leads.filters import reader_of, table_for
from leadwright.leads.lifecycle import ON_SEVERAL
from leadwright.leads.listing import chosen_leads
from leadwright.leads.locking import lock_each
from leadwright.leads.questions import verbs_above
from leadwright.people.models import User

MOST = 100
NAMES = tuple(map(str, ON_SEVERAL))
TAKEN_ANYWAY = {"number", "by", "at", "version"}


def _action(verb: str) -> Callable[..., Any]:
    """Return the action of a verb: one of this room, else that of a room above."""
    own: Callable[..., Any] | None = getattr(actions, verb, None)
    return own or verbs_above()[verb]


def _parameters(verb: str) -> frozenset[str]:
    return frozenset(signature(_action(verb)).parameters)


def _settable(verb: str) -> frozenset[str]:
    """Return what a verb takes beside the lead; an action that takes all data at once changes fields."""
    parameters = _parameters(verb)
    return fields.EDIT if "data" in parameters else parameters - TAKEN_ANYWAY


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A lead by its number, and the version of it that was seen."""

    number: int
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of one lead: it was done, or refused with a reason."""

    number: int
    refusal: Refused | None = None


class TooMany(Refused):
    """More leads fit than can be done together."""


def together(
    verb: str, picked: Collection[Picked], data: Mapping[str, Any], *, by: User, at: datetime
) -> list[Answer]:
    """Do the same with several leads, at most 100; one that refuses does not hold up the others.

    Each lead is checked alone, in the order of the numbers. Editing and deleting need the version that was seen
    of each. What no lead could do is refused before the first one.
    """
    if verb not in NAMES:
        refuse("FIELD_INVALID", field="verb", reason=_("choose of: {names}").format(names=", ".join(NAMES)))
    if not picked:
        refuse("FIELD_REQUIRED", field="leads")
    if len(picked) > MOST:
        reason = _("at most {number} leads at a time").format(number=MOST)
        refuse("FIELD_INVALID", field="leads", reason=reason)
    refuse_fields(
        field_error(f"data.{name}", "FIELD_UNKNOWN") for name in sorted(data.keys() - _settable(verb))
    )
    by_number = {row.number: row for row in picked}
    done = _done_as_set if is_set(verb, data) else _done_alone
    return done(verb, [by_number[number] for number in sorted(by_number)], data, by, at)


def fitting(data: Mapping[str, str], *, by: User, at: datetime) -> list[Picked]:
    """Return the leads within reach that fit some filters, each with the version that it has now.

    More than can be done together are refused with their number; filters are named as in the list.
    """
    chosen = table_for(by).read(data, reader_of(by, at))
    refuse_fields(replace(fault, field=f"filter.{fault.field}") for fault in chosen.faults)
    rows = chosen_leads(chosen).order_by("number")
    picked = [Picked(number=row.number, version=row.version) for row in rows.only("version")[: MOST + 1]]
    if len(picked) > MOST:
        text = _("{count} leads fit; at most {number} at a time")
        reason = text.format(count=rows.count(), number=MOST)
        raise TooMany("FIELD_INVALID", field="filter", reason=reason)
    return picked


def _done_alone(
    verb: str, picked: Sequence[Picked], data: Mapping[str, Any], by: User, at: datetime
) -> list[Answer]:
    """Lock, store and record each lead in a transaction of its own."""
    with several_actions():
        return [_answer(verb, lead, data, by, at) for lead in picked]


def _done_as_set(
    verb: str, picked: Sequence[Picked], data: Mapping[str, Any], by: User, at: datetime
) -> list[Answer]:
    """Lock all leads in one transaction, do it with each that lets it be done, and store them together."""
    with batch():
        prepare(verb, lock_each([lead.number for lead in picked], by=by))
        return [_answer(verb, lead, data, by, at) for lead in picked]


def _answer(verb: str, lead: Picked, data: Mapping[str, Any], by: User, at: datetime) -> Answer:
    parameters = _parameters(verb)
    arguments: dict[str, Any] = {"data": data} if "data" in parameters else dict(data)
    if "version" in parameters:
        arguments["version"] = lead.version
    try:
        with attempt():
            _action(verb)(lead.number, by=by, at=at, **arguments)
    except Refused as no:
        return Answer(number=lead.number, refusal=no)
    return Answer(number=lead.number)
