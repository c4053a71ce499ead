"""The forms about who takes part in a lead."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts.fields import COMPANY
from leadwright.contacts.models import Kind
from leadwright.contacts.titles import offered_titles
from leadwright.leads.models import Party
from leadwright.web.base.fields import Address
from leadwright.web.base.forms import let_choose
from leadwright.web.leads.new_lead_forms import RoleForm, offer_roles
from leadwright.web.parts.contact_picks import ContactPickForm
from leadwright.web.parts.new_contact_form import NO_TITLE


class PartyForm(ContactPickForm, RoleForm):
    """Another contact on a lead: one that is known, or a new one, with the roles."""

    asked: ClassVar[frozenset[str]] = frozenset(("title", "name"))
    places: ClassVar[dict[str, str]] = (
        ContactPickForm.places
        | {f"contact.{name}": name for name in ("name", "email", "phone", "title")}
        | {"contact.kind": "title"}
    )
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), required=False)
    email = Address(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persons = [(NO_TITLE, _("Person, no title")), *offered_titles()]
        let_choose(self, "title", [(_("Person"), persons), (COMPANY, _("Company"))])

    def line(self) -> dict[str, Any]:
        """Return what the action asks for: the contact that was picked, else the new one."""
        typed = self.cleaned_data
        roles = {name: typed[name] for name in ("role", "person_role") if typed[name]}
        new = {name: typed[name] for name in ("name", "email", "phone") if typed[name]}
        if typed["picked"] or not new:
            return roles | {"contact": typed["picked"]}
        kind = Kind.COMPANY if typed["title"] == COMPANY else Kind.PERSON
        title = {"title": typed["title"]} if typed["title"] not in ("", COMPANY, NO_TITLE) else {}
        return roles | {"contact": {"kind": kind.value, **title, **new}}


class PartyRolesForm(RoleForm):
    """Other roles of a line, or that it becomes the main one."""

    merges = True
    main = forms.BooleanField(
        label=gettext_lazy("Make this the contact of the lead"),
        required=False,
    )

    def __init__(self, *args: Any, line: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_roles(self, line=line)
        self.initial.setdefault("role", line.role.code if line.role else "")
        self.initial.setdefault("person_role", line.person_role.code if line.person_role else "")
        unused = {
            "role": line.company_id is None,
            "person_role": line.person_id is None,
            "main": line.is_main,
        }
        for name in (name for name, is_unused in unused.items() if is_unused):
            del self.fields[name]

    def change(self) -> dict[str, Any]:
        """Return what the action is asked to change."""
        data = dict(self.cleaned_data)
        if not data.get("main"):
            data.pop("main", None)
        return data
