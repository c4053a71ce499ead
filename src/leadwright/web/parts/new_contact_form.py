"""The form that enters a contact on the way to a lead: the title says what else is asked."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.fields import COMPANY, OF_A_COMPANY, OF_A_PERSON, TITLES
from leadwright.contacts.models import Kind
from leadwright.foundation.numbers import number_in
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.forms import ActForm, area, blank, let_choose

NO_TITLE = "person"


class NewContactForm(ActForm):
    """A company or a person with at least one channel."""

    asked: ClassVar[frozenset[str]] = frozenset(("title", "name", "family_name"))
    places: ClassVar[dict[str, str]] = {"kind": "title"}
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False)
    name = forms.CharField(label=gettext_lazy("Name of the company"), required=False)
    given_name = forms.CharField(label=gettext_lazy("Given name"), required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False)
    job_title = forms.CharField(label=gettext_lazy("Function"), required=False)
    company = forms.CharField(
        label=gettext_lazy("Works for"),
        required=False,
        help_text=gettext_lazy("Type a part of the name and choose from the list."),
    )
    birth_date = forms.CharField(
        label=gettext_lazy("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    street = forms.CharField(label=gettext_lazy("Street and number"), required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False)
    city = forms.CharField(label=gettext_lazy("City"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    vat_number = forms.CharField(label=gettext_lazy("VAT number"), required=False)
    register_number = forms.CharField(label=gettext_lazy("Register number"), required=False)
    language = forms.CharField(
        label=gettext_lazy("Language"), required=False, help_text=gettext_lazy("Such as nl or fr-BE.")
    )
    remarks = forms.CharField(label=gettext_lazy("Remarks"), required=False, widget=area())
    blocked = forms.BooleanField(label=gettext_lazy("Blocked: no deals with this contact"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persons = [(NO_TITLE, _("Person, no title")), *((code, str(word)) for code, word in TITLES.items())]
        let_choose(self, "title", [(COMPANY, _("Company")), (_("Person"), persons)])
        let_choose(self, "country", blank(choices.named_countries()))
        self.initial.setdefault("title", COMPANY)
        self.initial.setdefault("country", by.organisation.country)
        self.fields["email"].help_text = _("At least an e-mail address or a phone number.")
        if not may(by, "contact.block"):
            del self.fields["blocked"]

    @property
    def is_company(self) -> bool:
        """Tell whether a company is being entered."""
        return str(self["title"].value() or COMPANY) == COMPANY

    def draft(self) -> dict[str, Any]:
        """Return what the action asks for; what belongs to the other kind stays in the form alone."""
        typed = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
        strange = OF_A_PERSON if self.is_company else (*OF_A_COMPANY, "name")
        data = {name: value for name, value in typed.items() if name not in (*strange, "title")}
        if self.is_company:
            return {"kind": Kind.COMPANY.value, "title": COMPANY, **data}
        if "company" in data:
            data["company"] = chosen_company(data["company"])
        title = typed.get("title", "")
        return {"kind": Kind.PERSON.value, **data, **({"title": title} if title in TITLES else {})}

    def place_of(self, name: str) -> str:
        """Tell a person without a name so beside the family name."""
        return "family_name" if name == "name" and not self.is_company else super().place_of(name)


def chosen_company(text: str) -> Any:
    """Return the id at the end of a suggestion such as “Acme NV · 12”, else the text as it is."""
    return number_in(text.rpartition("·")[2].strip()) or text.strip()
