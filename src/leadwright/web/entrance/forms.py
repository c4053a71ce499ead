"""The forms before the door, and what a reader prefers."""

from typing import Any, ClassVar, TypedDict

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.people.questions import kinds_of_notices
from leadwright.web.base.choices import time_zones
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm, let_choose

THEMES = [
    ("system", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]


SCOPES = [("read", gettext_lazy("Read only")), ("write", gettext_lazy("Read and write"))]


class TokenChoice(TypedDict):
    """What is chosen for a new token."""

    name: str
    read_only: bool
    days: int


class FirstPasswordForm(ActForm):
    """The first password, typed once; it can be looked at by the browser's own means."""

    places: ClassVar[dict[str, str]] = {}
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters; a sentence is easy to remember."),
    )


class TokenForm(ActForm):
    """What a new token is for, what it may do, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy("Such as the program that will use it."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("It may"), choices=SCOPES, initial="read", widget=forms.RadioSelect
    )
    days = Integer(label=gettext_lazy("Days until it ends"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("days", settings.TOKEN_DAYS)

    def payload(self) -> TokenChoice:
        """Return what the action asks for."""
        data = self.cleaned_data
        return {"name": data["name"], "read_only": data["scope"] == "read", "days": data["days"]}


class PreferencesForm(ActForm):
    """Language, time zone and theme; for whoever sends leads, of which outcomes to be told."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("notices",))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), choices=THEMES, widget=forms.RadioSelect)

    notices = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me by mail, of the leads that I sent, that"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "time_zone", time_zones())
        let_choose(self, "notices", kinds_of_notices().items())
        if not may(by, "lead.offer"):
            del self.fields["notices"]
