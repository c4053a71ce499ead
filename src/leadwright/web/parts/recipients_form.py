"""Whom a mail about a lead goes to: contacts of the lead that are ticked, and further addresses that are typed."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.communication.models import Role
from leadwright.communication.recipients import address_on, contacts_of
from leadwright.foundation.numbers import number_in
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.values.emails import several_emails
from leadwright.web.base.fields import address_typed
from leadwright.web.base.forms import ActForm, let_choose
from leadwright.web.parts.lead_lines import lines_on_page

RECIPIENTS = tuple(Role.values)
TO, CC = Role.TO.label, Role.CC.label
COMMAS = gettext_lazy("Several are separated by commas.")


class RecipientsForm(ActForm):
    """The recipients of a mail; whoever names none writes to the contact of the lead."""

    to = forms.MultipleChoiceField(label=TO, required=False, widget=forms.CheckboxSelectMultiple)
    to_typed = forms.CharField(label=gettext_lazy("To: further addresses"), required=False, help_text=COMMAS)
    cc = forms.MultipleChoiceField(label=CC, required=False, widget=forms.CheckboxSelectMultiple)
    cc_typed = forms.CharField(label=gettext_lazy("Cc: further addresses"), required=False, help_text=COMMAS)
    names_recipients = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def offer_recipients(self, lead: Lead, *, by: User, mails: Sequence[str] | None = None) -> None:
        """Let the contacts of the lead that have an address be ticked; what is typed is read when it is sent.

        With `mails` all of it is shown only where one of these media is chosen.
        """
        contacts = contacts_of(lead, by=by, lines=lines_on_page(lead))
        addressed = [(row, address_on(lead, row)) for row in contacts]
        rows = [(str(row.pk), f"{row.name} <{address}>") for row, address in addressed if address]
        attrs = (
            {"data-shown-if": "medium", "data-shown-for": json.dumps(list(mails))}
            if mails is not None
            else {}
        )
        for name in RECIPIENTS:
            let_choose(self, name, rows)
            for field in (name, f"{name}_typed"):
                self.fields[field].widget.attrs.update(attrs)
            if not rows and name not in self.data:
                del self.fields[name]
        self.usual = [key for key, _words in rows if key == str(lead.contact_id)]
        self.initial.setdefault("to", self.usual)

    def place_of(self, name: str) -> str:
        """Return the field that a fault is about: that of a recipient stands at its list."""
        base, _dot, rest = name.partition(".")
        if base not in RECIPIENTS:
            return super().place_of(base)
        number, ticked = number_in(rest.partition(".")[0]), len(self.cleaned_data.get(base, ()))
        is_typed = base not in self.fields or (rest != "" and (number or 0) >= ticked)
        return f"{base}_typed" if is_typed else base

    @property
    def shows_recipients(self) -> bool:
        """Tell whether somebody else than the contact of the lead is named, or something is wrong with that."""
        names = [name for base in RECIPIENTS for name in (base, f"{base}_typed") if name in self.fields]
        usual = {"to": self.usual}
        return any(self[name].errors or (self[name].value() or []) != usual.get(name, []) for name in names)

    def recipients(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Return whom it goes to; whoever ticks nobody and types nothing is asked for somebody."""
        is_asked = bool(typed.pop("names_recipients", "")) and "to" in self.fields
        ticked = {name: typed.pop(name, []) for name in RECIPIENTS}
        rows: dict[str, list[Any]] = {
            name: [
                *({"contact": int(key)} for key in keys),
                *({"address": address_typed(text)} for text in several_emails(typed.pop(f"{name}_typed"))),
            ]
            for name, keys in ticked.items()
        }
        usual = {"to": [{"contact": int(key)} for key in self.usual], "cc": []}
        if rows == usual or not is_asked:
            return {name: each for name, each in rows.items() if each and rows != usual}
        return rows | {"to": rows["to"] or [None]}
