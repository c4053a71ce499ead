"""Move a lead to another step by hand, where its kind of opportunity lets its people say where it stands."""

from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.actions.stepping import keep_steps
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes.drawn import diagram_of, steps_of
from leadwright.processes.facts import ProcessMoved
from leadwright.processes.fetching import running_or_refuse
from leadwright.processes.models import Instance, Token
from leadwright.processes.running import Run


@action
def move(number: int, *, by: User, at: datetime, step: object = None) -> Lead:
    """Put a lead at a step of its process: the steps before it count as done, those from it on as to come."""
    lead = locked(number, by=by)
    check(lead, Verb.POST, by=by)
    instance = running_or_refuse(lead)
    if not instance.is_moved_by_hand:
        refuse("MOVED_BY_PROCESS")
    names = [element.id for element in steps_of(diagram_of(instance))]
    if step in (None, ""):
        refuse_fields([field_error("step", "FIELD_REQUIRED")])
    if step not in names:
        reason = _("choose one of: {allowed}").format(allowed=", ".join(names))
        refuse_fields([field_error("step", "FIELD_INVALID", reason=reason)])
    if lead.steps != [step]:
        _move(lead, instance, str(step), names, by=by, at=at)
    return lead


def _move(lead: Lead, instance: Instance, step: str, names: list[str], *, by: User, at: datetime) -> None:
    former, place = tuple(lead.steps), names.index(step)
    run = Run(instance=instance, lead=lead, by=by.party(), user=by, at=at)
    instance.tokens.all().delete()
    instance.marks.filter(element__in=names[place:]).delete()
    done = set(instance.marks.values_list("element", flat=True))
    for name in names[:place]:
        if name not in done:
            run.mark(Token(instance=instance, element=name))
    Token.objects.create(instance=instance, element=step, since=at)
    keep_steps(lead, [step])
    record(ProcessMoved(lead=lead, instance=instance, former=former, steps=(step,), by=by.party(), at=at))
