"""The forms of roles: copy one, change what it allows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.people.models import Profile, User
from leadwright.people.reach import (
    PERMISSIONS,
    RIGHTS,
    SUBJECTS,
    Permission,
    Reach,
    covers,
    reach_in_words,
    reaches_for,
)
from leadwright.web.base.forms import ActForm, Choices, let_choose


class CopyProfileForm(ActForm):
    """Which role to start from, and what the copy is called."""

    profile = forms.ChoiceField(label=gettext_lazy("Start from"))
    name = forms.CharField(label=gettext_lazy("Name of the new role"), max_length=100)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "profile", choices)


class ProfileForm(ActForm):
    """The name of a role and the reach of each permission."""

    merges = True
    name = forms.CharField(label=gettext_lazy("Name of the role"), max_length=100)

    def __init__(self, *args: Any, profile: Profile, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = profile.name
        for permission in PERMISSIONS:
            now = profile.reach_of(permission)
            choices = reach_choices(permission, now=now, by=by)
            self.fields[place(permission)] = forms.ChoiceField(
                label=RIGHTS[permission], choices=choices, initial=now.value, disabled=len(choices) == 1
            )

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of the permissions under the subject that they are about."""
        return [(str(subject), [self[place(row)] for row in held]) for subject, held in SUBJECTS]

    def payload(self) -> dict[str, Any]:
        """Return what the action asks for."""
        chosen = {permission: self.cleaned_data[place(permission)] for permission in PERMISSIONS}
        return {"name": self.cleaned_data["name"], "permissions": chosen}


def place(permission: Permission) -> str:
    """Return the name of the field that asks for a permission."""
    return permission.replace(".", "_")


def reach_choices(permission: Permission, *, now: Reach, by: User) -> Choices:
    """Return how far a permission can be made to go by somebody: as far as his own, and as it is."""
    own = by.reaches_of(permission)
    given = [row for row in reaches_for(permission) if covers(permission, own, row)]
    words = {reach_in_words(permission, row): row for row in given}
    words[reach_in_words(permission, now)] = now
    return [(item.value, said) for said, item in words.items()]
