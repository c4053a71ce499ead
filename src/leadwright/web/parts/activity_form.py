"""The form of an activity: what, when, with whom, what came of it, and what the lead learns from it."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.cleaning import offered_kinds, possible_users
from leadwright.activities.entering_words import REMINDERS
from leadwright.activities.field_words import minutes_in_words
from leadwright.activities.models import Activity
from leadwright.activities.own import of_kind
from leadwright.activities.states import Direction, Weight
from leadwright.activities.telling import may_name
from leadwright.contacts.models import Contact
from leadwright.fields.merging import with_defaults
from leadwright.foundation.numbers import number_in
from leadwright.leads.models import ActivityKind, Lead
from leadwright.leads.money import currency_aimed_at
from leadwright.leads.parties import everybody
from leadwright.leads.telling import knows_contact, may_know
from leadwright.leads.work_fields import fields_of_activities
from leadwright.people.models import User
from leadwright.web.base.choices import MOST
from leadwright.web.base.fields import Moment, Number, moment_written
from leadwright.web.base.forms import amount_given, area, blank, let_choose
from leadwright.web.parts.contact_finding import ContactFindingForm, called
from leadwright.web.parts.lead_lines import lines_on_page
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields, name_of, own_data

PLANNED, DONE = "planned", "done"
# Another kind was chosen, and its own fields are to be asked for.
ASKING, COMPOSER = "show_fields", "quick"
# For which kind the own fields are drawn.
DRAWN = "fields_of"
NEEDED = gettext_lazy("It must be filled in before the activity is done.")
# How the controls of the composer of a lead are marked.
QUICK = "quick_%s"
AMOUNT = forms.TextInput(attrs={"inputmode": "decimal"})
RATE = forms.TextInput(attrs={"inputmode": "numeric"})


class SaidForm(OwnFieldsForm):
    """What came of an activity, its own fields, and what its lead learns from it."""

    places: ClassVar[dict[str, str]] = {"target_amount": "amount", "end": "ends", "at": "begins"}
    details = forms.CharField(label=gettext_lazy("Details"), required=False, widget=area())
    notes = forms.CharField(
        label=gettext_lazy("Notes for the lead"),
        required=False,
        widget=area(rows=2),
        help_text=gettext_lazy("They stand on the lead as its latest notes."),
    )
    amount = Number(label=gettext_lazy("Potential amount"), required=False, widget=AMOUNT)
    success_rate = forms.CharField(label=gettext_lazy("Success rate (%)"), required=False, widget=RATE)
    next_step = forms.CharField(label=gettext_lazy("Next step"), required=False, max_length=250)
    kind_drawn = ""

    def __init__(self, *args: Any, lead: Lead | None, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lead, self.by = lead, by
        self.currency = currency_aimed_at(lead) if lead is not None else ""
        if lead is None:
            for name in ("notes", "amount", "success_rate"):
                del self.fields[name]
        elif not may_know(by, "target_amount"):
            del self.fields["amount"]
        else:
            self.fields["amount"].label = _("Potential amount in {currency}").format(currency=self.currency)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        typed = self.cleaned_data
        names = ("details", "notes", "success_rate", "next_step")
        data: dict[str, Any] = {name: typed[name] for name in names if name in typed}
        if typed.get("amount"):
            data["target_amount"] = amount_given(typed["amount"], self.currency)
        return data | own_data(self, by=self.by)

    def ask_own(self, kind: str, activity: Activity | None = None) -> None:
        """Ask for the own fields that activities of a kind have; those of another kind than was drawn were not seen."""
        fields = of_kind(fields_of_activities(self.by), kind) if kind else ()
        values = activity.own_fields if activity is not None else with_defaults(fields, {}, None)
        add_own_fields(self, fields, values, by=self.by)
        self.kind_drawn = kind
        for row in self.own_fields:
            if row.required_from:
                self.fields[name_of(row)].help_text = f"{row.help} {NEEDED}".strip()
        self.also_asked = frozenset(name_of(row) for row in self.own_fields if row.required_from)
        if self.is_bound and self.data.get(DRAWN, "") != kind:
            self.also_left_out = frozenset(map(name_of, self.own_fields))


class ActivityForm(ContactFindingForm, SaidForm):
    """An activity as it is entered or changed."""

    asked: ClassVar[frozenset[str]] = frozenset(("kind", "begins", "state"))
    left_out: ClassVar[frozenset[str]] = frozenset(("importance", "owner"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Is it done?"),
        required=False,
        choices=((PLANNED, gettext_lazy("It is planned")), (DONE, gettext_lazy("It is done"))),
        widget=forms.RadioSelect,
    )
    begins = Moment(label=gettext_lazy("When"), required=False)
    ends = Moment(label=gettext_lazy("Until"), required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=250)
    place = forms.CharField(label=gettext_lazy("Where"), required=False, max_length=250)
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), required=False, choices=(("", "—"), *Direction.choices)
    )
    importance = forms.ChoiceField(
        label=gettext_lazy("Importance"), required=False, choices=Weight.choices, initial=Weight.NORMAL
    )
    contacts = forms.MultipleChoiceField(
        label=gettext_lazy("Contacts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    find_contact = forms.CharField(
        label=gettext_lazy("Add somebody by name"), required=False, max_length=200, strip=True
    )
    colleagues = forms.MultipleChoiceField(
        label=gettext_lazy("Colleagues"), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    remind = forms.ChoiceField(label=gettext_lazy("Reminder"), required=False, choices=REMINDERS)

    def __init__(
        self,
        *args: Any,
        lead: Lead | None,
        by: User,
        activity: Activity | None = None,
        known: Iterable[Contact] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, lead=lead, by=by, **kwargs)
        self.activity = activity
        kept = [activity.kind] if activity else []
        kinds: list[ActivityKind] = list(dict.fromkeys([*offered_kinds(lead), *kept]))
        let_choose(self, "kind", blank([(row.code, row.label) for row in kinds], _("Choose")))
        self._offer_colleagues(activity)
        self.initial.setdefault("owner", by.email)
        self._offer_contacts(known)
        if activity is not None:
            self._fill(activity)
        self.has_own_fields = any(not field.is_retired for field in fields_of_activities(by))
        self.ask_own(str(self["kind"].value() or ""), activity)

    def _offer_colleagues(self, activity: Activity | None) -> None:
        """Offer the colleagues, and whoever does it or takes part already: what is stored can always stay."""
        people = [(self.by.email, self.by.name), *possible_users(self.by).values_list("email", "name")[:MOST]]
        lines = activity.participants.select_related("user") if activity else ()
        taking_part = [(line.user.email, line.user.name) for line in lines if line.user]
        does_it = [(activity.owner.email, activity.owner.name)] if activity else []
        let_choose(self, "owner", sorted({*people, *does_it}, key=itemgetter(1, 0)))
        others = {person for person in people if person[0] != self.by.email}
        let_choose(self, "colleagues", sorted({*others, *taking_part}, key=itemgetter(1, 0)))
        minutes = activity.remind_minutes if activity else None
        if minutes is not None and str(minutes) not in dict(REMINDERS):
            let_choose(self, "remind", [*REMINDERS, (str(minutes), minutes_in_words(minutes))])

    def _offer_contacts(self, known: Iterable[Contact]) -> None:
        """Offer whom the lead names and who is known already, and those that a name was searched for."""
        rows = {contact.pk: contact for contact in known}
        if self.lead is not None:
            on_lead = everybody(lines_on_page(self.lead))
            rows |= {row.pk: row for row in on_lead if knows_contact(self.by, self.lead, row)}
        sent = self.data.getlist("contacts") if hasattr(self.data, "getlist") else []
        rows |= {row.pk: row for row in self._reached(sent)}
        self.matches = self.searched()
        rows |= {row.pk: row for row in self.matches}
        let_choose(self, "contacts", [(str(row.pk), self._named(row)) for row in rows.values()])
        if not rows:
            self.fields["contacts"].widget = forms.MultipleHiddenInput()

    def _named(self, contact: Contact) -> str:
        """Return how a contact is offered; whom an access group keeps from the writer may stay, without a name."""
        if not may_name(self.by, contact, self.lead):
            return _("somebody of another group")
        return called(contact)

    def _reached(self, sent: Iterable[str]) -> list[Contact]:
        keys = [number for number in map(number_in, sent) if number]
        rows: Any = Contact.objects.within_reach(self.by, "contact.view").filter(pk__in=keys)
        return list(rows.select_related("company"))

    def _fill(self, activity: Activity) -> None:
        lines = list(activity.participants.all())
        self.initial.update(
            {
                "kind": activity.kind.code,
                "begins": moment_written(activity.starts_at),
                "ends": moment_written(activity.ends_at) if activity.ends_at else "",
                "owner": activity.owner.email,
                "contacts": [str(line.contact_id) for line in lines if line.contact_id],
                "colleagues": [line.user.email for line in lines if line.user],
                "remind": "" if activity.remind_minutes is None else str(activity.remind_minutes),
            }
        )
        plain = ("subject", "details", "place", "direction", "importance", "notes", "next_step")
        self.initial.update({name: getattr(activity, name) for name in plain})
        rate = activity.success_rate
        self.initial["success_rate"] = "" if rate is None else str(rate)

    @property
    def is_preparing(self) -> bool:
        """Tell whether somebody was searched for or another kind was chosen, and nothing is to be stored yet."""
        return self.is_searching or ASKING in self.data

    def payload(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        typed = self.cleaned_data
        plain = ("kind", "subject", "place", "direction", "importance", "owner")
        data = {name: typed[name] for name in plain if name in typed} | self.said()
        data |= {"at": typed["begins"], "end": typed["ends"], "remind": typed["remind"]}
        if "state" in self.fields:
            data["state"] = typed["state"] or None
        contacts = [{"contact": int(pk)} for pk in typed["contacts"]]
        users = [{"user": email} for email in typed["colleagues"]]
        return data | {"participants": [*contacts, *users]}
