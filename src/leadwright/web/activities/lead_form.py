"""The form by which a lead is made of an interaction: whom it is about, what is wanted, which product."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.actions.leading import description_of
from leadwright.activities.models import Activity
from leadwright.activities.telling import may_name
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.numbers import number_in
from leadwright.leads.models import Product
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.choices import lead_types, offered
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import area, blank, let_choose, put_choices
from leadwright.web.parts.contact_finding import ContactFindingForm, called

SOMEBODY_NEW = "new"
NEW = ("company_or_person", "name", "email")


class LeadOfActivityForm(ContactFindingForm):
    """What a lead needs that is made of an interaction; a new contact is entered with it."""

    asked: ClassVar[frozenset[str]] = frozenset(("type", "contact", "description"))
    places: ClassVar[dict[str, str]] = {
        "contact.kind": "company_or_person",
        "contact.name": "name",
        "contact.email": "email",
    }
    type = forms.ChoiceField(label=gettext_lazy("Lead type"), required=False)
    contact = forms.ChoiceField(
        label=gettext_lazy("Whom is it about?"), required=False, widget=forms.RadioSelect
    )
    company_or_person = forms.ChoiceField(
        label=gettext_lazy("Person or company"),
        required=False,
        choices=((Kind.PERSON.value, gettext_lazy("Person")), (Kind.COMPANY.value, gettext_lazy("Company"))),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    email = Address(label=gettext_lazy("E-mail"), required=False, max_length=254)
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False)
    description = forms.CharField(label=gettext_lazy("Description"), required=False, widget=area(rows=5))
    confirm_new = forms.BooleanField(
        label=gettext_lazy("Enter another lead, even if the contact has one already"), required=False
    )

    def __init__(self, *args: Any, activity: Activity, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        put_choices(self, "type", lead_types(by))
        let_choose(self, "product", blank(offered(Product)))
        rows = {
            line.contact.pk: line.contact
            for line in activity.participants.select_related("contact__company")
            if line.contact and may_name(by, line.contact, activity.lead)
        }
        self.matches = self.searched()
        rows |= {row.pk: row for row in [*self._chosen_before(), *self.matches]}
        choices = [(str(row.pk), called(row)) for row in rows.values()]
        let_choose(self, "contact", [*choices, (SOMEBODY_NEW, _("Somebody new"))])
        self.initial.setdefault("contact", choices[0][0] if choices else SOMEBODY_NEW)
        self.initial.setdefault("description", description_of(activity))

    def _chosen_before(self) -> list[Contact]:
        rows: Any = Contact.objects.within_reach(self.by, "contact.view").select_related("company")
        return list(rows.filter(pk=number_in(str(self.data.get("contact", ""))) or 0))

    def lead_data(self) -> dict[str, Any]:
        """Return what the action asks for; whoever hands no leads out owns what he enters."""
        typed = self.cleaned_data
        data = {name: typed[name] for name in ("type", "description", "confirm_new")}
        if typed["contact"] == SOMEBODY_NEW:
            known = {"kind": typed["company_or_person"], "name": typed["name"], "email": typed["email"]}
            data["contact"] = {name: text for name, text in known.items() if text}
            del data["confirm_new"]
        elif typed["contact"]:
            data["contact"] = {"id": int(typed["contact"])}
        return data if may(self.by, "lead.offer") else data | {"owner": self.by.email}
