"""The window in which a lead is updated: what became of it, and the fields that follow from that."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.foundation import formats
from leadwright.foundation.money import Money
from leadwright.leads.customers import would_open
from leadwright.leads.deals import asks_for_deal
from leadwright.leads.features import converts
from leadwright.leads.lifecycle import Verb, allowed_actions
from leadwright.leads.models import DealSegment, DealType, Lead, OutcomeReason, Status
from leadwright.leads.money import currency_aimed_at, currency_of, minimum_in
from leadwright.leads.references import offered_reasons
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules import active_definition
from leadwright.leads.states import ReasonKind, State
from leadwright.leads.telling import may_know, own_fields_of
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.web.base import choices
from leadwright.web.base.fields import Day, Integer, Number
from leadwright.web.base.forms import amount_given, area, blank, let_choose
from leadwright.web.leads.done_rows import DoneRows
from leadwright.web.leads.forms import amount_typed, ask_for_amount, confirm
from leadwright.web.parts.account_fields import (
    ASKED,
    OURS,
    PLACES,
    AccountFields,
    account_notice,
    ask_nothing,
    prefill,
    typed_account,
)
from leadwright.web.parts.own_fields import PREFIX, OwnFieldsForm, add_own_fields

HINTS = {
    "opportunity": gettext_lazy("There is a project"),
    "nurture": gettext_lazy("Not yet; look again later"),
    "invalid": gettext_lazy("No opportunity; give a reason"),
}
HINTS_OF_STATES = {
    State.IN_PROGRESS: gettext_lazy("It goes on"),
    State.WON: gettext_lazy("They buy from us"),
    State.LOST: gettext_lazy("They do not"),
}
ENDS = {State.WON: Verb.WIN, State.LOST: Verb.LOSE}
WORTH = ("amount", "success_rate", "expected")


class Fork(forms.RadioSelect):
    """Radios that each say which part of the form follows from them."""

    following: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark a radio with the part that it opens."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-then"] = self.following.get(str(value), "")
        return option


class UpdateForm(OwnFieldsForm):
    """What is asked with every update, and what is known of the worth of a lead."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("contact", "owner", "description"))
    places: ClassVar[dict[str, str]] = {
        "target_amount": "amount",
        "expected_completion_at": "expected",
        "status": "outcome",
    }
    version = Integer(widget=forms.HiddenInput, required=False)
    contact = forms.ChoiceField(label=gettext_lazy("Contact"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    description = forms.CharField(label=gettext_lazy("Description"), required=False, widget=area(rows=2))
    amount = Number(
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    success_rate = forms.CharField(
        label=gettext_lazy("Success (%)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    expected = Day(
        label=gettext_lazy("Expected"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lead = lead
        confirm(self, lead, by)
        ask_for_amount(self, by, currency_aimed_at(lead))
        asked = [field for field in own_fields_of(by, lead) if field.required_from]
        add_own_fields(self, asked, lead.own_fields, by=by)
        self.done_rows = DoneRows(self, lead, by)

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a field of the action is: of what was done that of its line."""
        return self.done_rows.place_of(name) or super().place_of(name)

    def fork(self, options: Mapping[str, str], following: Mapping[str, str]) -> None:
        """Put choices into the outcome, each with the part of the form that follows from it."""
        widget = Fork()
        widget.following = following
        self.fields["outcome"].widget = widget
        let_choose(self, "outcome", options.items())

    @property
    def worth(self) -> list[Any]:
        """The fields that say what the lead is worth and until when, as far as they are asked."""
        return [self[name] for name in WORTH if name in self.fields]


class QualifyForm(UpdateForm):
    """What was found out about a lead that is no opportunity yet."""

    asked: ClassVar[frozenset[str]] = UpdateForm.asked | {"reason", "review_days"}
    outcome = forms.ChoiceField(label=gettext_lazy("Status"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False, widget=forms.RadioSelect)
    reason_text = forms.CharField(label=gettext_lazy("In your own words"), required=False)
    review_days = forms.CharField(
        label=gettext_lazy("Look at it again in how many days?"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, lead: Lead, by: User, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, lead=lead, by=by, **kwargs)
        names = {"opportunity": _("Opportunity"), "nurture": _("Nurture"), "invalid": _("Invalid")}
        self.fork(names, {name: name for name in names})
        let_choose(self, "reason", choices.offered(OutcomeReason, kind=ReasonKind.QUALIFICATION))
        self.initial.setdefault("review_days", str(lead.type.review_days))
        self.hints = {name: str(words) for name, words in HINTS.items()}
        if not may_edit:
            own = {name for name in self.fields if name.startswith(PREFIX)}
            for name in {"version", *WORTH, *own} & self.fields.keys():
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """Return what qualifying takes."""
        names = ("outcome", "reason", "reason_text", "review_days", "contact", "owner", "description")
        return {name: self.cleaned_data[name] for name in names}


class OpportunityForm(UpdateForm, AccountFields):
    """How an opportunity goes on, or how it ends; what an end asks stands with it."""

    asked: ClassVar[frozenset[str]] = UpdateForm.asked | ASKED | {"reason", "deal_segment", "deal_value"}
    places: ClassVar[dict[str, str]] = UpdateForm.places | PLACES
    outcome = forms.ChoiceField(label=gettext_lazy("Status"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    reason_text = forms.CharField(label=gettext_lazy("In your own words"), required=False)
    deal_segment = forms.ChoiceField(label=gettext_lazy("Deal segment"), required=False)
    deal_value = Number(
        label=gettext_lazy("Deal value"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    deal_types = forms.MultipleChoiceField(
        label=gettext_lazy("Deal types"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, lead=lead, by=by, **kwargs)
        self.currency = currency_of(lead)
        states = {state.action: state for state in allowed_actions(lead, by)}
        self.statuses = _statuses(lead, by, states)
        self.fork(
            {status.code: status.label for status in self.statuses},
            {status.code: status.state.lower() for status in self.statuses},
        )
        self.initial.setdefault("outcome", lead.status.code)
        self.hints = {status.code: str(HINTS_OF_STATES[State(status.state)]) for status in self.statuses}
        self.closed = [states[verb] for verb in ENDS.values() if _is_closed_now(states[verb])]
        let_choose(self, "reason", blank([(row.code, row.label) for row in offered_reasons()]))
        self._ask_about_the_deal(by)
        self._ask_about_the_account()

    def _ask_about_the_deal(self, by: User) -> None:
        self.asks_when_lost = asks_for_deal(self.lead, State.LOST)
        let_choose(self, "deal_segment", blank(choices.offered(DealSegment)))
        let_choose(self, "deal_types", choices.offered(DealType))
        self.fields["deal_value"].label = _("Deal value in %(currency)s") % {"currency": self.currency}
        self.fields["deal_value"].help_text = _("At least %(minimum)s.") % {
            "minimum": _in_words(minimum_in(self.currency))
        }
        target = self.lead.target_amount is not None and self.lead.target_currency == self.currency
        if target and may_know(by, "target_amount"):
            self.initial.setdefault("deal_value", amount_typed(self.lead))

    def _ask_about_the_account(self) -> None:
        is_on = converts(active_definition())
        self.opens_account = is_on and would_open(self.lead)
        self.notice = account_notice(self.lead, asks=self.opens_account) if is_on else ""
        if self.opens_account:
            prefill(self, self.lead)
        else:
            ask_nothing(self)

    @property
    def account(self) -> list[Any]:
        """The fields of the account that winning would open."""
        return [self[name] for name in self.fields if name.startswith(OURS)]

    def end(self) -> Verb | None:
        """Return the verb that ends the lead, if an end was chosen."""
        code = self.cleaned_data["outcome"]
        return next((ENDS.get(State(row.state)) for row in self.statuses if row.code == code), None)

    def said(self) -> dict[str, Any]:
        """Return what the end takes."""
        typed = self.cleaned_data
        names = ["deal_segment", "deal_value", "deal_types", "description"]
        names += ["reason", "reason_text"] if self.end() is Verb.LOSE else []
        if self.end() is Verb.LOSE and not self.asks_when_lost:
            names = ["reason", "reason_text", "description"]
        data = {name: typed[name] for name in names} | {"status": typed["outcome"]}
        if data.get("deal_value"):
            data["deal_value"] = amount_given(data["deal_value"], self.currency)
        return data | ({"account": typed_account(self)} if self._needs_account() else {})

    def _needs_account(self) -> bool:
        return self.opens_account and self.end() is Verb.WIN


def _in_words(least: Money) -> str:
    return formats.money(least.amount, least.currency, formats.locale_of(get_language() or "en"))


def _is_closed_now(state: ActionState) -> bool:
    """Tell whether an end is closed for a reason that can pass: what somebody may never do is not spoken of."""
    return not state.allowed and state.code != "PERMISSION_DENIED"


def _statuses(lead: Lead, by: User, states: Mapping[Any, ActionState]) -> list[Status]:
    """Return the status that an opportunity has, those in which it can go on, and the ends that are open now."""
    rules = Rulebook(lead.type, by)
    ongoing = [lead.status, *(row for row in rules.next_from(lead, State(lead.state)) if row != lead.status)]
    ends = [
        row for state, verb in ENDS.items() if states[verb].allowed for row in rules.next_from(lead, state)
    ]
    return [*ongoing, *(row for row in ends if row.pk != lead.type.invalid_status_id)]
