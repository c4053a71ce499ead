"""Update a lead: change it, and with the same press qualify or close it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.batches import action
from leadwright.leads.actions.closing import lose
from leadwright.leads.actions.editing import edit
from leadwright.leads.actions.qualifying import qualify
from leadwright.leads.actions.winning import win
from leadwright.leads.lifecycle import Verb
from leadwright.people.models import User

FOLLOWING: Mapping[Verb, Callable[..., object]] = {Verb.QUALIFY: qualify, Verb.WIN: win, Verb.LOSE: lose}


@action
def update(
    number: int,
    changes: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    version: int | None,
    verb: Verb | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Edit a lead where something is to change, then do a verb with what comes with it; all of it, or nothing.

    Each keeps its own right, checks and entry in history. A verb alone needs no version.
    """
    if changes:
        edit(number, changes, by=by, at=at, version=version)
    if verb is not None:
        FOLLOWING[verb](number, by=by, at=at, **(data or {}))
