"""What processes do when something has happened, to a task of theirs or to their lead."""

from zoneinfo import ZoneInfo

from leadwright.diagrams.model import Kind
from leadwright.history.facts import Fact, Party
from leadwright.leads.facts import (
    LeadAssigned,
    LeadClosed,
    LeadDeleted,
    LeadEdited,
    LeadFact,
    LeadQualified,
)
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes import services
from leadwright.processes.actions.ending import close_process
from leadwright.processes.actions.posting import start
from leadwright.processes.charge import OWNER
from leadwright.processes.drawn import diagram_of
from leadwright.processes.fetching import running
from leadwright.processes.models import Instance, Token
from leadwright.processes.running import Run
from leadwright.tasks.actions.closing import close_each
from leadwright.tasks.actions.working import finish, hand_on
from leadwright.tasks.facts import TaskCompleted
from leadwright.tasks.models import Task


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
    tasks = Task.objects.open().filter(process=instance.pk, owner=former).with_surroundings()
    for task in list(tasks):
        if diagram.in_charge_of(diagram.by_id[task.step]) == OWNER:
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
    _close_tasks(running(lead), lead, fact.by, fact)
    close_process(lead, because="kind_changed", by=fact.by, at=fact.at)
    start(lead, by=user, at=fact.at)


def _close_tasks(instance: Instance | None, lead: Lead, by: Party, fact: LeadFact) -> None:
    if instance is None:
        return
    tasks = list(Task.objects.open().filter(process=instance.pk).with_surroundings())
    for task in tasks:
        task.lead = lead
    close_each(tasks, because="kind_changed", by=by, at=fact.at)


def receive(fact: LeadFact) -> None:
    """A mail came in on a lead: what waited for one goes on."""
    instance = running(fact.lead) if fact.lead.posted_at is not None else None
    token = instance.tokens.filter(message="mail").order_by("pk").first() if instance else None
    if instance is not None and token is not None:
        Run(instance=instance, lead=fact.lead, by=fact.by, at=fact.at).complete(token, Kind.MESSAGE)
