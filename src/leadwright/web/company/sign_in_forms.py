"""The form that says who needs a second factor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.people.models import Profile, User
from leadwright.web.base.forms import ActForm, let_choose


class SecondFactorForm(ActForm):
    """Everybody of the company, or those with some roles."""

    merges = True

    everybody = forms.BooleanField(
        label=gettext_lazy("Everybody in the company needs a second factor"), required=False
    )
    profiles = forms.MultipleChoiceField(
        label=gettext_lazy("Otherwise whoever has one of these roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        initial = {
            "everybody": by.organisation.second_factor_for_all,
            "profiles": by.organisation.second_factor_profiles,
        }
        super().__init__(*args, initial=initial, **kwargs)
        rows = Profile.objects.known_to(by).order_by("pk")
        let_choose(self, "profiles", [(profile.code, profile.name) for profile in rows])
