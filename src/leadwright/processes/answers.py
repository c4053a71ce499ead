"""What processes answer to rooms below."""

from leadwright.diagrams.linting import Vocabulary
from leadwright.fields.computing import kinds_for_all
from leadwright.fields.subjects import Subject
from leadwright.foundation.questions import Words
from leadwright.leads.models import Lead
from leadwright.processes.charge import known_roles
from leadwright.processes.field_words import WORDS
from leadwright.processes.models import Mark
from leadwright.processes.section import Processes
from leadwright.processes.services import MAIL, SERVICES, TASKS
from leadwright.processes.states import ProcessState
from leadwright.tasks.own import fields_for_steps

__all__ = ["is_kind_fixed", "section_of_file", "words_of_fields", "words_of_processes"]


def words_of_fields() -> Words:
    """Return what the fields of a process on a lead are called in a sentence."""
    return WORDS


def section_of_file() -> Processes:
    """Return what this room keeps in the configuration file."""
    return Processes()


def words_of_processes() -> Vocabulary:
    """Return what processes may name: what runs and comes, who is in charge, what is known of a lead and a task."""
    return Vocabulary(
        actions=SERVICES.keys(),
        tasks=TASKS,
        messages=[MAIL],
        roles=known_roles(),
        fields=kinds_for_all(Subject.LEAD),
        asked=[field.key for field in fields_for_steps()],
    )


def is_kind_fixed(lead: Lead) -> bool:
    """Tell whether a step of the process that runs on a lead is done, so that its kind stays as it is."""
    marks = Mark.objects.filter(instance__lead=lead.pk, instance__state=ProcessState.RUNNING)
    return marks.exists()
