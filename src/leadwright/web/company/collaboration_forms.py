"""The form of two groups that work together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.people.models import User
from leadwright.web.base.choices import own_groups
from leadwright.web.base.forms import ActForm, blank, let_choose


class CollaborationForm(ActForm):
    """Which group sees the leads of which."""

    guest = forms.ChoiceField(label=gettext_lazy("The members of"))
    host = forms.ChoiceField(label=gettext_lazy("see the leads of"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("guest", "host"):
            let_choose(self, name, blank(own_groups(by)))

    def payload(self) -> dict[str, int]:
        """Return the two groups by their keys."""
        return {name: int(self.cleaned_data[name]) for name in ("guest", "host")}
