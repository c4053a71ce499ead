"""The form that enters a contact on the way to a lead: the title says what else is asked."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.fields import COMPANY, OF_A_COMPANY, OF_A_PERSON, OF_THE_BRAND
from leadwright.contacts.models import Kind
from leadwright.contacts.titles import offered_titles
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.forms import let_choose
from leadwright.web.parts.channel_rows import ChannelRows
from leadwright.web.parts.contact_fields import ContactFields, chosen_company
from leadwright.web.parts.opt_ins import OptInRow, add_opt_ins, opt_in_rows, opt_in_senders, opt_ins
from leadwright.web.parts.own_fields import own_data, without_own_fields

# No title of the list has it for its code: the kinds of contacts are taken.
NO_TITLE = Kind.PERSON.value


class NewContactForm(ChannelRows, ContactFields):
    """A company or a person with at least one channel, and all else that is kept of a contact, the rare folded."""

    asked: ClassVar[frozenset[str]] = frozenset(("title", "name", "family_name"))
    places: ClassVar[dict[str, str]] = {
        "kind": "title",
        "source": "opt_in_source",
        "purpose": "opt_in_purpose",
    }
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False)
    name = forms.CharField(label=gettext_lazy("Name of the company"), required=False)

    def __init__(self, *args: Any, by: User, has_opt_ins: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        persons = [(NO_TITLE, _("Person, no title")), *offered_titles()]
        let_choose(self, "title", [(COMPANY, _("Company")), (_("Person"), persons)])
        self.initial.setdefault("title", COMPANY)
        self.initial.setdefault("country", by.organisation.country)
        self.fields["company"].label = _("Works for")
        if has_opt_ins and may(by, "contact.consent"):
            add_opt_ins(self)

    @property
    def opt_in_senders(self) -> list[str]:
        """The names of the senders that opt-ins are asked for."""
        return opt_in_senders(self)

    @property
    def opt_in_rows(self) -> list[OptInRow]:
        """The opt-ins, by channel."""
        return opt_in_rows(self)

    @property
    def has_open_opt_ins(self) -> bool:
        """Tell whether an answer was given or is wrong."""
        names = [name for name in self.fields if name.startswith("opt_in_") and name != "opt_in_purpose"]
        return self.holds_any(*names)

    def opt_ins(self) -> list[dict[str, Any]]:
        """Return the answers that were typed."""
        return opt_ins(self)

    @property
    def is_company(self) -> bool:
        """Tell whether a company is being entered."""
        return str(self["title"].value() or COMPANY) == COMPANY

    def draft(self) -> dict[str, Any]:
        """Return what the action asks for; what belongs to the other kind stays in the form alone."""
        typed = {
            name: value
            for name, value in self.without_channels(without_own_fields(self.cleaned_data)).items()
            if value not in ("", None, False, []) and not name.startswith("opt_in_")
        }
        strange = [*(OF_A_PERSON if self.is_company else (*OF_A_COMPANY, "name"))]
        if not self.brands & set(typed.get("groups", ())):
            strange += OF_THE_BRAND
        if self.is_hiding_confirmed:
            typed["confirm_hidden"] = True
        data = {name: value for name, value in typed.items() if name not in (*strange, "title")}
        data |= self.channels() | own_data(self, by=self.by)
        if self.is_company:
            return {"kind": Kind.COMPANY.value, "title": COMPANY, **data}
        if "company" in data:
            data["company"] = chosen_company(data["company"])
        title = {} if typed.get("title", NO_TITLE) == NO_TITLE else {"title": typed["title"]}
        return {"kind": Kind.PERSON.value, **data, **title}

    def place_of(self, name: str) -> str:
        """Tell a person without a name so beside the family name."""
        return "family_name" if name == "name" and not self.is_company else super().place_of(name)
