"""A page of the settings that is no form of fields: its boxes as fields, so that two who change it both count."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.leads.configuration.blueprint import DEADLINES, OUTCOMES, DefinitionPlan, TypePlan
from leadwright.leads.configuration.levels import MOST
from leadwright.leads.configuration.words import DEADLINES as DEADLINE_NAMES
from leadwright.leads.configuration.words import OUTCOMES as OUTCOME_NAMES
from leadwright.leads.states import Scale
from leadwright.web.base.forms import ActForm
from leadwright.web.base.languages import languages
from leadwright.web.settings.page import changed_last
from leadwright.web.settings.type_forms import CHOSEN

SCALES = (("priorities", MOST[Scale.PRIORITY]), ("importances", MOST[Scale.IMPORTANCE]))
WORDS = {
    "priority": gettext_lazy("Usual priority"),
    "importance": gettext_lazy("Usual importance"),
    "estimate_amount": gettext_lazy("Estimated time"),
    "estimate_unit": gettext_lazy("Unit of time"),
    "initial": gettext_lazy("Initial"),
    "rows_in_words": gettext_lazy("Whom it is open to"),
    "qualified": gettext_lazy("Qualified"),
    "closing_data_when_lost": gettext_lazy("Deal of what is lost"),
    **{f"deadline_{name}": words for name, words in DEADLINE_NAMES.items()},
    **{f"outcome_{name}": words for name, words in OUTCOME_NAMES.items()},
}
Stored = Mapping[str, str | bool | tuple[str, ...]]


class Several(forms.MultipleChoiceField):
    """Ticks of one name; whether each is one that can be chosen, the room says."""

    def validate(self, value: Any) -> None:
        """Take any."""


class Sheet(ActForm):
    """The boxes of a page by their names, each with its words."""

    merges = True
    resumes = False

    def __init__(self, data: QueryDict | None, *, stored: Stored) -> None:
        super().__init__(data, initial=dict(stored))
        self.changed_by = changed_last
        for name, value in stored.items():
            self.fields[name] = field_for(value, _words_of(name))
        self.full_clean()

    @property
    def sent(self) -> QueryDict:
        """What was sent, with what others changed meanwhile."""
        return self.data if isinstance(self.data, QueryDict) else QueryDict()


def field_for(value: str | bool | tuple[str, ...], label: str) -> forms.Field:
    """Return the field in which a box is merged."""
    if isinstance(value, tuple):
        return Several(label=label, required=False)
    if isinstance(value, bool):
        return forms.BooleanField(label=label, required=False)
    return forms.CharField(label=label, required=False)


def _words_of(name: str) -> str:
    languages_by_field = {
        f"label_{code}": _("Name in {language}").format(language=words) for code, words in languages()
    }
    return languages_by_field.get(name) or str(WORDS.get(name, name))


def boxes_of_type(plan: TypePlan) -> Stored:
    """Return the boxes of a lead type as they are stored."""
    data: dict[str, str | bool | tuple[str, ...]] = {
        f"label_{code}": plan.labels.get(code, "") for code, _language in languages()
    }
    data |= {name: tuple(getattr(plan, name)) for name in CHOSEN}
    data |= {name: tuple(getattr(plan.audience, name)) for name in ("groups", "units")}
    data |= {name: _level(getattr(plan, name)) for name in ("priority", "importance")}
    data |= {"estimate_amount": str(plan.estimate_amount), "estimate_unit": plan.estimate_unit}
    first = plan.initial if len(plan.initial) > 1 else "".join(plan.initial)
    data |= {"allowed": plan.statuses, "initial": first, "default": plan.defaults}
    data |= {"qualified": plan.is_qualified, "closing_data_when_lost": plan.closing_data_when_lost}
    data |= {f"outcome_{name}": plan.outcomes.get(name, "") for name in OUTCOMES}
    data |= {f"deadline_{name}": str(plan.deadlines[name]) for name in DEADLINES}
    return data | {"move": tuple(f"{row.start}>{row.end}" for row in plan.transitions)}


def boxes_of_scales(plan: DefinitionPlan) -> Stored:
    """Return the boxes of both scales of a definition as they are stored."""
    data: dict[str, str | bool | tuple[str, ...]] = {}
    for scale, most in SCALES:
        steps = {step.level: step for step in getattr(plan, scale)}
        usual = next((str(step.level) for step in steps.values() if step.is_default), "")
        data[f"{scale}-default"] = usual
        for level in range(1, most + 1):
            step = steps.get(level)
            labels = dict(step.labels) if step else {}
            data |= {f"{scale}-{level}-{code}": labels.get(code, "") for code, _language in languages()}
            data[f"{scale}-{level}-supported"] = bool(step and step.is_supported)
    return data


def _level(level: int | None) -> str:
    return "" if level is None else str(level)
