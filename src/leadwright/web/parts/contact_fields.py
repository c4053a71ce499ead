"""What every form of a contact asks for: where it lives, its numbers, its groups, how it is handled."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.models import Contact, ContactGroup
from leadwright.fields.definitions import fields_of
from leadwright.fields.merging import with_defaults
from leadwright.fields.subjects import Subject
from leadwright.foundation.numbers import number_in
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.choices import named_countries, own_groups
from leadwright.web.base.fields import Language
from leadwright.web.base.forms import area, blank, let_choose
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields


class GroupBoxes(forms.CheckboxSelectMultiple):
    """Tick boxes of contact groups; a brand group is marked, so that its fields can be shown with it."""

    brands: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark the box of a brand group."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.brands:
            option["attrs"]["data-brand"] = True
        return option


class ContactFields(OwnFieldsForm):
    """The fields that all forms of a contact have in common."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), required=False)
    job_title = forms.CharField(label=gettext_lazy("Function"), required=False)
    company = forms.CharField(
        label=gettext_lazy("Company"),
        required=False,
        help_text=gettext_lazy("Type a part of the name and choose from the list."),
    )
    birth_date = forms.CharField(
        label=gettext_lazy("Date of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    register_number = forms.CharField(label=gettext_lazy("Register number"), required=False)
    street = forms.CharField(label=gettext_lazy("Street and number"), required=False)
    street_extra = forms.CharField(label=gettext_lazy("Second line"), required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False)
    city = forms.CharField(label=gettext_lazy("City"), required=False)
    region = forms.CharField(label=gettext_lazy("Region"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    vat_number = forms.CharField(label=gettext_lazy("VAT number"), required=False)
    vat_rate = forms.CharField(label=gettext_lazy("VAT percentage"), required=False)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Contact groups"), required=False, widget=GroupBoxes
    )
    segment = forms.CharField(label=gettext_lazy("Segment"), required=False)
    fleet_code = forms.CharField(label=gettext_lazy("Fleet code"), required=False)
    language = Language(
        label=gettext_lazy("Preferred language"),
        required=False,
        help_text=gettext_lazy("In which mails are written to this contact, such as nl or fr-BE."),
    )
    access_group = forms.ChoiceField(
        label=gettext_lazy("Access group"),
        required=False,
        help_text=gettext_lazy("Only this group, and those it works with, will see the contact."),
    )
    remarks = forms.CharField(label=gettext_lazy("Remarks"), required=False, widget=area())
    blocked = forms.BooleanField(
        label=gettext_lazy("Is blocked: no new lead can be made with it"), required=False
    )

    def __init__(self, *args: Any, by: User, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        let_choose(self, "country", blank(named_countries()))
        kept = self.initial.get("groups", ())
        groups = [row for row in ContactGroup.objects.all() if not row.is_retired or row.code in kept]
        let_choose(self, "groups", [(group.code, group.label) for group in groups])
        self.brands = frozenset(group.code for group in groups if group.is_brand)
        self.fields["groups"].widget.brands = self.brands
        let_choose(self, "access_group", blank(own_groups(by), _("everybody")))
        if not may(by, "contact.block"):
            del self.fields["blocked"]
        fields = fields_of(by.organisation_id, Subject.CONTACT)
        values = contact.own_fields if contact is not None else with_defaults(fields, {}, None)
        add_own_fields(self, fields, values, by=by)

    @property
    def would_hide(self) -> bool:
        """Tell whether whoever saves this would lose sight of the contact, and has to be asked."""
        return self.refusal is not None and self.refusal.code == "CONFIRM_HIDDEN_REQUIRED"

    @property
    def is_hiding_confirmed(self) -> bool:
        """Tell whether whoever saves this was asked and wants it."""
        return self.data.get("confirm_hidden") == "1"

    def holds_any(self, *names: str) -> bool:
        """Tell whether one of these fields holds something or is wrong: a fold with it stands open."""
        fields = [self[name] for name in names if name in self.fields]
        return any(field.value() or field.errors for field in fields)


def chosen_company(text: str) -> Any:
    """Return the id at the end of a suggestion such as “Acme NV · 12”, else the text as it is."""
    return number_in(text.rpartition("·")[2].strip()) or text.strip()
