"""How tasks are held: their lead first, as every verb of a lead does, then the task itself."""

from leadwright.foundation.batches import write_waiting
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks.models import Task


def fetch(pk: int, *, by: User) -> Task:
    """Return a task within reach, or refuse as if it had never been."""
    task = Task.objects.within_reach(by).with_surroundings().filter(pk=pk).first()
    if task is None:
        raise NotFound
    return task


def locked(pk: int, *, by: User) -> Task:
    """Lock a task within reach by its number alone, after its lead; only then read what it has become.

    Whoever is in charge may not see the lead itself: it is held all the same, so that nobody closes it meanwhile.
    """
    leads = list(Task.objects.within_reach(by).filter(pk=pk).values_list("lead", flat=True)[:1])
    if not leads:
        raise NotFound
    return held(pk, lead=leads[0])


def held(pk: int, *, lead: int | None) -> Task:
    """Lock a task of a lead, or of none, whoever asks; the lead of a task never changes."""
    write_waiting()
    if lead is not None:
        list(Lead.objects.select_for_update().filter(pk=lead).only("pk"))
    if not list(Task.objects.select_for_update().filter(pk=pk).only("pk")):
        raise NotFound
    return Task.objects.with_surroundings().get(pk=pk)
