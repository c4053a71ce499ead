"""The forms about mails: file one with a lead, make a lead of it, put it aside."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.models import Contact, Kind
from leadwright.leads.references import offered_types
from leadwright.mails.actions import contact_of, contact_within_reach, description_of
from leadwright.mails.models import Mail
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import ActForm, area, put_choices


class AttachForm(ActForm):
    """With which lead a mail is filed."""

    asked: ClassVar[frozenset[str]] = frozenset(("lead",))
    lead = forms.CharField(
        label=gettext_lazy("Number of the lead"),
        help_text=gettext_lazy("Such as 1042 or L-1042."),
        required=False,
        max_length=20,
    )


class PutAsideForm(ActForm):
    """Why a mail needs nothing more."""

    asked: ClassVar[frozenset[str]] = frozenset(("reason",))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500, widget=area())


class LeadForm(ActForm):
    """What a lead needs that is made of a mail; whom it is about is asked only where nobody knows it."""

    asked: ClassVar[frozenset[str]] = frozenset(("type", "description", "name"))
    places: ClassVar[dict[str, str]] = {f"contact.{name}": name for name in ("kind", "name", "email")}
    type = forms.ChoiceField(label=gettext_lazy("Lead type"), required=False)
    description = forms.CharField(label=gettext_lazy("Description"), required=False, widget=area(rows=8))
    kind = forms.ChoiceField(
        label=gettext_lazy("Person or company"),
        required=False,
        choices=((Kind.PERSON.value, gettext_lazy("Person")), (Kind.COMPANY.value, gettext_lazy("Company"))),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    email = Address(label=gettext_lazy("E-mail"), required=False, max_length=254)
    confirm_new = forms.BooleanField(
        label=gettext_lazy("Enter another lead, even if the contact has one already"), required=False
    )

    def __init__(self, *args: Any, mail: Mail, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail, self.by = mail, by
        put_choices(self, "type", [(row.code, row.label) for row in offered_types(by.unit)])
        self.initial.setdefault("description", description_of(mail))
        self.contact = contact_within_reach(mail, by)
        if self.contact is not None:
            for name in ("kind", "name", "email"):
                del self.fields[name]
            return
        del self.fields["confirm_new"]
        for name, text in contact_of(mail, by).items():
            self.initial.setdefault(name, text)

    def lead_data(self) -> dict[str, Any]:
        """Return what the action asks for; whoever hands no leads out owns what he enters."""
        typed = dict(self.cleaned_data)
        data: dict[str, Any] = {"type": typed["type"], "description": typed["description"]}
        if self.contact is None:
            data["contact"] = {name: typed[name] for name in ("kind", "name", "email") if typed[name]}
        else:
            data["confirm_new"] = typed["confirm_new"]
        return data if may(self.by, "lead.offer") else data | {"owner": self.by.email}


def lede_of_lead(contact: Contact | None) -> str:
    """Say whom the lead will be about, where that is known."""
    if contact is None:
        return _("The source of the lead is set to e-mail; whoever wrote becomes its contact.")
    words = _("The lead will be about %(name)s; its source is set to e-mail.")
    return words % {"name": contact.name}
