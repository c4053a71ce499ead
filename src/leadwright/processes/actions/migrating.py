"""Move a process that runs to another version of its diagram: each step that waits goes on at one of the other."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.diagrams.model import Diagram, Kind
from leadwright.diagrams.models import Version
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.people.models import User
from leadwright.processes.actions.ending import close_tasks
from leadwright.processes.drawn import diagram_of
from leadwright.processes.facts import ProcessMoved
from leadwright.processes.fetching import running_or_refuse
from leadwright.processes.models import Instance, Token
from leadwright.processes.running import Run
from leadwright.tasks.models import Task


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

    `steps` says for steps that wait where they go on; one of the same id and kind needs no word, and what waits there
    stays as it is. Where another is said the task of the old one is closed and the new one begins. With `dry_run` only
    that is answered, and nothing changes.
    """
    lead = locked(number, by=by)
    check(lead, Verb.POST, by=by)
    instance = running_or_refuse(lead)
    other, is_tried = _version(instance, version), _is_tried(dry_run)
    tokens = list(instance.tokens.order_by("pk"))
    given = _given(steps, {token.element for token in tokens})
    former, new = diagram_of(instance), other.process()
    mapping = {token.element: _target(token, former, new, given) for token in tokens}
    if is_tried:
        return Preview(version=other.number, steps=mapping)
    if unmapped := [former.by_id[name].label for name, target in mapping.items() if target is None]:
        refuse("STEPS_UNMAPPED", field="steps", names=", ".join(unmapped))
    instance.version = other
    instance.save(update_fields=["version"])
    was = tuple(lead.steps)
    moved = [token for token in tokens if mapping[token.element] != token.element]
    _go_on(Run(instance=instance, lead=lead, by=by.party(), user=by, at=at), moved, mapping)
    now = tuple(lead.steps)
    record(ProcessMoved(lead=lead, instance=instance, former=was, steps=now, by=by.party(), at=at))
    return Preview(version=other.number, steps=mapping)


def _go_on(run: Run, moved: list[Token], mapping: Mapping[str, str | None]) -> None:
    """End what waited at steps that have another in the other version, and let those begin."""
    tasks = Task.objects.filter(pk__in=[token.task for token in moved if token.task is not None])
    close_tasks(tasks, run.lead, because="version_changed", by=run.by, at=run.at)
    Token.objects.filter(pk__in=[token.pk for token in moved]).delete()
    run.enter(target for token in moved if (target := mapping[token.element]))


def _version(instance: Instance, number: object) -> Version:
    rows = Version.objects.filter(diagram=instance.version.diagram_id, published_at__isnull=False)
    if number in (None, ""):
        refuse_fields([field_error("version", "FIELD_REQUIRED")])
    row = rows.select_related("diagram").filter(number=number_in(number) or 0).first()
    reason = _("choose a published version of the same process")
    return row or refuse("FIELD_INVALID", field="version", reason=reason)


def _is_tried(dry_run: object) -> bool:
    if dry_run not in (None, True, False) or (isinstance(dry_run, int) and not isinstance(dry_run, bool)):
        refuse("FIELD_INVALID", field="dry_run", reason=_("it must be true or false"))
    return dry_run is True


def _given(steps: object, waiting: Set[str]) -> Mapping[str, Any]:
    if steps in (None, ""):
        return {}
    if not isinstance(steps, Mapping):
        refuse("FIELD_INVALID", field="steps", reason=_("it must be an object of steps by steps"))
    if steps.keys() - waiting:
        reason = _("choose one of: {allowed}").format(allowed=", ".join(sorted(waiting)))
        refuse("FIELD_INVALID", field="steps", reason=reason)
    return steps


def _target(token: Token, former: Diagram, new: Diagram, given: Mapping[str, Any]) -> str | None:
    """Return where what waits goes on: as was said, else at the step of its id; both are of one kind."""
    name, kind = token.element, former.by_id[token.element].kind
    target = str(given.get(name, name))
    element = new.by_id.get(target)
    is_like = (
        element is not None
        and element.kind is kind
        and (kind is not Kind.PARALLEL or _joins(token, target, new))
    )
    if is_like:
        return target
    if name in given:
        reason = _("“{step}” has no step like it there").format(step=former.by_id[name].label)
        refuse("FIELD_INVALID", field="steps", reason=reason)
    return None


def _joins(token: Token, target: str, new: Diagram) -> bool:
    """Tell whether branches are joined in the other version where they were, by the flow that has come already."""
    return target == token.element and any(flow.id == token.flow for flow in new.into[target])
