"""The lines of the window of an update in which it is logged what was done with the customer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from leadwright.activities.cleaning import offered_kinds
from leadwright.leads.lifecycle import Verb, is_possible
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.web.base.fields import Moment
from leadwright.web.base.forms import blank, let_choose

LINES = 3
# What a field of a line is called by the action.
NAMES = {"done_kind": "kind", "done_at": "at", "done_subject": "subject"}
FIELDS = {name: field for field, name in NAMES.items()}
PREFIX = "activities."


class DoneRows:
    """Some empty lines that are put into a form where the reader may log activities of its lead; else none."""

    def __init__(self, form: forms.Form, lead: Lead, by: User) -> None:
        self.form, self.used = form, list[int]()
        self.count = LINES if is_possible(lead, Verb.SCHEDULE, by=by) else 0
        kinds = blank([(row.code, row.label) for row in offered_kinds(lead)]) if self.count else []
        for place in range(self.count):
            form.fields[f"done_kind_{place}"] = forms.ChoiceField(label=_("Kind"), required=False)
            let_choose(form, f"done_kind_{place}", kinds)
            form.fields[f"done_at_{place}"] = Moment(label=_("When (empty: now)"), required=False)
            form.fields[f"done_subject_{place}"] = forms.CharField(
                label=_("Subject"), required=False, max_length=250
            )

    @property
    def lines(self) -> list[list[BoundField]]:
        """The fields of each line."""
        return [[self.form[f"{name}_{place}"] for name in NAMES] for place in range(self.count)]

    @property
    def is_open(self) -> bool:
        """Tell whether something was typed in a line, which is then seen."""
        return any(field.value() for line in self.lines for field in line)

    def typed(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what was done, a line each; empty lines are none."""
        rows = {place: self._row(cleaned, place) for place in range(self.count)}
        self.used = [place for place, row in rows.items() if row]
        return [rows[place] for place in self.used]

    def _row(self, cleaned: Mapping[str, Any], place: int) -> dict[str, Any]:
        values = {called: cleaned.get(f"{name}_{place}") for name, called in NAMES.items()}
        return {called: value for called, value in values.items() if value}

    def place_of(self, name: str) -> str:
        """Return the field of the form that a fault of what was done is said at; of anything else none."""
        number, _dot, called = name.removeprefix(PREFIX).partition(".")
        if not name.startswith(PREFIX) or called not in FIELDS:
            return ""
        return f"{FIELDS[called]}_{self.used[int(number)]}"
