"""The forms of tasks: a new one, what is asked, results, delegating, closing, comments."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.people.access import reaches
from leadwright.people.models import User
from leadwright.tasks.cleaning import possible_roles, possible_units, possible_users
from leadwright.tasks.models import Task
from leadwright.tasks.own import fields_asked, is_needed
from leadwright.tasks.states import Weight
from leadwright.web.base.choices import MOST, Grouped
from leadwright.web.base.fields import Day, Integer, Moment, moment_written
from leadwright.web.base.forms import ActForm, Choices, area, blank, let_choose
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields, name_of, own_data

NEEDED = gettext_lazy("It must be filled in before the task is completed.")


class AskedForm(ActForm):
    """What is asked of a task."""

    places: ClassVar[dict[str, str]] = {}
    asked: ClassVar[frozenset[str]] = frozenset(("subject", "due"))
    left_out: ClassVar[frozenset[str]] = frozenset(("importance",))
    subject = forms.CharField(label=gettext_lazy("What is to be done?"), required=False, max_length=250)
    due = Moment(label=gettext_lazy("Due"), required=False)
    starts = Moment(label=gettext_lazy("Begins"), required=False)
    importance = forms.ChoiceField(
        label=gettext_lazy("Importance"), required=False, choices=Weight.choices, initial=Weight.NORMAL
    )
    instructions = forms.CharField(label=gettext_lazy("Instructions"), required=False, widget=area())
    deliverable = forms.CharField(label=gettext_lazy("Deliverable"), required=False, max_length=250)

    def asked_for(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        typed = self.cleaned_data
        names = ("subject", "importance", "instructions", "deliverable", "due")
        data: dict[str, Any] = {name: typed[name] for name in names}
        return data | ({"starts": typed["starts"]} if typed["starts"] else {})


class NewTaskForm(AskedForm):
    """A task as it is made: for somebody, a unit or a role; due by a moment or after working days."""

    places: ClassVar[dict[str, str]] = {"user": "whom", "unit": "whom", "role": "whom"}
    left_out: ClassVar[frozenset[str]] = frozenset(("importance", "whom"))
    whom = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    working_days = Integer(
        label=gettext_lazy("Or within so many working days"), required=False, min_value=1, max_value=250
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "whom", whom_choices(by))
        self.initial.setdefault("whom", f"user:{by.email}")

    def data_for(self, lead: int | None) -> dict[str, Any]:
        """Return the task as the action takes it."""
        data, typed = self.asked_for(), self.cleaned_data
        kind, _colon, key = typed["whom"].partition(":")
        data |= {kind: key} if key else {}
        data |= {"lead": lead} if lead is not None else {}
        if typed["working_days"]:
            data["working_days"] = typed["working_days"]
        return data


def whom_choices(by: User) -> Grouped:
    """Return for whom a task can be: people, units and roles of the own company."""
    people: Choices = [(f"user:{row.email}", row.name) for row in possible_users(by)[:MOST]]
    own = (f"user:{by.email}", by.name)
    units = [(f"unit:{row.pk}", f"{row.name} · {row.group.name}") for row in possible_units(by)[:MOST]]
    roles = [(f"role:{row.code}", row.name) for row in possible_roles(by)[:MOST]]
    return [
        (_("People"), people if own in people else [own, *people]),
        (_("A unit: whoever takes it"), units),
        (_("A role: whoever takes it"), roles),
    ]


class EditTaskForm(AskedForm):
    """What is asked of an open task, changed."""

    merges = True

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            subject=task.subject,
            due=moment_written(task.due_at),
            starts=moment_written(task.starts_at),
            importance=task.importance,
            instructions=task.instructions,
            deliverable=task.deliverable,
        )


class ResultsForm(OwnFieldsForm):
    """What came of a task, and the own fields that it asks for; with the day it is completed."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("results", "completed_on"))
    results = forms.CharField(label=gettext_lazy("Results"), required=False, widget=area(rows=4))
    completed_on = Day(
        label=gettext_lazy("Completed on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, task: Task, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.initial.update(results=task.results, completed_on=timezone.localdate(at))
        add_own_fields(self, fields_asked(by, task), task.own_fields, by=by)
        needed = [row for row in self.own_fields if is_needed(row, task)]
        self.also_asked = frozenset(map(name_of, needed))
        for row in needed:
            self.fields[name_of(row)].help_text = f"{row.help} {NEEDED}".strip()

    def said(self) -> dict[str, Any]:
        """Return what came of it so far, as the actions take it."""
        return {"results": self.cleaned_data["results"]} | own_data(self, by=self.by)


class DelegateForm(ActForm):
    """Who is in charge from now on, and why."""

    asked: ClassVar[frozenset[str]] = frozenset(("user",))
    user = forms.ChoiceField(label=gettext_lazy("Who takes over?"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=250)

    def __init__(self, *args: Any, task: Task, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in possible_users(by)[:MOST] if row.pk != task.owner_id]
        if task.lead is not None:
            rows = [row for row in rows if reaches(row, "lead.view", task.lead)]
        let_choose(self, "user", blank([(row.email, row.name) for row in rows], _("Choose")))


class CloseTaskForm(ActForm):
    """Why a task will not be done."""

    asked: ClassVar[frozenset[str]] = frozenset(("reason",))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=250)


class CommentForm(ActForm):
    """What somebody remarks on a task."""

    asked: ClassVar[frozenset[str]] = frozenset(("text",))
    text = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=area(rows=2))
