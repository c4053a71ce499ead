"""Joins the rooms when the product starts: each fact meets its reactions, each question its answer."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import import_string

from leadwright.accounts import refusals as accounts
from leadwright.activities import refusals as activities
from leadwright.communication import refusals as communication
from leadwright.config.questions import QUESTIONS
from leadwright.config.reactions import REACTIONS
from leadwright.contacts import refusals as contacts
from leadwright.diagrams import refusals as diagrams
from leadwright.exports import refusals as exports
from leadwright.fields import refusals as fields
from leadwright.files import refusals as files
from leadwright.foundation.sentences import declare
from leadwright.intake import refusals as intake
from leadwright.leads import refusals as leads
from leadwright.mails import refusals as mails
from leadwright.people import refusals as people
from leadwright.privacy import refusals as privacy
from leadwright.processes import refusals as processes
from leadwright.tasks import refusals as tasks

SENTENCES = (
    people,
    fields,
    files,
    diagrams,
    contacts,
    accounts,
    leads,
    activities,
    tasks,
    processes,
    communication,
    mails,
    intake,
    privacy,
    exports,
)


def named(name: str, *, module: str) -> Callable[..., Any]:
    """Return the function behind `room.function`, in that room's `module`; one that is missing stops the start."""
    room, function = name.split(".")
    result: Callable[..., Any] = import_string(f"leadwright.{room}.{module}.{function}")
    return result


class ConfigConfig(AppConfig):
    """The floor that knows everyone."""

    name = "leadwright.config"
    label = "config"

    def ready(self) -> None:
        """Enter the refusals of each room, and bind what the pages `reactions` and `questions` list."""
        for room in SENTENCES:
            declare(room.REFUSALS)
        bind = import_string("leadwright.history.record.bind")
        bind({fact: [named(name, module="reactions") for name in names] for fact, names in REACTIONS.items()})
        for question, answers in QUESTIONS.items():
            ask: Any = named(question, module="questions")
            ask.bind(*(named(answer, module="answers") for answer in answers))
        import_string("leadwright.config.checks.register")()
