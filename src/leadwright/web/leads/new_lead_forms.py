"""The forms of the last steps to a new lead: roles, and what is wanted."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.models import Contact
from leadwright.fields.merging import with_defaults
from leadwright.fields.subjects import Sees
from leadwright.leads.models import Party, RoleKind
from leadwright.leads.money import currency_of_company
from leadwright.leads.parties import names_of
from leadwright.leads.telling import own_fields_for
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.fields import Number
from leadwright.web.base.forms import ActForm, amount_given, area, blank, let_choose, put_choices
from leadwright.web.leads.forms import ask_for_amount
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields, own_data, without_own_fields


class RoleForm(ActForm):
    """What a company and a person are in a lead."""

    role = forms.ChoiceField(label=gettext_lazy("Role of the company"), required=False)
    person_role = forms.ChoiceField(label=gettext_lazy("Role of the person"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_roles(self)


def offer_roles(form: ActForm, end: str = "", line: Party | None = None) -> None:
    """Put the roles into two fields of a form, as far as it has them, with those that a line has."""
    for name, kind in (("role", RoleKind.PARTNER), ("person_role", RoleKind.PERSON)):
        if f"{name}{end}" in form.fields:
            let_choose(form, f"{name}{end}", blank(choices.roles(kind, getattr(line, name, None))))


class RolesForm(RoleForm):
    """The roles of the contact of a new lead, and those of further ones."""

    def __init__(self, *args: Any, others: Iterable[Contact] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other in others:
            for name, item in names_of(other).items():
                if item is not None:
                    field = "role" if name == "company" else "person_role"
                    label = _("What %(name)s is in this lead") % {"name": item.name}
                    self.fields[f"{field}_{other.pk}"] = forms.ChoiceField(label=label, required=False)
            offer_roles(self, f"_{other.pk}")

    def roles_of(self, other: int) -> list[BoundField]:
        """Return the fields with the roles of a further contact."""
        names = (f"role_{other}", f"person_role_{other}")
        return [self[name] for name in names if name in self.fields]


class SourceForm(ActForm):
    """Where the new interest came from."""

    source = forms.ChoiceField(label=gettext_lazy("Where does this interest come from?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "source", blank(choices.sources()))


class NewLeadForm(OwnFieldsForm):
    """What the customer wants, and who takes it on."""

    places: ClassVar[dict[str, str]] = {"target_amount": "amount"}
    description = forms.CharField(
        label=gettext_lazy("Customer information"),
        required=False,
        widget=area(),
        help_text=gettext_lazy("What the customer wants or is interested in."),
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    type = forms.ChoiceField(label=gettext_lazy("Type"))
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    amount = Number(required=False)
    success_rate = forms.CharField(label=gettext_lazy("Success rate (%)"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=area())

    def __init__(self, *args: Any, by: User, may_offer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, "type", choices.lead_types(by))
        let_choose(self, "category", blank(choices.all_categories(by)))
        let_choose(self, "source", blank(choices.sources()))
        let_choose(self, "unit", blank(choices.own_units(by)))
        let_choose(self, "owner", blank(choices.own_people(by)))
        self.by, own = by, own_fields_for(by, tuple(Sees))
        add_own_fields(self, own, with_defaults(own, {}, None), by=by)
        ask_for_amount(self, by, currency_of_company(by.organisation))
        if may_offer:
            del self.fields["unit"], self.fields["owner"]
        elif not self.is_bound:
            self.initial.setdefault("owner", by.email)

    def data_for_action(self) -> dict[str, Any]:
        """Return what the action asks for; empty fields stay away."""
        typed = without_own_fields(self.cleaned_data)
        data = {name: value for name, value in typed.items() if value and name != "amount"}
        if self.cleaned_data.get("amount"):
            data["target_amount"] = amount_given(self.cleaned_data["amount"])
        return data | own_data(self, by=self.by)
