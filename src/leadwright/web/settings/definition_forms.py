"""The form of a definition, and its two scales read from their tables."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.foundation.labels import label_in
from leadwright.leads.configuration.blueprint import Blueprint, Entry, TypePlan
from leadwright.leads.configuration.levels import Step
from leadwright.leads.features import Features
from leadwright.leads.levels import level_in_words
from leadwright.leads.states import Feature, ReasonKind
from leadwright.web.base.forms import ActForm, Choices, blank, let_choose
from leadwright.web.base.languages import add_name_fields, languages, place_of_name

MANY = ("types", "lost_reasons", "sources", "competitors")
ACCOUNTS = {"account_class": "account_classes", "credit_rating": "credit_ratings"}
PARTS = {"competitors": Feature.COMPETITORS} | dict.fromkeys(("converts", *ACCOUNTS), Feature.CONVERSION)
ALL_HINT = gettext_lazy("With none ticked, all of them can be chosen.")


def _several(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, widget=forms.CheckboxSelectMultiple, required=False, **more)


class DefinitionForm(ActForm):
    """The rules for all leads, and what they allow."""

    merges = True
    default_currency = forms.CharField(label=gettext_lazy("Usual currency"), max_length=3)
    deal_type_required = forms.BooleanField(label=gettext_lazy("A deal needs its types"), required=False)
    block_win = forms.BooleanField(
        label=gettext_lazy("No lead of a blocked contact can be won"), required=False
    )
    important_from = forms.TypedChoiceField(
        label=gettext_lazy("Marked as important from"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "Leads of this importance and above have a mark in every list and on their page."
        ),
    )
    types = _several(gettext_lazy("Lead types"))
    lost_reasons = _several(gettext_lazy("Lost reasons"))
    sources = _several(gettext_lazy("Sources"), help_text=ALL_HINT)
    competitors = _several(gettext_lazy("Competitors"), help_text=ALL_HINT)
    converts = forms.BooleanField(
        label=gettext_lazy("A won lead makes its contact a customer"), required=False
    )
    account_class = forms.ChoiceField(label=gettext_lazy("Account classification"), required=False)
    credit_rating = forms.ChoiceField(label=gettext_lazy("Credit rating"), required=False)
    asked: ClassVar[frozenset[str]] = frozenset(("types", "lost_reasons"))

    def __init__(
        self,
        *args: Any,
        blueprint: Blueprint,
        features: Features,
        importances: Iterable[Step],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        for name, feature in PARTS.items():
            if not features.has(feature):
                del self.fields[name]
        let_choose(self, "important_from", blank(_levels(importances), _("none")))
        reasons = [reason for reason in blueprint.lost_reasons if reason.kind == ReasonKind.CLOSING]
        rows: dict[str, Iterable[Entry | TypePlan]] = {
            "types": blueprint.types,
            "lost_reasons": reasons,
            "sources": blueprint.sources,
            "competitors": blueprint.competitors,
        }
        for name, offered in rows.items():
            if name in self.fields:
                let_choose(self, name, self._offered(offered, self.initial.get(name, ())))
        for name, kind in ACCOUNTS.items():
            if name in self.fields:
                kept = (self.initial.get(name, ""),)
                let_choose(self, name, blank(self._offered(blueprint.entries(kind), kept)))

    def _offered(self, rows: Iterable[Entry | TypePlan], kept: Iterable[str]) -> Choices:
        """Return what can be chosen: what is retired only where it was chosen before."""
        named = [row for row in rows if not row.is_retired or row.code in kept]
        return [(row.code, label_in(dict(row.labels), get_language(), row.code)) for row in named]

    def place_of(self, name: str) -> str:
        """Return the field that a fault of the configuration is about."""
        steps = name.split(".")
        if len(steps) > 2 and steps[2] == "name":
            return place_of_name(steps[-1])
        return steps[2] if len(steps) > 2 else name


def _levels(importances: Iterable[Step]) -> Choices:
    """Return the levels of importance that a definition supports, by their labels."""
    steps = {step.level: dict(step.labels) for step in importances if step.is_supported}
    labels = {level: label_in(words, get_language(), str(level)) for level, words in steps.items()}
    return [(str(level), level_in_words(level, label)) for level, label in sorted(labels.items())]


def steps_typed(old: Iterable[Step], sent: Mapping[str, str], scale: str, most: int) -> tuple[Step, ...]:
    """Return the levels of a scale as they were typed; one that was never listed stays so if it says nothing."""
    known = {row.level for row in old}
    usual = sent.get(f"{scale}-default", "")
    steps = []
    for level in range(1, most + 1):
        labels = {name: sent.get(f"{scale}-{level}-{name}", "").strip() for name, _ in languages()}
        step = Step(
            level=level,
            labels={name: words for name, words in labels.items() if words},
            is_supported=f"{scale}-{level}-supported" in sent,
            is_default=usual == str(level),
        )
        if level in known or step != Step(level=level, is_supported=False):
            steps.append(step)
    return tuple(steps)
