"""Move a process that runs to another version of its diagram: each step that waits goes on at one of the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.diagrams.model import Diagram, Element, Kind
from leadwright.diagrams.models import Version
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.actions.stepping import keep_steps
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes.drawn import diagram_of
from leadwright.processes.facts import ProcessMoved
from leadwright.processes.fetching import running_or_refuse
from leadwright.processes.models import Instance, Token


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Where each step that waits would go on: the step now, and the step of the other version, None where unsaid."""

    version: int
    steps: Mapping[str, str | None]


@action
def migrate(
    number: int,
    *,
    by: User,
    at: datetime,
    version: object = None,
    steps: object = None,
    dry_run: object = False,
) -> Preview:
    """Let the process of a lead go by another published version of its diagram.

    `steps` says for steps that wait where they go on; one of the same id and kind needs no word. With `dry_run` only
    that is answered, and nothing changes.
    """
    lead = locked(number, by=by)
    check(lead, Verb.POST, by=by)
    instance = running_or_refuse(lead)
    other = _version(instance, version)
    new, given = other.process(), _given(steps)
    tokens = list(instance.tokens.order_by("pk"))
    mapping = {token.element: _target(token.element, instance, new, given) for token in tokens}
    if dry_run is True:
        return Preview(version=other.number, steps=mapping)
    if unmapped := [name for name, target in mapping.items() if target is None]:
        refuse("STEPS_UNMAPPED", field="steps", names=", ".join(unmapped))
    _settle(lead, instance, tokens, {name: target or "" for name, target in mapping.items()}, other)
    former, now = tuple(mapping), tuple(lead.steps)
    record(ProcessMoved(lead=lead, instance=instance, former=former, steps=now, by=by.party(), at=at))
    return Preview(version=other.number, steps=mapping)


def _settle(
    lead: Lead, instance: Instance, tokens: list[Token], mapping: Mapping[str, str], other: Version
) -> None:
    for token in tokens:
        token.element, token.flow = mapping[token.element], ""
    Token.objects.bulk_update(tokens, ["element", "flow"])
    instance.version = other
    instance.save(update_fields=["version"])
    keep_steps(lead, [token.element for token in tokens])


def _version(instance: Instance, number: object) -> Version:
    rows = Version.objects.filter(diagram=instance.version.diagram_id, published_at__isnull=False)
    if number in (None, ""):
        refuse_fields([field_error("version", "FIELD_REQUIRED")])
    row = rows.select_related("diagram").filter(number=number_in(number) or 0).first()
    reason = _("choose a published version of the same process")
    return row or refuse("FIELD_INVALID", field="version", reason=reason)


def _given(steps: object) -> Mapping[str, Any]:
    if steps in (None, ""):
        return {}
    if not isinstance(steps, Mapping):
        refuse("FIELD_INVALID", field="steps", reason=_("it must be an object of steps by steps"))
    return steps


def _target(name: str, instance: Instance, new: Diagram, given: Mapping[str, Any]) -> str | None:
    """Return where a step that waits goes on: as was said, else at the one of its id; both are of one kind."""
    former = diagram_of(instance).by_id[name]
    target = given.get(name, name)
    element: Element | None = new.by_id.get(str(target))
    if element is None or element.kind is not former.kind or element.kind is Kind.PARALLEL:
        if name in given:
            reason = _("“{step}” has no step like it there").format(step=former.label)
            refuse("FIELD_INVALID", field="steps", reason=reason)
        return None
    return element.id
