"""The forms by which somebody new takes part in an activity: a contact, and the steps of the partner wizard."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.models import Contact, Kind
from leadwright.people.models import User
from leadwright.web.base.choices import own_groups
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import ActForm, blank, let_choose
from leadwright.web.parts.contact_form import ContactForm

PREFIX = "contact."


class NewParticipantForm(ContactForm):
    """A contact that is entered to take part; a refusal names its fields as those of the contact."""

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a field of the contact is."""
        return super().place_of(name.removeprefix(PREFIX))


def begun_with(company: Contact | None) -> dict[str, Any]:
    """Return what the form of a contact person begins with: the company, and the country where it is."""
    if company is None:
        return {}
    known = {"kind": Kind.PERSON.value, "company": f"{company.name} · {company.pk}"}
    return known | {"country": company.country} if company.country else known


class PartnerForm(ActForm):
    """The partner wizard: who it is, then who sees it; all that was typed goes along from step to step."""

    asked: ClassVar[frozenset[str]] = frozenset(("kind", "name", "email"))
    of_contact: ClassVar[tuple[str, ...]] = ("kind", "name", "email", "phone")
    kind = forms.ChoiceField(
        label=gettext_lazy("The partner is"),
        widget=forms.RadioSelect,
        required=False,
        initial=Kind.COMPANY.value,
        choices=(
            (Kind.COMPANY.value, gettext_lazy("a company")),
            (Kind.PERSON.value, gettext_lazy("a person")),
        ),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False)
    email = Address(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False)
    access_group = forms.ChoiceField(
        label=gettext_lazy("Access group"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only this group, and those it works with, will see the contact."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "access_group", blank(own_groups(by), _("everybody")))

    @property
    def is_about_groups(self) -> bool:
        """Tell whether what is wrong belongs to the step of the access group."""
        return self.would_hide or "access_group" in self.errors

    @property
    def would_hide(self) -> bool:
        """Tell whether whoever finishes would lose sight of the partner, and has to be asked."""
        return self.refusal is not None and self.refusal.code == "CONFIRM_HIDDEN_REQUIRED"

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a field of the contact is."""
        return super().place_of(name.removeprefix(PREFIX))

    def contact(self) -> dict[str, Any]:
        """Return the contact of the first step, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.of_contact if self.cleaned_data[name]}

    def partner(self) -> dict[str, Any]:
        """Return the contact with who sees it."""
        return self.contact() | {
            "access_group": self.cleaned_data["access_group"],
            "confirm_hidden": self.data.get("confirm_hidden") == "1",
        }
