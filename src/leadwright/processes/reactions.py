"""What processes do when something has happened, to a task of theirs or to their lead."""

from zoneinfo import ZoneInfo

from leadwright.diagrams.model import Kind
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Fact
from leadwright.leads.facts import (
    LeadAssigned,
    LeadClosed,
    LeadDeleted,
    LeadEdited,
    LeadFact,
    LeadQualified,
)
from leadwright.people.models import User
from leadwright.processes import services
from leadwright.processes.actions.ending import close_process, close_tasks
from leadwright.processes.actions.posting import start
from leadwright.processes.charge import OWNER
from leadwright.processes.drawn import diagram_of
from leadwright.processes.fetching import running
from leadwright.processes.models import Token
from leadwright.processes.running import Run
from leadwright.tasks.actions.working import finish, hand_on
from leadwright.tasks.facts import TaskCompleted
from leadwright.tasks.models import Task
from leadwright.tasks.own import unanswered


def doer_of(fact: Fact) -> User | None:
    """Return who did what a fact says, if it was somebody."""
    return User.objects.filter(pk=fact.by.id).first() if fact.by.id is not None else None


def go_on(fact: TaskCompleted) -> None:
    """A task of a process was completed: its step is done, and the next ones begin, in the same transaction."""
    task = fact.task
    if task.process is None or task.lead is None:
        return
    token = Token.objects.filter(task=task.pk).select_related("instance__version__diagram").first()
    if token is None:
        return
    user = doer_of(fact)
    if user is None:
        return
    element = diagram_of(token.instance).by_id[token.element]
    services.before_completion(element, task.lead, user=user, at=fact.at)
    Run(instance=token.instance, lead=task.lead, by=fact.by, user=user, at=fact.at).complete(token, Kind.USER)


def follow_qualification(fact: LeadQualified) -> None:
    """A lead became an opportunity: the step that asked for that is done by it."""
    if fact.lead.posted_at is None or not fact.lead.is_opportunity:
        return
    instance, user = running(fact.lead), doer_of(fact)
    if instance is None or user is None:
        return
    diagram = diagram_of(instance)
    for token in instance.tokens.filter(task__isnull=False).order_by("pk"):
        if diagram.by_id[token.element].action == services.QUALIFY:
            _finish(token, fact, user)


def _finish(token: Token, fact: LeadQualified, user: User) -> None:
    task = Task.objects.with_surroundings().get(pk=token.task or 0)
    task.lead = fact.lead
    if lacking := unanswered(task, by=user):
        names = ", ".join(f"“{field.label}”" for field in lacking)
        refuse("STEP_UNANSWERED", name=task.subject, names=names)
    words = task.results or fact.lead.get_qualification_display()
    finish(
        task,
        results=str(words),
        completed_on=fact.at.astimezone(ZoneInfo(user.time_zone)).date(),
        by=user,
        at=fact.at,
    )


def close_with_lead(fact: LeadClosed | LeadDeleted) -> None:
    """A lead that ends ends its process."""
    close_process(fact.lead, because=fact.name.replace(".", "_"), by=fact.by, at=fact.at)


def follow_owner(fact: LeadAssigned | LeadEdited) -> None:
    """Another owner is in charge of the steps that are the owner's."""
    lead, former = fact.lead, fact.former_owner_id
    if lead.posted_at is None or lead.owner is None or former in (None, lead.owner_id):
        return
    instance = running(lead)
    if instance is None:
        return
    diagram = diagram_of(instance)
    at_steps = {token.task: token.element for token in instance.tokens.all() if token.task is not None}
    tasks = Task.objects.open().filter(pk__in=at_steps, owner=former).with_surroundings()
    for task in list(tasks):
        if diagram.in_charge_of(diagram.by_id[at_steps[task.pk]]) == OWNER:
            task.lead = lead
            hand_on(task, lead.owner, by=fact.by, at=fact.at)


def close_with_invalid_lead(fact: LeadQualified) -> None:
    """A lead that turns out to be invalid ends as a lost one."""
    if not fact.lead.is_open:
        close_process(fact.lead, because="lead_lost", by=fact.by, at=fact.at)


def begin_anew(fact: LeadEdited) -> None:
    """Another kind of opportunity was chosen before anything was done: its process begins instead."""
    lead = fact.lead
    if "kind" not in fact.changes or lead.posted_at is None:
        return
    user = doer_of(fact)
    if user is None:
        return
    instance = running(lead)
    if instance is not None:
        tasks = Task.objects.filter(process=instance.pk)
        close_tasks(tasks, lead, because="kind_changed", by=fact.by, at=fact.at)
    close_process(lead, because="kind_changed", by=fact.by, at=fact.at)
    start(lead, by=user, at=fact.at)


def receive(fact: LeadFact) -> None:
    """A mail came in on a lead: what waited for one goes on."""
    instance = running(fact.lead) if fact.lead.posted_at is not None else None
    token = instance.tokens.filter(message=services.MAIL).order_by("pk").first() if instance else None
    if instance is not None and token is not None:
        Run(instance=instance, lead=fact.lead, by=fact.by, at=fact.at).complete(token, Kind.MESSAGE)
