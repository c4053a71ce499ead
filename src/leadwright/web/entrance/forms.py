"""The forms before the door, and what a reader prefers."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from leadwright.web.base.choices import time_zones
from leadwright.web.base.forms import ActForm, let_choose

THEMES = [
    ("system", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]


class FirstPasswordForm(ActForm):
    """The first password, typed once; it can be looked at by the browser's own means."""

    places: ClassVar[dict[str, str]] = {}
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters; a sentence is easy to remember."),
    )


class PreferencesForm(ActForm):
    """Language, time zone and theme."""

    merges = True
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), choices=THEMES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "time_zone", time_zones())
