"""The forms of a lead: enter, edit, offer, qualify, close and hand over."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.foundation import local
from leadwright.foundation.money import minor_digits
from leadwright.foundation.numbers import written_decimal
from leadwright.leads.deals import asks_for_deal
from leadwright.leads.estimate_words import units
from leadwright.leads.models import DealSegment, DealType, Lead, Status
from leadwright.leads.money import currency_aimed_at, currency_of, minimum_in
from leadwright.leads.references import offered_reasons
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.states import Scale, State
from leadwright.leads.telling import known_to, may_know, own_fields_of
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.fields import Address, Day, Integer, Moment, Number
from leadwright.web.base.forms import ActForm, amount_given, area, blank, let_choose, put_choices
from leadwright.web.leads.channel_forms import offer_channels
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields


class RejectForm(ActForm):
    """Why a lead is turned down; it may stay empty."""

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=area())


class OfferForm(ActForm):
    """Whom a lead is offered to."""

    places: ClassVar[dict[str, str]] = {"organisation": "to", "unit": "to", "user": "to"}
    to = forms.ChoiceField(label=gettext_lazy("Offer to"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "to", [("", "—"), *choices.targets(by)])

    def target(self) -> dict[str, str]:
        """Return the one reference that was chosen."""
        kind, _colon, value = str(self.cleaned_data["to"]).partition(":")
        return {kind: value}


class OwnerForm(ActForm):
    """Who owns a lead from now on: a person, or nobody yet in a unit; and the group that it belongs to."""

    merges = True
    owner = forms.ChoiceField(label=gettext_lazy("Lead Owner"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    group = forms.ChoiceField(
        label=gettext_lazy("Owned by group"),
        required=False,
        help_text=gettext_lazy("Its members reach the lead, beside the unit that it is assigned to."),
    )

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "owner", blank(choices.owners(lead)))
        let_choose(self, "unit", blank(choices.own_units(by)))
        let_choose(self, "group", blank(choices.own_groups(by), _("as it is")))
        self.initial.setdefault("owner", lead.owner.email if lead.owner else "")
        if lead.owner is not None:
            del self.fields["unit"]


class PostponeForm(ActForm):
    """Until when a clock is put off, and why."""

    asked: ClassVar[frozenset[str]] = frozenset(("until", "reason"))
    until = Moment(label=gettext_lazy("Until when"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=250)


class ExtendForm(ActForm):
    """What the customer wants now, beside what the lead says already."""

    asked: ClassVar[frozenset[str]] = frozenset(("description",))
    places: ClassVar[dict[str, str]] = {"target_amount": "amount"}
    description = forms.CharField(
        label=gettext_lazy("What does the customer want now?"), required=False, widget=area()
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    amount = Number(
        required=False,
        help_text=gettext_lazy("Replaces the one on the lead; leave it empty to keep that."),
    )

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "source", blank(choices.sources()))
        self.currency = currency_aimed_at(lead)
        ask_for_amount(self, by, self.currency)

    def payload(self) -> dict[str, Any]:
        """Return what the action asks for."""
        typed = self.cleaned_data
        amount = None
        if typed.get("amount"):
            amount = amount_given(typed["amount"], self.currency)
        return {
            "description": typed["description"],
            "source": typed["source"],
            "target_amount": amount,
        }


class ConfirmForm(ActForm):
    """An act that needs a yes alone."""


class StatusForm(ActForm):
    """Which status of a state a lead goes to."""

    status_code = forms.ChoiceField(label=gettext_lazy("Status"))
    places: ClassVar[dict[str, str]] = {"status": "status_code"}

    def __init__(self, *args: Any, lead: Lead, state: State, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = Rulebook(lead.type, by).next_from(lead, state)
        put_choices(self, "status_code", [(status.code, status.label) for status in statuses])


def confirm(form: ActForm, lead: Lead, by: User) -> None:
    """Offer contacts and owners, and put in what the lead has of them: they are asked with each change."""
    let_choose(form, "contact", blank(choices.contacts_for(lead, by)))
    let_choose(form, "owner", blank(choices.owners(lead)))
    form.initial.setdefault("contact", str(lead.contact_id or ""))
    form.initial.setdefault("owner", lead.owner.email if lead.owner else by.email)
    form.initial.setdefault("description", lead.description)


class CloseForm(ActForm):
    """Win a lead; an opportunity is asked for its deal."""

    asked: ClassVar[frozenset[str]] = frozenset(("reason", "deal_segment", "deal_value"))
    places: ClassVar[dict[str, str]] = {"status": "status_code"}
    status_code = forms.ChoiceField(label=gettext_lazy("Status"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    reason_text = forms.CharField(label=gettext_lazy("In your own words"), required=False)
    deal_segment = forms.ChoiceField(label=gettext_lazy("Deal segment"), required=False)
    deal_value = Number(label=gettext_lazy("Deal value"), required=False)
    deal_types = forms.MultipleChoiceField(
        label=gettext_lazy("Deal types"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lead: Lead, state: State, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lead, self.currency = lead, currency_of(lead)
        statuses = Rulebook(lead.type, by).next_from(lead, state)
        offered = [status for status in statuses if status.pk != lead.type.invalid_status_id]
        put_choices(self, "status_code", [(row.code, row.label) for row in offered])
        self._ask_why(state)
        self._ask_about_the_deal(state)

    def _ask_why(self, state: State) -> None:
        if state is not State.LOST:
            del self.fields["reason"], self.fields["reason_text"]
            return
        offered = [(reason.code, reason.label) for reason in offered_reasons()]
        let_choose(self, "reason", blank(offered))

    def _ask_about_the_deal(self, state: State) -> None:
        if not asks_for_deal(self.lead, state):
            for name in ("deal_segment", "deal_value", "deal_types"):
                del self.fields[name]
            return
        let_choose(self, "deal_segment", blank(choices.offered(DealSegment)))
        let_choose(self, "deal_types", choices.offered(DealType))
        self.fields["deal_value"].label = _("Deal value in %(currency)s") % {"currency": self.currency}
        least = minimum_in(self.currency)
        self.fields["deal_value"].help_text = _("At least %(minimum)s.") % {"minimum": least}
        if self.lead.target_amount is not None and self.lead.target_currency == self.currency:
            self.initial.setdefault("deal_value", amount_typed(self.lead))

    def deal(self) -> dict[str, Any]:
        """Return what the action asks for."""
        data = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "status_code"}
        data["status"] = self.cleaned_data["status_code"]
        if data.get("deal_value"):
            data["deal_value"] = amount_given(data["deal_value"], self.currency)
        return data


def ask_for_amount(form: ActForm, by: User, currency: str) -> None:
    """Say in which currency the target amount is asked for; whoever may not know it is not asked."""
    if not may_know(by, "target_amount"):
        del form.fields["amount"]
        return
    form.fields["amount"].label = _("Target amount in %(currency)s") % {"currency": currency}


def amount_typed(lead: Lead) -> str:
    """Return the target amount as it is typed, with as many decimals as its currency has."""
    return money_typed(lead.target_amount, lead.target_currency)


def money_typed(amount: Decimal | None, currency: str) -> str:
    """Return an amount as it is typed, with as many decimals as its currency has."""
    if amount is None:
        return ""
    rounded = amount.quantize(Decimal(1).scaleb(-minor_digits(currency)))
    return written_decimal(rounded, local.decimal_mark())


class EditForm(OwnFieldsForm):
    """All that can be changed of a lead, on the version that was seen; `rows` says what stands beside what."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("description", "contact", "owner", "status_code"))
    places: ClassVar[dict[str, str]] = {
        "target_amount": "amount",
        "status": "status_code",
        "expected_completion_at": "expected",
        "estimate": "estimate_amount",
    }
    rows: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("description",),
        ("contact", "owner"),
        ("contact_email", "contact_phone"),
        ("status_code", "category"),
        ("source", "kind"),
        ("amount", "success_rate"),
        ("expected",),
        ("estimate_amount", "estimate_unit"),
        ("priority", "importance"),
        ("comment",),
    )
    version = Integer(widget=forms.HiddenInput, required=False)
    description = forms.CharField(label=gettext_lazy("Description"), required=False, widget=area())
    contact = forms.ChoiceField(label=gettext_lazy("Contact"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Lead Owner"), required=False)
    status_code = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    contact_email = Address(label=gettext_lazy("E-mail for this lead"), required=False)
    contact_phone = forms.CharField(label=gettext_lazy("Phone for this lead"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of opportunity"), required=False)
    amount = Number(required=False)
    success_rate = forms.CharField(label=gettext_lazy("Success rate (%)"), required=False)
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), required=False)
    importance = forms.ChoiceField(label=gettext_lazy("Importance"), required=False)
    estimate_amount = forms.CharField(
        label=gettext_lazy("Estimated completion time"),
        required=False,
        help_text=gettext_lazy("Counted from the start; the expected completion follows it."),
    )
    estimate_unit = forms.ChoiceField(label=gettext_lazy("Unit of time"), required=False)
    expected = Day(
        label=gettext_lazy("Expected completion"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("The estimated time follows it. Change one of the two."),
    )
    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=area())

    def __init__(self, *args: Any, lead: Lead, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        confirm(self, lead, by)
        moves = Rulebook(lead.type, by).next_from(lead, State(lead.state))
        statuses: list[Status] = [lead.status, *(move for move in moves if move.pk != lead.status_id)]
        let_choose(self, "status_code", [(status.code, status.label) for status in statuses])
        let_choose(self, "source", blank(choices.sources(lead)))
        offer_channels(self, known_to(by, lead))
        let_choose(self, "category", blank(choices.categories(lead.type, lead)))
        let_choose(self, "kind", blank(choices.opportunity_kinds(lead)))
        let_choose(self, "priority", choices.levels(Scale.PRIORITY, lead.priority))
        let_choose(self, "importance", choices.levels(Scale.IMPORTANCE, lead.importance))
        let_choose(self, "estimate_unit", units())
        add_own_fields(self, own_fields_of(by, lead), lead.own_fields, by=by)
        ask_for_amount(self, by, currency_aimed_at(lead))
        if lead.is_waiting or lead.organisation_id is None:
            del self.fields["owner"]
        if lead.is_waiting:
            del self.fields["status_code"]
