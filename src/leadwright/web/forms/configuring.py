"""The forms of the settings: rows of lists, definitions, minimums, and a lead type read as a whole."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from leadwright.leads.configuration.blueprint import DEADLINES, OUTCOMES, Arrow, Blueprint, TypePlan
from leadwright.leads.states import ReasonKind, State
from leadwright.web.forms.base import ActForm, let_choose

CODE_HINT = gettext_lazy("Leave it empty for the capital initials of the name.")


class EntryForm(ActForm):
    """A row of a list: its names, and what it is for good."""

    label_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=100)
    label_nl = forms.CharField(label=gettext_lazy("Name in Dutch"), max_length=100, required=False)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=60, required=False, help_text=CODE_HINT)
    state = forms.ChoiceField(label=gettext_lazy("Life-cycle state"), choices=State.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Offered"), choices=ReasonKind.choices)

    def __init__(self, *args: Any, of: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of != "statuses" or not is_new:
            del self.fields["state"]
        if of != "lost_reasons" or not is_new:
            del self.fields["kind"]
        if not is_new:
            del self.fields["code"]

    def labels(self) -> dict[str, str]:
        """Return the names by language."""
        return {"en": self.cleaned_data["label_en"], "nl": self.cleaned_data["label_nl"]}

    def own(self) -> dict[str, str]:
        """Return what only rows of some lists have."""
        return {name: self.cleaned_data[name] for name in ("state", "kind") if name in self.cleaned_data}


class DefinitionForm(ActForm):
    """The rules for all leads, and what they allow."""

    label_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=100)
    label_nl = forms.CharField(label=gettext_lazy("Name in Dutch"), max_length=100, required=False)
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Lead types"), widget=forms.CheckboxSelectMultiple, required=False
    )
    lost_reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Lost reasons"), widget=forms.CheckboxSelectMultiple, required=False
    )
    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Sources"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("With none ticked, all of them can be chosen."),
    )
    default_currency = forms.CharField(label=gettext_lazy("Usual currency"), max_length=3)
    deal_type_required = forms.BooleanField(label=gettext_lazy("A deal needs its types"), required=False)
    block_win = forms.BooleanField(
        label=gettext_lazy("No lead of a blocked contact can be won"), required=False
    )
    asked: ClassVar[frozenset[str]] = frozenset(("types", "lost_reasons"))

    def __init__(self, *args: Any, blueprint: Blueprint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closing = [one for one in blueprint.lost_reasons if one.kind == ReasonKind.CLOSING]
        for name, rows in (
            ("types", blueprint.types),
            ("lost_reasons", closing),
            ("sources", blueprint.sources),
        ):
            kept = self.initial.get(name, ())
            offered = [one for one in rows if not one.is_retired or one.code in kept]
            let_choose(self, name, [(one.code, one.labels.get("en", one.code)) for one in offered])


class MinimumForm(ActForm):
    """The least that an opportunity can be closed with, in one currency."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    amount = forms.DecimalField(
        label=gettext_lazy("Minimum deal value"),
        max_digits=16,
        decimal_places=4,
        min_value=0,
        required=False,
        help_text=gettext_lazy("Leave it empty for the usual minimum of 200."),
    )


def type_typed(old: TypePlan, sent: QueryDict) -> TypePlan:
    """Return a lead type as it was typed; limits stay on the transitions that stay."""
    return replace(
        old,
        labels={"en": sent.get("label_en", ""), "nl": sent.get("label_nl", "")},
        priority=_whole(sent.get("priority")),
        importance=_whole(sent.get("importance")),
        estimate_amount=_whole(sent.get("estimate_amount")),
        estimate_unit=sent.get("estimate_unit", ""),
        statuses=tuple(sent.getlist("allowed")),
        initial=tuple(sent.getlist("initial")),
        defaults=tuple(sent.getlist("default")),
        is_qualified="qualified" in sent,
        outcomes={name: code for name in OUTCOMES if (code := sent.get(f"outcome_{name}", ""))},
        deadlines={name: _whole(sent.get(f"deadline_{name}")) for name in DEADLINES},
        transitions=tuple(_arrows(old.transitions, sent.getlist("move"))),
    )


def _whole(text: str | None) -> int:
    """Return a whole number; what is none is 0, which no setting may be."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else 0


def _arrows(old: Iterable[Arrow], ticked: list[str]) -> Iterable[Arrow]:
    former = list(old)
    wanted = {(start, end) for start, _, end in (one.partition(">") for one in ticked)}
    yield from (one for one in former if (one.start, one.end) in wanted)
    known = {(one.start, one.end) for one in former}
    yield from (Arrow(start=start, end=end) for start, end in sorted(wanted - known))
