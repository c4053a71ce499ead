"""The forms of the lists: a row with its names and what is its own, and a minimum deal value."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.foundation.money import is_currency
from leadwright.leads.cleaning import clean_money
from leadwright.leads.configuration.offering import Selection
from leadwright.leads.configuration.tables import OWN
from leadwright.leads.models import RoleKind
from leadwright.leads.money import USUAL_MINIMUM
from leadwright.leads.states import Approach, Control, ProductKind, ReasonKind, State
from leadwright.web.base.choices import published_processes
from leadwright.web.base.fields import Number
from leadwright.web.base.forms import ActForm, amount_given, area, blank, let_choose
from leadwright.web.base.languages import (
    add_name_fields,
    add_text_fields,
    languages,
    names_of_fields,
    place_of_name,
    typed_words,
)
from leadwright.web.settings.page import label

CODE_HINT = gettext_lazy("Leave it empty for the capital initials of the name.")
FOR_GOOD = ("state", "kind", "code")
KINDS = {
    "lost_reasons": ReasonKind.choices,
    "products": ProductKind.choices,
    "activity_kinds": Approach.choices,
    "opportunity_kinds": Control.choices,
    "contact_roles": RoleKind.choices,
}
NAMES_OF_KINDS = {
    "activity_kinds": gettext_lazy("How it is done"),
    "opportunity_kinds": gettext_lazy("How it moves from step to step"),
}
OWN_FIELDS = {name for names in OWN.values() for name in names} - {"tone", "guidance"}


class EntryForm(ActForm):
    """A row of a list: its names, and what only rows of that list have; some of it is chosen once for good."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=60, required=False, help_text=CODE_HINT)
    state = forms.ChoiceField(label=gettext_lazy("Life-cycle state"), choices=State.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Offered"))
    needs_text = forms.BooleanField(
        label=gettext_lazy("Whoever chooses it explains it in own words"), required=False
    )
    is_brand = forms.BooleanField(
        label=gettext_lazy("It is a brand group: who is in it has a segment and a fleet code"), required=False
    )
    website = forms.CharField(label=gettext_lazy("Website"), max_length=200, required=False)
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=5000, required=False, widget=area()
    )

    diagram = forms.ChoiceField(
        label=gettext_lazy("Process"),
        required=False,
        help_text=gettext_lazy("Whose steps it goes; what does not move has none."),
    )
    waits_for_end = forms.BooleanField(
        label=gettext_lazy("It is won only at the end of its process"), required=False
    )

    offered_in = forms.MultipleChoiceField(
        label=gettext_lazy("Where it can be chosen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("These name what can be chosen; what names nothing offers all."),
    )

    def __init__(
        self, *args: Any, of: str, is_new: bool, offering: Iterable[Selection] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        self._offer(of, list(offering))
        if of == "categories":
            self._add_guidance()
        self.of, self.merges = of, not is_new
        for name in OWN_FIELDS - set(OWN.get(of, ())):
            del self.fields[name]
        for name in FOR_GOOD:
            if not is_new and name in self.fields:
                del self.fields[name]
        if "kind" in self.fields:
            let_choose(self, "kind", KINDS[of])
        if "diagram" in self.fields:
            let_choose(self, "diagram", blank(published_processes(self.initial.get("diagram", ""))))
        if of != "lost_reasons" and "kind" in self.fields:
            self.fields["kind"].label = str(NAMES_OF_KINDS.get(of, _("Kind")))

    def _add_guidance(self) -> None:
        """Ask how leads of a category are handled, in each language."""
        add_text_fields(self)
        for code, language in languages():
            field = self.fields[f"text_{code}"]
            field.label = _("Guidance in {language}").format(language=_(str(language)))
        self.fields[names_of_fields("text")[0]].help_text = _(
            "Whoever sees a lead of this category reads it there."
        )

    def _offer(self, of: str, offering: list[Selection]) -> None:
        """Offer where a new row is to be named; a lead type is a copy first, and put in force when it is ready."""
        if not offering or of == "statuses":
            del self.fields["offered_in"]
            return
        let_choose(
            self, "offered_in", list({row.key: (row.key, label(row.record)) for row in offering}.values())
        )
        self.initial["offered_in"] = [row.key for row in offering if row.is_in_force and of != "types"]

    def place_of(self, name: str) -> str:
        """Return the field that a fault of the configuration is about: its place ends in the name of one."""
        steps = name.split(".")
        if len(steps) > 2 and steps[2] == "name":
            return place_of_name(steps[-1])
        if len(steps) > 2 and steps[2] == "guidance":
            return f"text_{steps[-1]}"
        return "code" if len(steps) == 2 else steps[-1]

    def labels(self) -> dict[str, str]:
        """Return the names by language."""
        return typed_words(self.cleaned_data, "label")

    def offered(self) -> list[str]:
        """Return where a new row is to be named."""
        chosen: list[str] = self.cleaned_data.get("offered_in", [])
        return chosen

    def own(self) -> dict[str, Any]:
        """Return what only rows of some lists have."""
        cleaned_data = self.cleaned_data
        own = {name: cleaned_data[name] for name in OWN.get(self.of, ()) if name in cleaned_data}
        if self.of == "categories":
            texts = typed_words(cleaned_data, "text")
            own["guidance"] = {code: text for code, text in texts.items() if text}
        return own


def _usual() -> str:
    return _("Leave it empty for the usual minimum of %(amount)s.") % {"amount": USUAL_MINIMUM}


class MinimumForm(ActForm):
    """The least that an opportunity can be closed with, in one currency."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    amount = Number(label=gettext_lazy("Minimum deal value"), required=False, help_text=lazy(_usual, str)())
    places: ClassVar[dict[str, str]] = {"deal_value": "amount"}

    def clean_currency(self) -> str:
        """Return the code of a currency."""
        code: str = self.cleaned_data["currency"].upper()
        if not is_currency(code):
            raise forms.ValidationError(_("There is no currency with this code."))
        return code

    def payload(self) -> dict[str, Any]:
        """Return the currency and its amount, without one if it was left empty; a strange one is refused."""
        currency = self.cleaned_data["currency"]
        typed = amount_given(self.cleaned_data["amount"], currency)
        least = clean_money("deal_value", typed, currency=currency)
        return {"currency": currency, "amount": least.amount if least else None}

    def place_of(self, name: str) -> str:
        """Return the field that a fault is about: that there is such a currency is known by then."""
        return "amount" if name.startswith("minimum_deal_values") else super().place_of(name)
