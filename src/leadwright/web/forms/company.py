"""The forms of My company: add a user, change one."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from leadwright.people.models import Profile, Unit, User
from leadwright.web.forms.base import ActForm, Choices, blank
from leadwright.web.forms.choices import own_units

GENERAL = ("name", "email", "phone", "language", "unit", "is_active")
ROLES = ("profile",)


def profiles_for(user: User) -> Choices:
    """Return the roles that somebody may give."""
    rows = Profile.objects.order_by("pk").values_list("code", "name")
    own = user.profile.code == "administrator"
    vendor_only = () if own else ("administrator", "configurator")
    return [(code, name) for code, name in rows if code not in vendor_only]


class UserForm(ActForm):
    """General information and, on the second tab, the role."""

    places: ClassVar[dict[str, str]] = {}
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=32)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    profile = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["unit"].choices = blank(own_units(by))  # type: ignore[attr-defined]
        self.fields["profile"].choices = profiles_for(by)  # type: ignore[attr-defined]
        self.initial.setdefault("language", by.language)
        self.initial.setdefault("profile", "portal-writer")

    @property
    def roles_first(self) -> bool:
        """Tell whether the fault is on the second tab alone."""
        return bool(self.errors) and set(self.errors) <= set(ROLES)

    def told(self) -> dict[str, Any]:
        """Return what the actions ask for, with unit and profile as rows."""
        typed = dict(self.cleaned_data)
        units = Unit.objects.select_related("group__organisation")
        typed["unit"] = units.get(pk=typed["unit"], group__organisation=self.by.organisation_id)
        typed["profile"] = Profile.objects.get(code=typed["profile"])
        return typed


class EditUserForm(UserForm):
    """The same for a user who exists: the address stays, access can be switched off."""

    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
