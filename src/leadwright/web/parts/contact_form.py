"""The form of a contact: a person or a company, with several addresses and numbers."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.fields import FIELDS, OF_THE_BRAND
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.titles import offered_titles
from leadwright.people.models import User
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import blank, let_choose
from leadwright.web.parts.channel_rows import ROWS, ChannelRows
from leadwright.web.parts.contact_fields import ContactFields, chosen_company
from leadwright.web.parts.own_fields import own_data

KINDS = [("person", gettext_lazy("a person")), ("company", gettext_lazy("a company"))]


class ContactForm(ChannelRows, ContactFields):
    """All that is kept of a contact; what does not fit its kind is not shown."""

    asked: ClassVar[frozenset[str]] = frozenset(("kind", "name"))
    version = Integer(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("The contact is"), widget=forms.RadioSelect, choices=KINDS, initial="person"
    )
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        let_choose(self, "title", blank(offered_titles(kept=self.initial.get("title", ""))))
        if not self.is_bound:
            self.initial.setdefault("country", by.organisation.country)

    @property
    def is_bare_person(self) -> bool:
        """Tell whether the form holds a person of whom only a whole name is known."""
        parts = self["given_name"].value() or self["family_name"].value()
        return self["kind"].value() == "person" and bool(self["name"].value()) and not parts

    def payload(self) -> dict[str, Any]:
        """Return what the actions ask for."""
        typed = self.cleaned_data
        data: dict[str, Any] = {name: typed[name] for name in FIELDS if name != "company"}
        data["blocked"] = typed.get("blocked")
        data["confirm_hidden"] = self.is_hiding_confirmed
        data["company"] = chosen_company(typed["company"])
        hidden = ("given_name", "family_name", "job_title", "birth_date", "company", "title")
        data |= dict.fromkeys(hidden if typed["kind"] == Kind.COMPANY else ("register_number",), "")
        if typed["kind"] == Kind.PERSON and (typed["given_name"] or typed["family_name"]):
            data.pop("name")
        if not self.brands & set(typed["groups"]):
            data |= dict.fromkeys(OF_THE_BRAND, "")
        return data | self.channels() | own_data(self, by=self.by)


def as_typed(contact: Contact) -> dict[str, Any]:
    """Return a contact as its form shows it."""
    data = {name: getattr(contact, name) for name in FIELDS if name not in ("groups", "company")}
    data |= {
        "version": contact.version,
        "groups": [group.code for group in contact.groups.all()],
        "company": f"{contact.company.name} · {contact.company_id}" if contact.company else "",
        "access_group": str(contact.access_group_id or ""),
        "birth_date": contact.birth_date.isoformat() if contact.birth_date else "",
        "blocked": contact.is_blocked,
    }
    for place, email in enumerate(contact.emails.all()):
        data |= {f"email_{place}": email.address, f"email_label_{place}": email.label}
    for place, phone in enumerate(contact.phones.all()):
        data |= {f"phone_{place}": phone_in_words(phone.number), f"phone_label_{place}": phone.label}
    return data


def rows_for(contact: Contact) -> int:
    """Return how many rows of channels the form of a contact needs, one of them empty."""
    return max(ROWS, contact.emails.count() + 1, contact.phones.count() + 1)
