"""The form of an area on the map."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.people.models import User
from leadwright.web.base.choices import named_countries, own_groups
from leadwright.web.base.forms import ActForm, blank, let_choose


class AreaForm(ActForm):
    """Where a group is at home."""

    asked: ClassVar[frozenset[str]] = frozenset(("name", "group", "country"))
    name = forms.CharField(label=gettext_lazy("Area"), required=False, max_length=200)
    group = forms.ChoiceField(label=gettext_lazy("belongs to the group"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    region = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=100)
    city = forms.CharField(label=gettext_lazy("City"), required=False, max_length=100)
    postcode_from = forms.CharField(label=gettext_lazy("Postcodes from"), required=False, max_length=20)
    postcode_to = forms.CharField(
        label=gettext_lazy("Postcodes to"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("The beginning is enough: 40 to 49 holds 4000 to 4999."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "group", blank(own_groups(by)))
        let_choose(self, "country", blank(named_countries()))
        self.initial.setdefault("country", by.organisation.country)

    def payload(self) -> dict[str, Any]:
        """Return the area with the key of its group."""
        group = self.cleaned_data["group"]
        return self.cleaned_data | {"group": int(group) if group else None}
