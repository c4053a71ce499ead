"""One act on many leads: each in a transaction of its own, each with its own answer."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from inspect import signature
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import Refused, field_error, refuse, refuse_fields
from leadwright.leads import fields
from leadwright.leads.actions.answering import accept, reject
from leadwright.leads.actions.assigning import assign
from leadwright.leads.actions.closing import cancel, lose
from leadwright.leads.actions.editing import delete, edit
from leadwright.leads.actions.offering import offer, withdraw
from leadwright.leads.actions.qualifying import qualify, start
from leadwright.leads.actions.winning import win
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead
from leadwright.people.models import User

MOST = 100
VERBS: dict[str, Callable[..., Lead]] = {
    Verb.ACCEPT: accept,
    Verb.REJECT: reject,
    Verb.OFFER: offer,
    Verb.WITHDRAW: withdraw,
    Verb.ASSIGN: assign,
    Verb.START: start,
    Verb.QUALIFY: qualify,
    Verb.WIN: win,
    Verb.LOSE: lose,
    Verb.CANCEL: cancel,
}
ON_A_VERSION = (Verb.EDIT, Verb.DELETE)
NAMES = (*map(str, VERBS), *map(str, ON_A_VERSION))
NOT_DATA = {"number", "by", "at"}
# What each verb takes beside the lead.
TAKEN: dict[str, frozenset[str]] = {
    Verb.EDIT: fields.EDIT,
    Verb.DELETE: frozenset(),
    **{verb: frozenset(signature(act).parameters.keys() - NOT_DATA) for verb, act in VERBS.items()},
}


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

    Each lead is locked, checked, stored and recorded alone, in the order of the numbers. Editing and
    deleting need the version that was seen of each. What no lead could do is refused before the first one.
    """
    if verb not in NAMES:
        refuse("FIELD_INVALID", field="verb", reason=_("choose of: {names}").format(names=", ".join(NAMES)))
    if not picked:
        refuse("FIELD_REQUIRED", field="leads")
    if len(picked) > MOST:
        reason = _("at most {number} leads at a time").format(number=MOST)
        refuse("FIELD_INVALID", field="leads", reason=reason)
    refuse_fields(field_error(f"data.{name}", "FIELD_UNKNOWN") for name in sorted(data.keys() - TAKEN[verb]))
    by_number = {one.number: one for one in picked}
    return [_answer(verb, by_number[number], data, by, at) for number in sorted(by_number)]


def fitting(data: Mapping[str, str], *, by: User, at: datetime) -> list[Picked]:
    """Return the leads within reach that fit some filters, each with the version that it has now.

    More than can be done together are refused with their number; filters are named as in the list.
    """
    chosen = LEADS.read(data, reader_of(by, at))
    refuse_fields(replace(fault, field=f"filter.{fault.field}") for fault in chosen.faults)
    rows = LEADS.narrow(Lead.objects.within_reach(by, "lead.view"), chosen).order_by("number")
    picked = [Picked(number=row.number, version=row.version) for row in rows.only("version")[: MOST + 1]]
    if len(picked) > MOST:
        text = _("{count} leads fit; at most {number} at a time")
        reason = text.format(count=rows.count(), number=MOST)
        raise TooMany("FIELD_INVALID", field="filter", reason=reason)
    return picked


def _answer(verb: str, one: Picked, data: Mapping[str, Any], by: User, at: datetime) -> Answer:
    try:
        if verb == Verb.EDIT:
            edit(one.number, data, by=by, at=at, version=one.version)
        elif verb == Verb.DELETE:
            delete(one.number, by=by, at=at, version=one.version)
        else:
            VERBS[verb](one.number, by=by, at=at, **data)
    except Refused as no:
        return Answer(number=one.number, refusal=no)
    return Answer(number=one.number)
