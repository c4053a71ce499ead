"""What processes answer to rooms below."""

from leadwright.diagrams.linting import Vocabulary
from leadwright.fields.computing import kinds_for_all
from leadwright.fields.subjects import Subject
from leadwright.foundation.questions import Words
from leadwright.leads.models import Lead
from leadwright.processes.field_words import WORDS
from leadwright.processes.models import Mark
from leadwright.processes.services import SERVICES
from leadwright.processes.states import ProcessState

__all__ = ["is_kind_fixed", "words_of_fields", "words_of_processes"]


def words_of_fields() -> Words:
    """Return what the fields of a process on a lead are called in a sentence."""
    return WORDS


def words_of_processes() -> Vocabulary:
    """Return what processes may name: the steps that run by themselves, and what is known of a lead."""
    return Vocabulary(actions=SERVICES.keys(), fields=kinds_for_all(Subject.LEAD))


def is_kind_fixed(lead: Lead) -> bool:
    """Tell whether a step of the process that runs on a lead is done, so that its kind stays as it is."""
    marks = Mark.objects.filter(instance__lead=lead.pk, instance__state=ProcessState.RUNNING)
    return marks.exists()
