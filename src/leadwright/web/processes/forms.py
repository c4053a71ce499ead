"""The forms of the processes of leads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.diagrams.model import Diagram, Element, Kind
from leadwright.leads.models import Lead
from leadwright.web.base import choices
from leadwright.web.base.forms import ActForm, blank, let_choose


class PostForm(ActForm):
    """The kind of opportunity that a lead is posted as."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of opportunity"),
        required=False,
        help_text=gettext_lazy("It decides by which steps the lead is worked."),
    )

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, initial={"kind": lead.kind.code if lead.kind else ""}, **kwargs)
        let_choose(self, "kind", blank(choices.opportunity_kinds(lead)))


class MoveForm(ActForm):
    """The step at which a lead stands that is moved by hand."""

    step = forms.ChoiceField(label=gettext_lazy("Step"), required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "step", steps)


class MigrateForm(ActForm):
    """For each step that waits the step of the other version at which it goes on."""

    def __init__(self, *args: Any, waiting: list[Element], new: Diagram, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = [element.id for element in waiting if element.kind is not Kind.PARALLEL]
        for element in (row for row in waiting if row.kind is not Kind.PARALLEL):
            like = [(row.id, row.label) for row in new.elements if row.kind is element.kind]
            known = element.id if element.id in dict(like) else ""
            self.fields[self._name(element.id)] = forms.ChoiceField(
                label=element.label, required=False, choices=blank(like), initial=known
            )

    def steps(self) -> dict[str, str]:
        """Return where each step goes on."""
        return {name: to for name in self.waiting if (to := self.cleaned_data.get(self._name(name)))}

    def place_of(self, name: str) -> str:
        """Return the field that a refusal is about: the first step."""
        return self._name(self.waiting[0]) if name == "steps" and self.waiting else name

    def _name(self, element: str) -> str:
        return f"step_{element}"
